;; Comparisons of floats, short enough to stand where they are used. Greater is less the other way
;; round.
;;
;; Doubled bits are magnitudes; above those of infinity are NaNs, and 0 are both zeros.
;;
;; Equality: operands with the same bits are equal unless they are NaNs, others only when all their
;; bits but the signs are 0. Both are one comparison, with what it is compared with chosen.
;;
;; Order: bits read as unsigned numbers have the order of non-negative floats, and the opposite one
;; when either is negative, which is right for all numbers but zeros of different signs. The larger
;; magnitude tells what is special: above infinity there is a NaN, and nothing is true; at 0 there
;; are two zeros, at most and at least each other. So it is compared with infinity where the order
;; is right and otherwise with 0, and one less for an order that is strict.
(module
  (import "pvm" "max_u" (func $max_u_64 (param i64 i64) (result i64)))
  (import "pvm" "max_u_32" (func $max_u_32 (param i32 i32) (result i32)))

  (func (export "f32_eq") (param $a i32) (param $b i32) (result i32)
    (i32.le_u
      (i32.shl (i32.or (local.get $a) (local.get $b)) (i32.const 1))
      (select
        (i32.const 0xff000000)
        (i32.const 0)
        (i32.eq (local.get $a) (local.get $b)))))

  (func (export "f32_ne") (param $a i32) (param $b i32) (result i32)
    (i32.gt_u
      (i32.shl (i32.or (local.get $a) (local.get $b)) (i32.const 1))
      (select
        (i32.const 0xff000000)
        (i32.const 0)
        (i32.eq (local.get $a) (local.get $b)))))

  (func (export "f32_le") (param $a i32) (param $b i32) (result i32)
    (local $one i32) (local $zero i32)
    (local.set $one (i32.const 1))
    (local.set $zero (i32.const 0))
    (i32.le_u
      (call $max_u_32
        (i32.shl (local.get $a) (local.get $one))
        (i32.shl (local.get $b) (local.get $one)))
      (select
        (i32.const 0xff000000)
        (local.get $zero)
        (select
          (i32.le_u (local.get $b) (local.get $a))
          (i32.le_u (local.get $a) (local.get $b))
          (i32.lt_s (i32.or (local.get $a) (local.get $b)) (local.get $zero))))))

  (func (export "f32_lt") (param $a i32) (param $b i32) (result i32)
    (local $one i32) (local $zero i32)
    (local.set $one (i32.const 1))
    (local.set $zero (i32.const 0))
    (i32.lt_u
      (i32.sub
        (call $max_u_32
          (i32.shl (local.get $a) (local.get $one))
          (i32.shl (local.get $b) (local.get $one)))
        (local.get $one))
      (select
        (i32.const 0xff000000)
        (local.get $zero)
        (select
          (i32.lt_u (local.get $b) (local.get $a))
          (i32.lt_u (local.get $a) (local.get $b))
          (i32.lt_s (i32.or (local.get $a) (local.get $b)) (local.get $zero))))))

  (func (export "f64_eq") (param $a i64) (param $b i64) (result i32)
    (i64.le_u
      (i64.shl (i64.or (local.get $a) (local.get $b)) (i64.const 1))
      (select
        (i64.const 0xffe0000000000000)
        (i64.const 0)
        (i64.eq (local.get $a) (local.get $b)))))

  (func (export "f64_ne") (param $a i64) (param $b i64) (result i32)
    (i64.gt_u
      (i64.shl (i64.or (local.get $a) (local.get $b)) (i64.const 1))
      (select
        (i64.const 0xffe0000000000000)
        (i64.const 0)
        (i64.eq (local.get $a) (local.get $b)))))

  (func (export "f64_le") (param $a i64) (param $b i64) (result i32)
    (local $one i64) (local $zero i64)
    (local.set $one (i64.const 1))
    (local.set $zero (i64.const 0))
    (i64.le_u
      (call $max_u_64
        (i64.shl (local.get $a) (local.get $one))
        (i64.shl (local.get $b) (local.get $one)))
      (select
        (i64.const 0xffe0000000000000)
        (local.get $zero)
        (select
          (i64.le_u (local.get $b) (local.get $a))
          (i64.le_u (local.get $a) (local.get $b))
          (i64.lt_s (i64.or (local.get $a) (local.get $b)) (local.get $zero))))))

  (func (export "f64_lt") (param $a i64) (param $b i64) (result i32)
    (local $one i64) (local $zero i64)
    (local.set $one (i64.const 1))
    (local.set $zero (i64.const 0))
    (i64.lt_u
      (i64.sub
        (call $max_u_64
          (i64.shl (local.get $a) (local.get $one))
          (i64.shl (local.get $b) (local.get $one)))
        (local.get $one))
      (select
        (i64.const 0xffe0000000000000)
        (local.get $zero)
        (select
          (i64.lt_u (local.get $b) (local.get $a))
          (i64.lt_u (local.get $a) (local.get $b))
          (i64.lt_s (i64.or (local.get $a) (local.get $b)) (local.get $zero)))))))
