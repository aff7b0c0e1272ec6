;; Recursion: values live across calls, mutual recursion, depth.
(module
  (func $fib (export "fib") (param i32) (result i32)
    (if (result i32) (i32.lt_u (local.get 0) (i32.const 2))
      (then (local.get 0))
      (else
        (i32.add
          (call $fib (i32.sub (local.get 0) (i32.const 1)))
          (call $fib (i32.sub (local.get 0) (i32.const 2)))))))
  (func $fac (export "fac") (param i64) (result i64)
    (if (result i64) (i64.eqz (local.get 0))
      (then (i64.const 1))
      (else (i64.mul (local.get 0) (call $fac (i64.sub (local.get 0) (i64.const 1)))))))
  (func $even (export "even") (param i32) (result i32)
    (if (result i32) (i32.eqz (local.get 0))
      (then (i32.const 1))
      (else (call $odd (i32.sub (local.get 0) (i32.const 1))))))
  (func $odd (export "odd") (param i32) (result i32)
    (if (result i32) (i32.eqz (local.get 0))
      (then (i32.const 0))
      (else (call $even (i32.sub (local.get 0) (i32.const 1))))))
  (func $ackermann (export "ackermann") (param $m i32) (param $n i32) (result i32)
    (if (i32.eqz (local.get $m)) (then (return (i32.add (local.get $n) (i32.const 1)))))
    (if (i32.eqz (local.get $n))
      (then (return (call $ackermann (i32.sub (local.get $m) (i32.const 1)) (i32.const 1)))))
    (call $ackermann
      (i32.sub (local.get $m) (i32.const 1))
      (call $ackermann (local.get $m) (i32.sub (local.get $n) (i32.const 1)))))
  ;; twelve parameters: more than there are registers for them
  (func $rotate (export "rotate")
    (param i32 i64 i32 i64 i32 i64 i32 i64 i32 i64 i32 i32) (result i64)
    (if (result i64) (i32.eqz (local.get 11))
      (then
        (i64.add (i64.mul (i64.extend_i32_s (local.get 0)) (i64.const 1000)) (local.get 9)))
      (else
        (call $rotate
          (local.get 2) (local.get 9) (local.get 4) (local.get 1) (local.get 6) (local.get 3)
          (local.get 8) (local.get 5) (local.get 10) (local.get 7) (local.get 0)
          (i32.sub (local.get 11) (i32.const 1))))))
)
