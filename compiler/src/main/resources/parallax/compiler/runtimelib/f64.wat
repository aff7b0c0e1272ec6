(module $f64
  (import "pvm" "min_u" (func $min_u (param i64 i64) (result i64)))
  (import "pvm" "max_u" (func $max_u (param i64 i64) (result i64)))

  ;; The smaller operand; a NaN if either is one, and -0 is smaller than 0.
  (func $f64_min (export "f64_min") (param $a i64) (param $b i64) (result i64)
    (if (i64.gt_u
          (call $max_u (i64.shl (local.get $a) (i64.const 1)) (i64.shl (local.get $b) (i64.const 1)))
          (i64.const 0xffe0000000000000))
      (then (return (i64.const 0x7ff8000000000000))))
    ;; With a negative operand the smaller float has the larger bits, otherwise the smaller ones.
    (select
      (call $max_u (local.get $a) (local.get $b))
      (call $min_u (local.get $a) (local.get $b))
      (i64.lt_s (i64.or (local.get $a) (local.get $b)) (i64.const 0))))

  ;; The larger operand, likewise.
  (func $f64_max (export "f64_max") (param $a i64) (param $b i64) (result i64)
    (if (i64.gt_u
          (call $max_u (i64.shl (local.get $a) (i64.const 1)) (i64.shl (local.get $b) (i64.const 1)))
          (i64.const 0xffe0000000000000))
      (then (return (i64.const 0x7ff8000000000000))))
    (select
      (call $min_u (local.get $a) (local.get $b))
      (call $max_u (local.get $a) (local.get $b))
      (i64.lt_s (i64.or (local.get $a) (local.get $b)) (i64.const 0)))))
