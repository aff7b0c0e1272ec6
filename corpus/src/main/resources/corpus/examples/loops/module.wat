;; Loops: backward branches that carry values, early exits, nests.
(module
  (func (export "sum") (param $n i32) (result i64) (local $sum i64)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $n)))
        (local.set $sum (i64.add (local.get $sum) (i64.extend_i32_u (local.get $n))))
        (local.set $n (i32.sub (local.get $n) (i32.const 1)))
        (br $next)))
    (local.get $sum))
  (func (export "collatz") (param $n i64) (result i32) (local $steps i32)
    (loop $next
      (if (i64.ne (local.get $n) (i64.const 1))
        (then
          (local.set $n
            (if (result i64) (i64.eqz (i64.and (local.get $n) (i64.const 1)))
              (then (i64.shr_u (local.get $n) (i64.const 1)))
              (else (i64.add (i64.mul (local.get $n) (i64.const 3)) (i64.const 1)))))
          (local.set $steps (i32.add (local.get $steps) (i32.const 1)))
          (br $next))))
    (local.get $steps))
  ;; loop parameters: two numbers live on the operand stack only
  (func (export "gcd") (param i32 i32) (result i32) (local $a i32) (local $b i32)
    (local.get 0) (local.get 1)
    (loop $next (param i32 i32) (result i32)
      (local.set $b) (local.set $a)
      (if (result i32) (i32.eqz (local.get $b))
        (then (local.get $a))
        (else
          (local.get $b)
          (i32.rem_u (local.get $a) (local.get $b))
          (br $next))))
  )
  ;; pairs (i, j) with i * j = n: leaves the inner loop early
  (func (export "pairs") (param $n i32) (result i32) (local $i i32) (local $j i32) (local $count i32)
    (local.set $i (i32.const 1))
    (loop $outer
      (local.set $j (i32.const 1))
      (block $found
        (loop $inner
          (if (i32.eq (i32.mul (local.get $i) (local.get $j)) (local.get $n))
            (then
              (local.set $count (i32.add (local.get $count) (i32.const 1)))
              (br $found)))
          (br_if $inner (i32.le_u (local.tee $j (i32.add (local.get $j) (i32.const 1))) (local.get $n)))))
      (br_if $outer (i32.le_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
    (local.get $count))
  ;; two values change places in every round: a parallel move on the back edge
  (func (export "swap") (param $n i32) (param $a i64) (param $b i64) (result i64 i64) (local $t i64)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $n)))
        (local.set $t (local.get $a))
        (local.set $a (local.get $b))
        (local.set $b (local.get $t))
        (local.set $n (i32.sub (local.get $n) (i32.const 1)))
        (br $next)))
    (local.get $a) (local.get $b))
)
