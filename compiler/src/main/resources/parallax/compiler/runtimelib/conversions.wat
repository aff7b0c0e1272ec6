;; Conversions between integers and floats, and between the two widths of floats.
;;
;; Every f32 is an f64, so conversions of an f32 to an integer promote it first: that is exact, and
;; a NaN stays one.
(module $conversions
  (import "pvm" "min_u" (func $min_u (param i64 i64) (result i64)))
  (import "pvm" "min_s" (func $min_s (param i64 i64) (result i64)))
  (import "pvm" "max_s" (func $max_s (param i64 i64) (result i64)))

  (func $f64_promote_f32 (export "f64_promote_f32") (param $a i32) (result i64)
    (local $x i64) (local $doubled i64) (local $top i64)
    (local.set $x (i64.extend_i32_s (local.get $a)))
    (local.set $doubled (i64.shl (local.get $x) (i64.const 33)))
    (local.set $top (i64.const 0x8000000000000000))
    (block $special
      ;; Normal: the other bias, and zeros behind the fraction.
      (br_if $special
        (i64.ge_u
          (i64.sub (local.get $doubled) (i64.const 0x0100000000000000))
          (i64.const 0xfe00000000000000)))
      (return
        (i64.or
          (i64.add
            (i64.shr_u (local.get $doubled) (i64.const 4))
            (i64.const 0x3800000000000000))
          (i64.and (local.get $x) (local.get $top)))))
    (call $promote_special (local.get $doubled) (i64.and (local.get $x) (local.get $top))))

  (func $promote_special (param $doubled i64) (param $sign i64) (result i64)
    (local $lz i64)
    (if (i64.eqz (local.get $doubled)) (then (return (local.get $sign))))
    (if (i64.gt_u (local.get $doubled) (i64.const 0xff00000000000000))
      (then (return (i64.const 0x7ff8000000000000))))
    (if (i64.eq (local.get $doubled) (i64.const 0xff00000000000000))
      (then (return (i64.or (local.get $sign) (i64.const 0x7ff0000000000000)))))
    ;; Subnormal, which the wider format is not: with 7 zeros above, the exponent would be 1, which
    ;; is 897 there. The leading one adds one to it.
    (local.set $lz (i64.clz (local.get $doubled)))
    (i64.or
      (local.get $sign)
      (i64.add
        (i64.shl (i64.sub (i64.const 903) (local.get $lz)) (i64.const 52))
        (i64.shr_u (i64.shl (local.get $doubled) (local.get $lz)) (i64.const 11)))))

  (func $f32_demote_f64 (export "f32_demote_f64") (param $a i64) (result i32)
    (local $x i64) (local $c29 i64)
    ;; The magnitude with the other bias: normal when that is below 2^60 - 2^52, unsigned.
    (local.set $x
      (i64.sub
        (i64.and (local.get $a) (i64.const 0x7fffffffffffffff))
        (i64.const 0x3800000000000000)))
    (block $special
      (br_if $special
        (i64.ge_u
          (i64.sub (local.get $x) (i64.const 0x0010000000000000))
          (i64.const 0x0fe0000000000000)))
      ;; To nearest, ties to even: half of the last digit less one, unless that is odd.
      (local.set $c29 (i64.const 29))
      (return
        (i32.or
          (i32.wrap_i64
            (i64.shr_u
              (i64.add
                (i64.add
                  (local.get $x)
                  (i64.and (i64.shr_u (local.get $x) (local.get $c29)) (i64.const 1)))
                (i64.const 0x0fffffff))
              (local.get $c29)))
          (i32.and
            (i32.wrap_i64 (i64.shr_u (local.get $a) (i64.const 32)))
            (i32.const 0x80000000)))))
    (call $demote_special (local.get $a)))

  (func $demote_special (param $a i64) (result i32)
    (local $doubled i64) (local $m i64) (local $shift i64) (local $q i64) (local $sign i32)
    (local.set $doubled (i64.shl (local.get $a) (i64.const 1)))
    (if (i64.gt_u (local.get $doubled) (i64.const 0xffe0000000000000))
      (then (return (i32.const 0x7fc00000))))
    (local.set $sign
      (i32.and
        (i32.wrap_i64 (i64.shr_u (local.get $a) (i64.const 32)))
        (i32.const 0x80000000)))
    (if (i64.ge_u (local.get $doubled) (i64.const 0x8000000000000000))
      (then (return (i32.or (local.get $sign) (i32.const 0x7f800000)))))
    ;; Subnormal there, or 0. What is subnormal here ends as 0 in any case.
    (local.set $m
      (i64.or
        (i64.and (local.get $a) (i64.const 0x000fffffffffffff))
        (i64.const 0x0010000000000000)))
    (local.set $shift
      (call $min_u
        (i64.sub (i64.const 926) (i64.shr_u (local.get $doubled) (i64.const 53)))
        (i64.const 63)))
    (local.set $q (i64.shr_u (local.get $m) (local.get $shift)))
    (i32.or
      (local.get $sign)
      (i32.add
        (i32.wrap_i64 (local.get $q))
        ;; Up when more than half follows, or half and the result is odd.
        (i64.gt_u
          (i64.or
            (i64.shl (local.get $m) (i64.sub (i64.const 64) (local.get $shift)))
            (i64.and (local.get $q) (i64.const 1)))
          (i64.const 0x8000000000000000)))))

  ;; From integers. A number of 32 bits is an f64 as it is; the others are rounded.

  (func $f64_convert_i32_s (export "f64_convert_i32_s") (param $x i32) (result i64)
    (call $f64_convert_i64_s (i64.extend_i32_s (local.get $x))))

  (func $f32_convert_i32_s (export "f32_convert_i32_s") (param $x i32) (result i32)
    (call $f32_convert_i64_s (i64.extend_i32_s (local.get $x))))

  (func $f64_convert_i32_u (export "f64_convert_i32_u") (param $x i32) (result i64)
    (call $f64_convert_i64_u (i64.extend_i32_u (local.get $x))))

  (func $f32_convert_i32_u (export "f32_convert_i32_u") (param $x i32) (result i32)
    (call $f32_convert_i64_u (i64.extend_i32_u (local.get $x))))

  (func $f64_convert_i64_s (export "f64_convert_i64_s") (param $x i64) (result i64)
    (local $mask i64)
    (local.set $mask (i64.shr_s (local.get $x) (i64.const 63)))
    (i64.or
      (call $f64_convert_i64_u
        (i64.sub (i64.xor (local.get $x) (local.get $mask)) (local.get $mask)))
      (i64.and (local.get $x) (i64.const 0x8000000000000000))))

  (func $f64_convert_i64_u (export "f64_convert_i64_u") (param $x i64) (result i64)
    (local $lz i64) (local $n i64) (local $q i64)
    (local.set $lz (i64.clz (local.get $x)))
    (local.set $n (i64.shl (local.get $x) (local.get $lz)))
    (local.set $q (i64.shr_u (local.get $n) (i64.const 11)))
    (block $zero
      (br_if $zero (i64.eqz (local.get $x)))
      ;; The leading one adds one to the exponent, and a carry out of rounding does, too.
      (return
        (i64.add
          (i64.add
            (i64.shl (i64.sub (i64.const 1085) (local.get $lz)) (i64.const 52))
            (local.get $q))
          (i64.extend_i32_u
            (i64.gt_u
              (i64.or
                (i64.shl (local.get $n) (i64.const 53))
                (i64.and (local.get $q) (i64.const 1)))
              (i64.const 0x8000000000000000))))))
    (local.get $x))

  (func $f32_convert_i64_s (export "f32_convert_i64_s") (param $x i64) (result i32)
    (local $mask i64)
    (local.set $mask (i64.shr_s (local.get $x) (i64.const 63)))
    (i32.or
      (call $f32_convert_i64_u
        (i64.sub (i64.xor (local.get $x) (local.get $mask)) (local.get $mask)))
      (i32.and (i32.wrap_i64 (local.get $mask)) (i32.const 0x80000000))))

  (func $f32_convert_i64_u (export "f32_convert_i64_u") (param $x i64) (result i32)
    (local $lz i64) (local $n i64) (local $q i64)
    (local.set $lz (i64.clz (local.get $x)))
    (local.set $n (i64.shl (local.get $x) (local.get $lz)))
    (local.set $q (i64.shr_u (local.get $n) (i64.const 40)))
    (block $zero
      (br_if $zero (i64.eqz (local.get $x)))
      (return
        (i32.add
          (i32.wrap_i64
            (i64.add
              (i64.shl (i64.sub (i64.const 189) (local.get $lz)) (i64.const 23))
              (local.get $q)))
          (i64.gt_u
            (i64.or
              (i64.shl (local.get $n) (i64.const 24))
              (i64.and (local.get $q) (i64.const 1)))
            (i64.const 0x8000000000000000)))))
    (i32.const 0))

  ;; To integers, towards zero. What is out of range becomes the end of the range on that side, and a
  ;; NaN 0. Conversions that trap ask before, where they stand.

  (func $exponent (param $a i64) (result i64)
    (i64.and (i64.shr_u (local.get $a) (i64.const 52)) (i64.const 0x7ff)))

  ;; The integer part of a magnitude, for exponents up to 1086: below 2^64.
  (func $integer (param $a i64) (param $exponent i64) (result i64)
    (if (result i64) (i64.lt_u (local.get $exponent) (i64.const 1023))
      (then (i64.const 0))
      (else
        (i64.shr_u
          (i64.or (i64.shl (local.get $a) (i64.const 11)) (i64.const 0x8000000000000000))
          (i64.sub (i64.const 1086) (local.get $exponent))))))

  ;; The same with its sign, for exponents below 1086.
  (func $signed_integer (param $a i64) (param $exponent i64) (result i64)
    (local $mask i64)
    (local.set $mask (i64.shr_s (local.get $a) (i64.const 63)))
    (i64.sub
      (i64.xor
        (call $integer (local.get $a) (local.get $exponent))
        (local.get $mask))
      (local.get $mask)))

  ;; 0 when it is a NaN, otherwise 1.
  (func $is_number (param $a i64) (result i32)
    (i64.le_u (i64.shl (local.get $a) (i64.const 1)) (i64.const 0xffe0000000000000)))

  ;; True when the integer part is an unsigned integer of 64 bits.
  (func $is_unsigned (param $a i64) (param $exponent i64) (result i32)
    (i32.and
      (i64.lt_u (local.get $exponent) (i64.const 1087))
      (i32.or
        (i64.ge_s (local.get $a) (i64.const 0))
        (i64.lt_u (local.get $exponent) (i64.const 1023)))))

  (func $i32_trunc_sat_f64_s (export "i32_trunc_sat_f64_s") (param $a i64) (result i32)
    (i32.wrap_i64
      (call $max_s
        (call $min_s
          (call $i64_trunc_sat_f64_s (local.get $a))
          (i64.const 0x7fffffff))
        (i64.const -0x80000000))))

  (func $i32_trunc_sat_f64_u (export "i32_trunc_sat_f64_u") (param $a i64) (result i32)
    (i32.wrap_i64
      (call $min_u
        (call $i64_trunc_sat_f64_u (local.get $a))
        (i64.const 0xffffffff))))

  (func $i64_trunc_sat_f64_s (export "i64_trunc_sat_f64_s") (param $a i64) (result i64)
    (local $exponent i64)
    (local.set $exponent (call $exponent (local.get $a)))
    (block $outside
      (br_if $outside (i64.ge_u (local.get $exponent) (i64.const 1086)))
      (return (call $signed_integer (local.get $a) (local.get $exponent))))
    (select
      (i64.xor
        (i64.shr_s (local.get $a) (i64.const 63))
        (i64.const 0x7fffffffffffffff))
      (i64.const 0)
      (call $is_number (local.get $a))))

  (func $i64_trunc_sat_f64_u (export "i64_trunc_sat_f64_u") (param $a i64) (result i64)
    (local $exponent i64)
    (local.set $exponent (call $exponent (local.get $a)))
    (block $outside
      (br_if $outside
        (i32.eqz (call $is_unsigned (local.get $a) (local.get $exponent))))
      (return (call $integer (local.get $a) (local.get $exponent))))
    (select
      (i64.xor (i64.shr_s (local.get $a) (i64.const 63)) (i64.const -1))
      (i64.const 0)
      (call $is_number (local.get $a))))

  (func $i32_trunc_sat_f32_s (export "i32_trunc_sat_f32_s") (param $a i32) (result i32)
    (call $i32_trunc_sat_f64_s (call $f64_promote_f32 (local.get $a))))

  (func $i32_trunc_sat_f32_u (export "i32_trunc_sat_f32_u") (param $a i32) (result i32)
    (call $i32_trunc_sat_f64_u (call $f64_promote_f32 (local.get $a))))

  (func $i64_trunc_sat_f32_s (export "i64_trunc_sat_f32_s") (param $a i32) (result i64)
    (call $i64_trunc_sat_f64_s (call $f64_promote_f32 (local.get $a))))

  (func $i64_trunc_sat_f32_u (export "i64_trunc_sat_f32_u") (param $a i32) (result i64)
    (call $i64_trunc_sat_f64_u (call $f64_promote_f32 (local.get $a)))))
