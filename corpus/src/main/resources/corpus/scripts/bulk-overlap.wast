;; memory.copy and memory.fill against loops over single bytes: every length from 0 to 40, every distance from -40 to 40 between source
;; and destination, every alignment, inside a page, across the end of one, and at the end of memory. A result that is not 0 names the
;; first case that differs: 1 + distance + 40, times 64, plus the length.

(module
  (memory (export "memory") 2)

  ;; The 128 bytes at base, the same for every base: word i is (i + 1) times an odd constant.
  (func $reset (param $base i32)
    (local $i i32)
    (loop $next
      (i64.store
        (i32.add (local.get $base) (local.get $i))
        (i64.mul (i64.extend_i32_u (i32.add (local.get $i) (i32.const 8))) (i64.const 0x9e3779b97f4a7c15)))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 8))) (i32.const 128)))))

  ;; 1 when the 128 bytes at both places are the same.
  (func $same (param $a i32) (param $b i32) (result i32)
    (local $i i32)
    (loop $next
      (if (i64.ne
            (i64.load (i32.add (local.get $a) (local.get $i)))
            (i64.load (i32.add (local.get $b) (local.get $i))))
        (then (return (i32.const 0))))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 8))) (i32.const 128))))
    (i32.const 1))

  ;; memory.copy byte by byte, from the end that is not overwritten.
  (func $copy (param $d i32) (param $s i32) (param $n i32)
    (local $i i32)
    (if (i32.eqz (local.get $n)) (then (return)))
    (loop $next
      (local.set $n (i32.sub (local.get $n) (i32.const 1)))
      (local.set $i
        (select
          (i32.add (local.get $i) (i32.const 1))
          (local.get $n)
          (i32.lt_u (local.get $d) (local.get $s))))
      ;; Forwards i is one ahead, backwards it is what is left.
      (i32.store8
        (i32.sub (i32.add (local.get $d) (local.get $i)) (i32.lt_u (local.get $d) (local.get $s)))
        (i32.load8_u (i32.sub (i32.add (local.get $s) (local.get $i)) (i32.lt_u (local.get $d) (local.get $s)))))
      (br_if $next (local.get $n))))

  ;; All distances and lengths for one destination in the 128 bytes at base; the bytes at 4096 are done by the loop.
  (func (export "copy") (param $base i32) (param $d i32) (result i32)
    (local $distance i32) (local $n i32) (local $s i32)
    (local.set $distance (i32.const -40))
    (loop $distances
      (local.set $s (i32.add (local.get $d) (local.get $distance)))
      (local.set $n (i32.const 0))
      (loop $lengths
        (call $reset (local.get $base))
        (call $reset (i32.const 4096))
        (memory.copy
          (i32.add (local.get $base) (local.get $d)) (i32.add (local.get $base) (local.get $s)) (local.get $n))
        (call $copy
          (i32.add (i32.const 4096) (local.get $d)) (i32.add (i32.const 4096) (local.get $s)) (local.get $n))
        (if (i32.eqz (call $same (local.get $base) (i32.const 4096)))
          (then
            (return
              (i32.add
                (i32.shl (i32.add (local.get $distance) (i32.const 41)) (i32.const 6))
                (local.get $n)))))
        (br_if $lengths (i32.le_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 40))))
      (br_if $distances
        (i32.le_s (local.tee $distance (i32.add (local.get $distance) (i32.const 1))) (i32.const 40))))
    (i32.const 0))

  ;; The same for a fill; of the value only the low 8 bits count.
  (func (export "fill") (param $base i32) (param $d i32) (param $value i32) (result i32)
    (local $n i32) (local $i i32)
    (loop $lengths
      (call $reset (local.get $base))
      (call $reset (i32.const 4096))
      (memory.fill (i32.add (local.get $base) (local.get $d)) (local.get $value) (local.get $n))
      (local.set $i (i32.const 0))
      (loop $bytes
        (if (i32.lt_u (local.get $i) (local.get $n))
          (then
            (i32.store8 offset=4096 (i32.add (local.get $d) (local.get $i)) (local.get $value))
            (local.set $i (i32.add (local.get $i) (i32.const 1)))
            (br $bytes))))
      (if (i32.eqz (call $same (local.get $base) (i32.const 4096)))
        (then (return (i32.add (local.get $n) (i32.const 1)))))
      (br_if $lengths (i32.le_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 40))))
    (i32.const 0))

  (func (export "plain copy") (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
  (func (export "plain fill") (param i32 i32 i32) (memory.fill (local.get 0) (local.get 1) (local.get 2)))
  (func (export "load") (param i32) (result i32) (i32.load8_u (local.get 0))))

;; Inside a page.
(assert_return (invoke "copy" (i32.const 0) (i32.const 40)) (i32.const 0))
(assert_return (invoke "copy" (i32.const 0) (i32.const 41)) (i32.const 0))
(assert_return (invoke "copy" (i32.const 0) (i32.const 42)) (i32.const 0))
(assert_return (invoke "copy" (i32.const 0) (i32.const 43)) (i32.const 0))
(assert_return (invoke "copy" (i32.const 0) (i32.const 44)) (i32.const 0))
(assert_return (invoke "copy" (i32.const 0) (i32.const 45)) (i32.const 0))
(assert_return (invoke "copy" (i32.const 0) (i32.const 46)) (i32.const 0))
(assert_return (invoke "copy" (i32.const 0) (i32.const 47)) (i32.const 0))
;; Across the ends of a page of the machine (4 KiB) and of WebAssembly (64 KiB).
(assert_return (invoke "copy" (i32.const 8128) (i32.const 43)) (i32.const 0))
(assert_return (invoke "copy" (i32.const 65472) (i32.const 40)) (i32.const 0))
(assert_return (invoke "copy" (i32.const 65475) (i32.const 46)) (i32.const 0))
(assert_return (invoke "copy" (i32.const 65479) (i32.const 41)) (i32.const 0))
;; At the end of memory.
(assert_return (invoke "copy" (i32.const 130944) (i32.const 45)) (i32.const 0))
(assert_return (invoke "copy" (i32.const 130944) (i32.const 48)) (i32.const 0))

(assert_return (invoke "fill" (i32.const 0) (i32.const 40) (i32.const 0x1a5)) (i32.const 0))
(assert_return (invoke "fill" (i32.const 0) (i32.const 41) (i32.const 0)) (i32.const 0))
(assert_return (invoke "fill" (i32.const 0) (i32.const 42) (i32.const -1)) (i32.const 0))
(assert_return (invoke "fill" (i32.const 0) (i32.const 43) (i32.const 0x80)) (i32.const 0))
(assert_return (invoke "fill" (i32.const 0) (i32.const 44) (i32.const 0x7fffff00)) (i32.const 0))
(assert_return (invoke "fill" (i32.const 0) (i32.const 45) (i32.const 1)) (i32.const 0))
(assert_return (invoke "fill" (i32.const 0) (i32.const 46) (i32.const 0x80000080)) (i32.const 0))
(assert_return (invoke "fill" (i32.const 0) (i32.const 47) (i32.const 0xff)) (i32.const 0))
(assert_return (invoke "fill" (i32.const 65475) (i32.const 43) (i32.const 0x3c)) (i32.const 0))
(assert_return (invoke "fill" (i32.const 65472) (i32.const 64) (i32.const 0x3c)) (i32.const 0))
(assert_return (invoke "fill" (i32.const 130944) (i32.const 88) (i32.const 0x3c)) (i32.const 0))

;; Nothing is written when any byte is out of bounds; no bytes are out of bounds only beyond the end.
(invoke "plain fill" (i32.const 131064) (i32.const 7) (i32.const 8))
(assert_trap (invoke "plain fill" (i32.const 131064) (i32.const 9) (i32.const 9)) "out of bounds memory access")
(assert_trap (invoke "plain fill" (i32.const 0xffffffff) (i32.const 9) (i32.const 1)) "out of bounds memory access")
(assert_trap (invoke "plain fill" (i32.const 1) (i32.const 9) (i32.const 0xffffffff)) "out of bounds memory access")
(assert_trap (invoke "plain copy" (i32.const 131065) (i32.const 0) (i32.const 8)) "out of bounds memory access")
(assert_trap (invoke "plain copy" (i32.const 131064) (i32.const 131065) (i32.const 8)) "out of bounds memory access")
(assert_trap (invoke "plain copy" (i32.const 0x80000000) (i32.const 0x80000000) (i32.const 1)) "out of bounds memory access")
(assert_return (invoke "load" (i32.const 131064)) (i32.const 7))
(assert_return (invoke "load" (i32.const 131071)) (i32.const 7))
(assert_return (invoke "plain fill" (i32.const 131072) (i32.const 9) (i32.const 0)))
(assert_return (invoke "plain copy" (i32.const 131072) (i32.const 131072) (i32.const 0)))
(assert_trap (invoke "plain fill" (i32.const 131073) (i32.const 9) (i32.const 0)) "out of bounds memory access")
(assert_trap (invoke "plain copy" (i32.const 131073) (i32.const 0) (i32.const 0)) "out of bounds memory access")
(assert_trap (invoke "plain copy" (i32.const 0) (i32.const 131073) (i32.const 0)) "out of bounds memory access")
