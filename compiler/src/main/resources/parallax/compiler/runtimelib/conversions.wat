;; Conversions between integers and floats, and between the two widths of floats.
(module $conversions
  (import "pvm" "min_u" (func $min_u (param i64 i64) (result i64)))

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

  ;; From integers. The leading one goes to the upper end; without it when there is rounding, and
  ;; with it, so that it adds one to the exponent, when the fraction has room for all of them.

  (func $f64_convert_i32_s (export "f64_convert_i32_s") (param $x i32) (result i64)
    (local $n i64) (local $last i64) (local $sign i64) (local $lz i64)
    (block $nonzero
      (br_if $nonzero (local.get $x))
      (return (i64.const 0)))
    (local.set $n (i64.extend_i32_s (local.get $x)))
    (local.set $last (i64.const 63))
    (local.set $sign (i64.shr_s (local.get $n) (local.get $last)))
    (local.set $n
      (i64.sub (i64.xor (local.get $n) (local.get $sign)) (local.get $sign)))
    (local.set $lz (i64.clz (local.get $n)))
    (i64.or
      (i64.add
        (i64.shl (i64.sub (i64.const 1085) (local.get $lz)) (i64.const 52))
        (i64.shr_u (i64.shl (local.get $n) (local.get $lz)) (i64.const 11)))
      (i64.shl (local.get $sign) (local.get $last))))

  (func $f64_convert_i32_u (export "f64_convert_i32_u") (param $x i32) (result i64)
    (local $n i64) (local $lz i64)
    (block $nonzero
      (br_if $nonzero (local.get $x))
      (return (i64.const 0)))
    (local.set $n (i64.extend_i32_u (local.get $x)))
    (local.set $lz (i64.clz (local.get $n)))
    (i64.add
      (i64.shl (i64.sub (i64.const 1085) (local.get $lz)) (i64.const 52))
      (i64.shr_u (i64.shl (local.get $n) (local.get $lz)) (i64.const 11))))

  (func $f64_convert_i64_s (export "f64_convert_i64_s") (param $x i64) (result i64)
    (local $last i64) (local $sign i64) (local $m i64) (local $lz i64) (local $top i64)
    (local $keep i64)
    (if (i64.eqz (local.get $x)) (then (return (i64.const 0))))
    (local.set $last (i64.const 63))
    (local.set $sign (i64.shr_s (local.get $x) (local.get $last)))
    (local.set $m
      (i64.sub (i64.xor (local.get $x) (local.get $sign)) (local.get $sign)))
    (local.set $lz (i64.clz (local.get $m)))
    (local.set $top (i64.shl (local.get $m) (local.get $lz)))
    (local.set $keep (i64.const 11))
    (i64.or
      (i64.add
        (i64.shl (i64.sub (i64.const 1086) (local.get $lz)) (i64.const 52))
        (i64.shr_u
          (i64.add
            (i64.add
              (local.get $top)
              (i64.and (i64.shr_u (local.get $top) (local.get $keep)) (i64.const 1)))
            (i64.const 0x80000000000003ff))
          (local.get $keep)))
      (i64.shl (local.get $sign) (local.get $last))))

  (func $f64_convert_i64_u (export "f64_convert_i64_u") (param $x i64) (result i64)
    (local $lz i64) (local $top i64) (local $keep i64)
    (if (i64.eqz (local.get $x)) (then (return (i64.const 0))))
    (local.set $lz (i64.clz (local.get $x)))
    (local.set $top (i64.shl (local.get $x) (local.get $lz)))
    (local.set $keep (i64.const 11))
    (i64.add
      (i64.shl (i64.sub (i64.const 1086) (local.get $lz)) (i64.const 52))
      (i64.shr_u
        (i64.add
          (i64.add
            (local.get $top)
            (i64.and (i64.shr_u (local.get $top) (local.get $keep)) (i64.const 1)))
          (i64.const 0x80000000000003ff))
        (local.get $keep))))

  (func $f32_convert_i32_s (export "f32_convert_i32_s") (param $x i32) (result i32)
    (local $last i32) (local $sign i32) (local $m i32) (local $lz i32) (local $top i32)
    (local $keep i32)
    (block $nonzero
      (br_if $nonzero (local.get $x))
      (return (i32.const 0)))
    (local.set $last (i32.const 31))
    (local.set $sign (i32.shr_s (local.get $x) (local.get $last)))
    (local.set $m
      (i32.sub (i32.xor (local.get $x) (local.get $sign)) (local.get $sign)))
    (local.set $lz (i32.clz (local.get $m)))
    (local.set $top (i32.shl (local.get $m) (local.get $lz)))
    (local.set $keep (i32.const 8))
    (i32.or
      (i32.add
        (i32.shl (i32.sub (i32.const 158) (local.get $lz)) (i32.const 23))
        (i32.shr_u
          (i32.add
            (i32.add
              (local.get $top)
              (i32.and (i32.shr_u (local.get $top) (local.get $keep)) (i32.const 1)))
            (i32.const 0x8000007f))
          (local.get $keep)))
      (i32.shl (local.get $sign) (local.get $last))))

  (func $f32_convert_i32_u (export "f32_convert_i32_u") (param $x i32) (result i32)
    (local $lz i32) (local $top i32) (local $keep i32)
    (block $nonzero
      (br_if $nonzero (local.get $x))
      (return (i32.const 0)))
    (local.set $lz (i32.clz (local.get $x)))
    (local.set $top (i32.shl (local.get $x) (local.get $lz)))
    (local.set $keep (i32.const 8))
    (i32.add
      (i32.shl (i32.sub (i32.const 158) (local.get $lz)) (i32.const 23))
      (i32.shr_u
        (i32.add
          (i32.add
            (local.get $top)
            (i32.and (i32.shr_u (local.get $top) (local.get $keep)) (i32.const 1)))
          (i32.const 0x8000007f))
        (local.get $keep))))

  (func $f32_convert_i64_s (export "f32_convert_i64_s") (param $x i64) (result i32)
    (local $last i64) (local $sign i64) (local $m i64) (local $lz i64) (local $top i64)
    (local $keep i64)
    (if (i64.eqz (local.get $x)) (then (return (i32.const 0))))
    (local.set $last (i64.const 63))
    (local.set $sign (i64.shr_s (local.get $x) (local.get $last)))
    (local.set $m
      (i64.sub (i64.xor (local.get $x) (local.get $sign)) (local.get $sign)))
    (local.set $lz (i64.clz (local.get $m)))
    (local.set $top (i64.shl (local.get $m) (local.get $lz)))
    (local.set $keep (i64.const 40))
    (i32.wrap_i64
      (i64.or
        (i64.add
          (i64.shl (i64.sub (i64.const 190) (local.get $lz)) (i64.const 23))
          (i64.shr_u
            (i64.add
              (i64.add
                (local.get $top)
                (i64.and (i64.shr_u (local.get $top) (local.get $keep)) (i64.const 1)))
              (i64.const 0x8000007fffffffff))
            (local.get $keep)))
        (i64.shl (local.get $sign) (i64.const 31)))))

  (func $f32_convert_i64_u (export "f32_convert_i64_u") (param $x i64) (result i32)
    (local $lz i64) (local $top i64) (local $keep i64)
    (if (i64.eqz (local.get $x)) (then (return (i32.const 0))))
    (local.set $lz (i64.clz (local.get $x)))
    (local.set $top (i64.shl (local.get $x) (local.get $lz)))
    (local.set $keep (i64.const 40))
    (i32.wrap_i64
      (i64.add
        (i64.shl (i64.sub (i64.const 190) (local.get $lz)) (i64.const 23))
        (i64.shr_u
          (i64.add
            (i64.add
              (local.get $top)
              (i64.and (i64.shr_u (local.get $top) (local.get $keep)) (i64.const 1)))
            (i64.const 0x8000007fffffffff))
          (local.get $keep)))))

  ;; To integers, towards zero. What is out of range becomes the end of the range on that side, and
  ;; a NaN 0. Conversions that trap ask before, where they stand. The exponent less its bias says
  ;; how many digits before the point follow the leading one, which is put at the upper end. With
  ;; the sign above it, the exponent of a negative number is out of range for unsigned integers.

  (func $i32_trunc_sat_f32_s (export "i32_trunc_sat_f32_s") (param $a i32) (result i32)
    (local $point i32) (local $last i32) (local $sign i32)
    (local.set $point
      (i32.sub
        (i32.and (i32.shr_u (local.get $a) (i32.const 23)) (i32.const 0xff))
        (i32.const 127)))
    (local.set $last (i32.const 31))
    (local.set $sign (i32.shr_s (local.get $a) (local.get $last)))
    (block $outside
      (br_if $outside (i32.ge_u (local.get $point) (local.get $last)))
      (return
        (i32.sub
          (i32.xor
            (i32.shr_u
              (i32.or (i32.shl (local.get $a) (i32.const 8)) (i32.const 0x80000000))
              (i32.sub (local.get $last) (local.get $point)))
            (local.get $sign))
          (local.get $sign))))
    (if (i32.lt_s (local.get $point) (i32.const 0)) (then (return (i32.const 0))))
    (select
      (i32.const 0)
      (i32.xor (local.get $sign) (i32.const 0x7fffffff))
      (i32.gt_u (i32.shl (local.get $a) (i32.const 1)) (i32.const 0xff000000))))

  (func $i32_trunc_sat_f32_u (export "i32_trunc_sat_f32_u") (param $a i32) (result i32)
    (local $point i32) (local $last i32)
    (local.set $point
      (i32.sub (i32.shr_u (local.get $a) (i32.const 23)) (i32.const 127)))
    (local.set $last (i32.const 31))
    (block $outside
      (br_if $outside (i32.gt_u (local.get $point) (local.get $last)))
      (return
        (i32.shr_u
          (i32.or (i32.shl (local.get $a) (i32.const 8)) (i32.const 0x80000000))
          (i32.sub (local.get $last) (local.get $point)))))
    ;; Below 1, or negative, or a NaN.
    (select
      (i32.const 0)
      (i32.const -1)
      (i32.or
        (i32.lt_s (local.get $point) (i32.const 0))
        (i32.gt_u (local.get $a) (i32.const 0x7f800000)))))

  (func $i32_trunc_sat_f64_s (export "i32_trunc_sat_f64_s") (param $a i64) (result i32)
    (local $point i64) (local $last i64) (local $sign i64)
    (local.set $point
      (i64.sub
        (i64.and (i64.shr_u (local.get $a) (i64.const 52)) (i64.const 0x7ff))
        (i64.const 1023)))
    (local.set $last (i64.const 63))
    (local.set $sign (i64.shr_s (local.get $a) (local.get $last)))
    (block $outside
      (br_if $outside (i64.ge_u (local.get $point) (i64.const 31)))
      (return
        (i32.wrap_i64
          (i64.sub
            (i64.xor
              (i64.shr_u
                (i64.or (i64.shl (local.get $a) (i64.const 11)) (i64.const 0x8000000000000000))
                (i64.sub (local.get $last) (local.get $point)))
              (local.get $sign))
            (local.get $sign)))))
    (if (i64.lt_s (local.get $point) (i64.const 0)) (then (return (i32.const 0))))
    (select
      (i32.const 0)
      (i32.wrap_i64 (i64.xor (local.get $sign) (i64.const 0x7fffffff)))
      (i64.gt_u (i64.shl (local.get $a) (i64.const 1)) (i64.const 0xffe0000000000000))))

  (func $i32_trunc_sat_f64_u (export "i32_trunc_sat_f64_u") (param $a i64) (result i32)
    (local $point i64) (local $last i64)
    (local.set $point
      (i64.sub (i64.shr_u (local.get $a) (i64.const 52)) (i64.const 1023)))
    (local.set $last (i64.const 63))
    (block $outside
      (br_if $outside (i64.ge_u (local.get $point) (i64.const 32)))
      (return
        (i32.wrap_i64
          (i64.shr_u
            (i64.or (i64.shl (local.get $a) (i64.const 11)) (i64.const 0x8000000000000000))
            (i64.sub (local.get $last) (local.get $point))))))
    ;; Below 1, or negative, or a NaN.
    (select
      (i32.const 0)
      (i32.const -1)
      (i32.or
        (i64.lt_s (local.get $point) (i64.const 0))
        (i64.gt_u (local.get $a) (i64.const 0x7ff0000000000000)))))

  (func $i64_trunc_sat_f32_s (export "i64_trunc_sat_f32_s") (param $a i32) (result i64)
    (local $x i64) (local $point i64) (local $last i64) (local $sign i64)
    (local.set $x (i64.extend_i32_s (local.get $a)))
    (local.set $point
      (i64.sub
        (i64.and (i64.shr_u (local.get $x) (i64.const 23)) (i64.const 0xff))
        (i64.const 127)))
    (local.set $last (i64.const 63))
    (local.set $sign (i64.shr_s (local.get $x) (local.get $last)))
    (block $outside
      (br_if $outside (i64.ge_u (local.get $point) (local.get $last)))
      (return
        (i64.sub
          (i64.xor
            (i64.shr_u
              (i64.or (i64.shl (local.get $x) (i64.const 40)) (i64.const 0x8000000000000000))
              (i64.sub (local.get $last) (local.get $point)))
            (local.get $sign))
          (local.get $sign))))
    (if (i64.lt_s (local.get $point) (i64.const 0)) (then (return (i64.const 0))))
    (select
      (i64.const 0)
      (i64.xor (local.get $sign) (i64.const 0x7fffffffffffffff))
      (i32.gt_u (i32.shl (local.get $a) (i32.const 1)) (i32.const 0xff000000))))

  (func $i64_trunc_sat_f32_u (export "i64_trunc_sat_f32_u") (param $a i32) (result i64)
    (local $x i64) (local $point i64) (local $last i64)
    (local.set $x (i64.extend_i32_s (local.get $a)))
    (local.set $point
      (i64.sub (i64.shr_u (local.get $x) (i64.const 23)) (i64.const 127)))
    (local.set $last (i64.const 63))
    (block $outside
      (br_if $outside (i64.gt_u (local.get $point) (local.get $last)))
      (return
        (i64.shr_u
          (i64.or (i64.shl (local.get $x) (i64.const 40)) (i64.const 0x8000000000000000))
          (i64.sub (local.get $last) (local.get $point)))))
    ;; Below 1, or negative, or a NaN.
    (select
      (i64.const 0)
      (i64.const -1)
      (i32.or
        (i64.lt_s (local.get $point) (i64.const 0))
        (i32.gt_u (local.get $a) (i32.const 0x7f800000)))))

  (func $i64_trunc_sat_f64_s (export "i64_trunc_sat_f64_s") (param $a i64) (result i64)
    (local $point i64) (local $last i64) (local $sign i64)
    (local.set $point
      (i64.sub
        (i64.and (i64.shr_u (local.get $a) (i64.const 52)) (i64.const 0x7ff))
        (i64.const 1023)))
    (local.set $last (i64.const 63))
    (local.set $sign (i64.shr_s (local.get $a) (local.get $last)))
    (block $outside
      (br_if $outside (i64.ge_u (local.get $point) (local.get $last)))
      (return
        (i64.sub
          (i64.xor
            (i64.shr_u
              (i64.or (i64.shl (local.get $a) (i64.const 11)) (i64.const 0x8000000000000000))
              (i64.sub (local.get $last) (local.get $point)))
            (local.get $sign))
          (local.get $sign))))
    (if (i64.lt_s (local.get $point) (i64.const 0)) (then (return (i64.const 0))))
    (select
      (i64.const 0)
      (i64.xor (local.get $sign) (i64.const 0x7fffffffffffffff))
      (i64.gt_u (i64.shl (local.get $a) (i64.const 1)) (i64.const 0xffe0000000000000))))

  (func $i64_trunc_sat_f64_u (export "i64_trunc_sat_f64_u") (param $a i64) (result i64)
    (local $point i64) (local $last i64)
    (local.set $point
      (i64.sub (i64.shr_u (local.get $a) (i64.const 52)) (i64.const 1023)))
    (local.set $last (i64.const 63))
    (block $outside
      (br_if $outside (i64.gt_u (local.get $point) (local.get $last)))
      (return
        (i64.shr_u
          (i64.or (i64.shl (local.get $a) (i64.const 11)) (i64.const 0x8000000000000000))
          (i64.sub (local.get $last) (local.get $point)))))
    ;; Below 1, or negative, or a NaN.
    (select
      (i64.const 0)
      (i64.const -1)
      (i32.or
        (i64.lt_s (local.get $point) (i64.const 0))
        (i64.gt_u (local.get $a) (i64.const 0x7ff0000000000000))))))
