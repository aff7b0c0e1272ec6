;; Arithmetic of f32 with integers. An operand is the float's bits: sign, 8 bits of exponent with
;; the bias 127, 23 bits of fraction.
;;
;; The routines have the shape of those for f64, whose text explains it. Doubled bits have the
;; exponent in the upper 8 bits; a significand has its leading one at bit 31 (or 30), the last bit
;; of the fraction at bit 8 (or 7). Products, quotients and roots go through 64 bits, where they
;; are exact or as good as that.
(module $f32
  (import "pvm" "div_u" (func $div_u (param i64 i64) (result i64)))
  (import "pvm" "mul_upper_u" (func $mul_upper_u (param i64 i64) (result i64)))
  (import "pvm" "min_u" (func $min_u_64 (param i64 i64) (result i64)))
  (import "pvm" "max_u" (func $max_u_64 (param i64 i64) (result i64)))
  (import "pvm" "min_u_32" (func $min_u (param i32 i32) (result i32)))
  (import "pvm" "max_u_32" (func $max_u (param i32 i32) (result i32)))

  ;; Sums and differences of numbers of which the larger has an exponent from 26 to 253. What is
  ;; too small to change the result is made 2^26 times smaller than the other operand.
  (func $f32_add (export "f32_add") (param $a i32) (param $b i32) (result i32)
    (local $top i32) (local $one i32) (local $flipped i32) (local $signs i32) (local $x i32)
    (local $lo i32) (local $first i32) (local $least i32) (local $y i32) (local $c23 i32)
    (local $exponent i32) (local $shift i32) (local $c8 i32) (local $ml i32) (local $q i32)
    (local $sum i32) (local $lz i32) (local $n i32) (local $result i32)
    (local.set $top (i32.const 0x80000000))
    (local.set $one (i32.const 1))
    (local.set $flipped (i32.xor (local.get $b) (local.get $top)))
    (local.set $signs (i32.xor (local.get $a) (local.get $flipped)))
    (block $special
      (block $equal
        (block $no_difference
          (br_if $no_difference (i32.lt_s (local.get $signs) (local.get $one)))
          (local.set $x
            (select
              (local.get $b)
              (local.get $a)
              (i32.lt_u (local.get $a) (local.get $flipped))))
          (local.set $lo (i32.xor (local.get $x) (local.get $signs)))
          (local.set $first (i32.const 0x0d000000))
          (local.set $least (i32.sub (local.get $x) (local.get $first)))
          (br_if $special
            (i32.ge_u
              (i32.shl (local.get $least) (local.get $one))
              (i32.const 0xe4000000)))
          (local.set $y (call $max_u (local.get $lo) (local.get $least)))
          (local.set $c23 (i32.const 23))
          (local.set $exponent (i32.shr_u (local.get $x) (local.get $c23)))
          (local.set $shift
            (i32.sub (local.get $exponent) (i32.shr_u (local.get $y) (local.get $c23))))
          (local.set $c8 (i32.const 8))
          (local.set $ml (i32.or (i32.shl (local.get $y) (local.get $c8)) (local.get $top)))
          (local.set $q (i32.shr_u (local.get $ml) (local.get $shift)))
          (local.set $sum
            (i32.sub
              (i32.or (i32.shl (local.get $x) (local.get $c8)) (local.get $top))
              (local.get $q)))
          (local.set $lz (i32.clz (local.get $sum)))
          (local.set $n
            (i32.add
              (i32.shl (local.get $sum) (local.get $lz))
              (i32.const 0x80000080)))
          (local.set $result
            (i32.add
              (i32.shl (i32.sub (local.get $exponent) (local.get $lz)) (local.get $c23))
              (i32.shr_u (local.get $n) (local.get $c8))))
          (block $decided
            (br_if $decided (i32.and (local.get $n) (i32.const 0xff)))
            (return
              (i32.sub
                (local.get $result)
                (i32.and
                  (i32.or
                    (local.get $result)
                    (i32.ne (i32.shl (local.get $q) (local.get $shift)) (local.get $ml)))
                  (local.get $one)))))
          (return (local.get $result)))
        (block $different
          (br_if $different (local.get $signs))
          (br $equal))
        (local.set $x (call $max_u (local.get $a) (local.get $b)))
        (local.set $lo (call $min_u (local.get $a) (local.get $b)))
        (local.set $first (i32.const 0x0d000000))
        (local.set $least (i32.sub (local.get $x) (local.get $first)))
        (br_if $special
          (i32.ge_u
            (i32.shl (local.get $least) (local.get $one))
            (i32.const 0xe4000000)))
        (local.set $y (call $max_u (local.get $lo) (local.get $least)))
        (local.set $c23 (i32.const 23))
        (local.set $exponent (i32.shr_u (local.get $x) (local.get $c23)))
        (local.set $shift
          (i32.sub (local.get $exponent) (i32.shr_u (local.get $y) (local.get $c23))))
        (local.set $c8 (i32.const 8))
        (local.set $ml (i32.or (i32.shl (local.get $y) (local.get $c8)) (local.get $top)))
        (local.set $q (i32.shr_u (local.get $ml) (local.get $shift)))
        (local.set $sum
          (i32.add
            (i32.or (i32.shl (local.get $x) (local.get $c8)) (local.get $top))
            (local.get $q)))
        (block $carry
          (br_if $carry (i32.lt_u (local.get $sum) (local.get $q)))
          (local.set $n (i32.add (local.get $q) (i32.const 0x80)))
          (local.set $result
            (i32.add (local.get $x) (i32.shr_u (local.get $n) (local.get $c8))))
          (block $decided
            (br_if $decided (i32.and (local.get $n) (i32.const 0xff)))
            (return
              (i32.sub
                (local.get $result)
                (i32.and
                  (local.get $result)
                  (i32.eq (i32.shl (local.get $q) (local.get $shift)) (local.get $ml))))))
          (return (local.get $result)))
        (local.set $n (i32.add (local.get $sum) (i32.const 0x100)))
        (local.set $result
          (i32.add
            (i32.shl (i32.add (local.get $exponent) (local.get $one)) (local.get $c23))
            (i32.shr_u (local.get $n) (i32.const 9))))
        (block $decided
          (br_if $decided (i32.and (local.get $n) (i32.const 0x1ff)))
          (return
            (i32.sub
              (local.get $result)
              (i32.and
                (local.get $result)
                (i32.eq (i32.shl (local.get $q) (local.get $shift)) (local.get $ml))))))
        (return (local.get $result)))
      (br_if $special
        (i32.ge_u
          (i32.shl (local.get $a) (local.get $one))
          (i32.const 0xff000000)))
      (return (i32.const 0)))
    (call $add_special (local.get $a) (local.get $b)))

  (func $f32_sub (export "f32_sub") (param $a i32) (param $b i32) (result i32)
    (local $top i32) (local $one i32) (local $flipped i32) (local $signs i32) (local $x i32)
    (local $lo i32) (local $first i32) (local $least i32) (local $y i32) (local $c23 i32)
    (local $exponent i32) (local $shift i32) (local $c8 i32) (local $ml i32) (local $q i32)
    (local $sum i32) (local $lz i32) (local $n i32) (local $result i32)
    (local.set $top (i32.const 0x80000000))
    (local.set $one (i32.const 1))
    (local.set $flipped (i32.xor (local.get $b) (local.get $top)))
    (local.set $signs (i32.xor (local.get $a) (local.get $b)))
    (block $special
      (block $equal
        (block $no_difference
          (br_if $no_difference (i32.lt_s (local.get $signs) (local.get $one)))
          (local.set $x
            (select
              (local.get $flipped)
              (local.get $a)
              (i32.lt_u (local.get $a) (local.get $b))))
          (local.set $lo (i32.xor (local.get $x) (local.get $signs)))
          (local.set $first (i32.const 0x0d000000))
          (local.set $least (i32.sub (local.get $x) (local.get $first)))
          (br_if $special
            (i32.ge_u
              (i32.shl (local.get $least) (local.get $one))
              (i32.const 0xe4000000)))
          (local.set $y (call $max_u (local.get $lo) (local.get $least)))
          (local.set $c23 (i32.const 23))
          (local.set $exponent (i32.shr_u (local.get $x) (local.get $c23)))
          (local.set $shift
            (i32.sub (local.get $exponent) (i32.shr_u (local.get $y) (local.get $c23))))
          (local.set $c8 (i32.const 8))
          (local.set $ml (i32.or (i32.shl (local.get $y) (local.get $c8)) (local.get $top)))
          (local.set $q (i32.shr_u (local.get $ml) (local.get $shift)))
          (local.set $sum
            (i32.sub
              (i32.or (i32.shl (local.get $x) (local.get $c8)) (local.get $top))
              (local.get $q)))
          (local.set $lz (i32.clz (local.get $sum)))
          (local.set $n
            (i32.add
              (i32.shl (local.get $sum) (local.get $lz))
              (i32.const 0x80000080)))
          (local.set $result
            (i32.add
              (i32.shl (i32.sub (local.get $exponent) (local.get $lz)) (local.get $c23))
              (i32.shr_u (local.get $n) (local.get $c8))))
          (block $decided
            (br_if $decided (i32.and (local.get $n) (i32.const 0xff)))
            (return
              (i32.sub
                (local.get $result)
                (i32.and
                  (i32.or
                    (local.get $result)
                    (i32.ne (i32.shl (local.get $q) (local.get $shift)) (local.get $ml)))
                  (local.get $one)))))
          (return (local.get $result)))
        (block $different
          (br_if $different (local.get $signs))
          (br $equal))
        (local.set $x (call $max_u (local.get $a) (local.get $flipped)))
        (local.set $lo (call $min_u (local.get $a) (local.get $flipped)))
        (local.set $first (i32.const 0x0d000000))
        (local.set $least (i32.sub (local.get $x) (local.get $first)))
        (br_if $special
          (i32.ge_u
            (i32.shl (local.get $least) (local.get $one))
            (i32.const 0xe4000000)))
        (local.set $y (call $max_u (local.get $lo) (local.get $least)))
        (local.set $c23 (i32.const 23))
        (local.set $exponent (i32.shr_u (local.get $x) (local.get $c23)))
        (local.set $shift
          (i32.sub (local.get $exponent) (i32.shr_u (local.get $y) (local.get $c23))))
        (local.set $c8 (i32.const 8))
        (local.set $ml (i32.or (i32.shl (local.get $y) (local.get $c8)) (local.get $top)))
        (local.set $q (i32.shr_u (local.get $ml) (local.get $shift)))
        (local.set $sum
          (i32.add
            (i32.or (i32.shl (local.get $x) (local.get $c8)) (local.get $top))
            (local.get $q)))
        (block $carry
          (br_if $carry (i32.lt_u (local.get $sum) (local.get $q)))
          (local.set $n (i32.add (local.get $q) (i32.const 0x80)))
          (local.set $result
            (i32.add (local.get $x) (i32.shr_u (local.get $n) (local.get $c8))))
          (block $decided
            (br_if $decided (i32.and (local.get $n) (i32.const 0xff)))
            (return
              (i32.sub
                (local.get $result)
                (i32.and
                  (local.get $result)
                  (i32.eq (i32.shl (local.get $q) (local.get $shift)) (local.get $ml))))))
          (return (local.get $result)))
        (local.set $n (i32.add (local.get $sum) (i32.const 0x100)))
        (local.set $result
          (i32.add
            (i32.shl (i32.add (local.get $exponent) (local.get $one)) (local.get $c23))
            (i32.shr_u (local.get $n) (i32.const 9))))
        (block $decided
          (br_if $decided (i32.and (local.get $n) (i32.const 0x1ff)))
          (return
            (i32.sub
              (local.get $result)
              (i32.and
                (local.get $result)
                (i32.eq (i32.shl (local.get $q) (local.get $shift)) (local.get $ml))))))
        (return (local.get $result)))
      (br_if $special
        (i32.ge_u
          (i32.shl (local.get $a) (local.get $one))
          (i32.const 0xff000000)))
      (return (i32.const 0)))
    (call $add_special (local.get $a) (local.get $flipped)))

  (func $add_special (param $a i32) (param $b i32) (result i32)
    (local $da i32) (local $db i32) (local $hi i32) (local $lo i32) (local $x i32)
    (local $mh i32) (local $eh i32) (local $ml i32) (local $el i32)
    (local $shift i32) (local $q i32) (local $sum i32) (local $lz i32)
    (local.set $da (i32.shl (local.get $a) (i32.const 1)))
    (local.set $db (i32.shl (local.get $b) (i32.const 1)))
    (local.set $hi (call $max_u (local.get $da) (local.get $db)))
    (local.set $lo (call $min_u (local.get $da) (local.get $db)))
    (local.set $x
      (select (local.get $b) (local.get $a) (i32.lt_u (local.get $da) (local.get $db))))
    (if (i32.gt_u (local.get $hi) (i32.const 0xff000000))
      (then (return (i32.const 0x7fc00000))))
    (if (i32.eq (local.get $hi) (i32.const 0xff000000))
      (then
        (if (i32.eq (local.get $lo) (local.get $hi))
          (then
            (if (i32.ne (local.get $a) (local.get $b))
              (then (return (i32.const 0x7fc00000))))))
        (return (local.get $x))))
    (if (i32.eqz (local.get $lo))
      (then
        ;; Zeros of different signs give 0.
        (return
          (select (local.get $x) (i32.and (local.get $a) (local.get $b)) (local.get $hi)))))
    (call $unpack (local.get $hi))
    (local.set $eh)
    (local.set $mh)
    (call $unpack (local.get $lo))
    (local.set $el)
    (local.set $ml)
    (local.set $mh (i32.shr_u (local.get $mh) (i32.const 1)))
    (local.set $shift
      (call $min_u
        (i32.add (i32.sub (local.get $eh) (local.get $el)) (i32.const 1))
        (i32.const 31)))
    (local.set $q (i32.shr_u (local.get $ml) (local.get $shift)))
    (local.set $q
      (i32.or
        (local.get $q)
        (i32.ne (i32.shl (local.get $q) (local.get $shift)) (local.get $ml))))
    (local.set $sum
      (select
        (i32.sub (local.get $mh) (local.get $q))
        (i32.add (local.get $mh) (local.get $q))
        (i32.lt_s (i32.xor (local.get $a) (local.get $b)) (i32.const 0))))
    (if (i32.eqz (local.get $sum)) (then (return (i32.const 0))))
    (local.set $lz (i32.clz (local.get $sum)))
    (call $pack
      (local.get $x)
      (i32.sub (i32.add (local.get $eh) (i32.const 1)) (local.get $lz))
      (i64.shl
        (i64.extend_i32_u (i32.shl (local.get $sum) (local.get $lz)))
        (i64.const 32))))

  ;; Significand, leading one at bit 31, and exponent of doubled bits that are finite and not 0. The
  ;; exponent of a subnormal number goes on below 1.
  (func $unpack (param $doubled i32) (result i32 i32)
    (local $exponent i32) (local $lz i32)
    (local.set $exponent (i32.shr_u (local.get $doubled) (i32.const 24)))
    (if (i32.eqz (local.get $exponent))
      (then
        (local.set $lz (i32.clz (local.get $doubled)))
        (return
          (i32.shl (local.get $doubled) (local.get $lz))
          (i32.sub (i32.const 8) (local.get $lz)))))
    (i32.or (i32.shl (local.get $doubled) (i32.const 7)) (i32.const 0x80000000))
    (local.get $exponent))

  ;; The float with the sign of a number, any exponent, and a significand with its leading one at
  ;; bit 63, of which the last bit says whether anything follows.
  (func $pack (param $signed i32) (param $exponent i32) (param $n i64) (result i32)
    (local $shift i64) (local $q i64) (local $sign i32)
    (local.set $sign (i32.and (local.get $signed) (i32.const 0x80000000)))
    (if (i32.ge_s (local.get $exponent) (i32.const 0xff))
      (then (return (i32.or (local.get $sign) (i32.const 0x7f800000)))))
    (if (i32.le_s (local.get $exponent) (i32.const 0))
      (then
        (local.set $shift
          (call $min_u_64
            (i64.extend_i32_u (i32.sub (i32.const 1) (local.get $exponent)))
            (i64.const 63)))
        (local.set $q (i64.shr_u (local.get $n) (local.get $shift)))
        (local.set $n
          (i64.or
            (local.get $q)
            (i64.extend_i32_u
              (i64.ne (i64.shl (local.get $q) (local.get $shift)) (local.get $n)))))
        (local.set $exponent (i32.const 1))))
    (local.set $q (i64.shr_u (local.get $n) (i64.const 40)))
    (i32.or
      (local.get $sign)
      (i32.add
        (i32.add
          (i32.shl (i32.sub (local.get $exponent) (i32.const 1)) (i32.const 23))
          (i32.wrap_i64 (local.get $q)))
        ;; Up when more than half follows, or half and the result is odd.
        (i64.gt_u
          (i64.or
            (i64.shl (local.get $n) (i64.const 24))
            (i64.and (local.get $q) (i64.const 1)))
          (i64.const 0x8000000000000000)))))

  ;; Products of numbers with exponents from 64 to 190, which is from 2^-63 to 2^64: the result is
  ;; normal, so operands are all that must be looked at. Sign and exponent are added up as one
  ;; number; what leaves the upper end is the carry of the signs. With 64 off both exponents, their
  ;; sum has the bias 127 and, one less, leaves room for the leading one of the significand.
  (func $f32_mul (export "f32_mul") (param $a i32) (param $b i32) (result i32)
    (local $one i32) (local $x i32) (local $y i32) (local $head i32) (local $exponent i32)
    (local $one_64 i64) (local $c40 i64) (local $c39 i64) (local $top i64) (local $n i64)
    (local.set $head (i32.const 0x20000000))
    (local.set $x (i32.sub (local.get $a) (local.get $head)))
    (local.set $y (i32.sub (local.get $b) (local.get $head)))
    (local.set $one (i32.const 1))
    (block $special
      (br_if $special
        (i32.ge_u
          (call $max_u
            (i32.shl (local.get $x) (local.get $one))
            (i32.shl (local.get $y) (local.get $one)))
          (i32.const 0x7f000000)))
      (local.set $c40 (i64.const 40))
      (local.set $top (i64.const 0x8000000000000000))
      (local.set $one_64 (i64.const 1))
      (local.set $head (i32.const 0xff800000))
      (local.set $exponent
        (i32.add
          (i32.and (local.get $x) (local.get $head))
          (i32.and (local.get $y) (local.get $head))))
      ;; All 48 bits of the product, the first at bit 63 or 62.
      (local.set $n
        (call $mul_upper_u
          (i64.or
            (i64.shl (i64.extend_i32_s (local.get $x)) (local.get $c40))
            (local.get $top))
          (i64.or
            (i64.shl (i64.extend_i32_s (local.get $y)) (local.get $c40))
            (local.get $top))))
      (block $below
        (br_if $below (i64.lt_u (local.get $n) (local.get $top)))
        ;; To nearest, ties to even: half of the last digit less one, unless that is odd. The shift
        ;; is signed, so a carry out of bit 63 is not lost; the significand has 2^24 less than it
        ;; should, which is two in the exponent.
        (return
          (i32.add
            (i32.wrap_i64
              (i64.shr_s
                (i64.add
                  (i64.add
                    (local.get $n)
                    (i64.and (i64.shr_u (local.get $n) (local.get $c40)) (local.get $one_64)))
                  (i64.const 0x7fffffffff))
                (local.get $c40)))
            (i32.add (local.get $exponent) (i32.const 0x01800000)))))
      (local.set $c39 (i64.const 39))
      (return
        (i32.add
          (i32.wrap_i64
            (i64.shr_u
              (i64.add
                (i64.add
                  (local.get $n)
                  (i64.and (i64.shr_u (local.get $n) (local.get $c39)) (local.get $one_64)))
                (i64.const 0x3fffffffff))
              (local.get $c39)))
          (local.get $exponent))))
    (call $mul_special (local.get $a) (local.get $b)))

  (func $mul_special (param $a i32) (param $b i32) (result i32)
    (local $da i32) (local $db i32) (local $hi i32) (local $lo i32) (local $sign i32)
    (local $ma i32) (local $ea i32) (local $mb i32) (local $eb i32) (local $n i64) (local $lz i64)
    (local.set $da (i32.shl (local.get $a) (i32.const 1)))
    (local.set $db (i32.shl (local.get $b) (i32.const 1)))
    (local.set $hi (call $max_u (local.get $da) (local.get $db)))
    (local.set $lo (call $min_u (local.get $da) (local.get $db)))
    (local.set $sign (i32.and (i32.xor (local.get $a) (local.get $b)) (i32.const 0x80000000)))
    (if (i32.gt_u (local.get $hi) (i32.const 0xff000000))
      (then (return (i32.const 0x7fc00000))))
    (if (i32.eqz (local.get $lo))
      (then
        (return
          (select
            (i32.const 0x7fc00000)
            (local.get $sign)
            (i32.eq (local.get $hi) (i32.const 0xff000000))))))
    (if (i32.eq (local.get $hi) (i32.const 0xff000000))
      (then (return (i32.or (local.get $sign) (i32.const 0x7f800000)))))
    (call $unpack (local.get $da))
    (local.set $ea)
    (local.set $ma)
    (call $unpack (local.get $db))
    (local.set $eb)
    (local.set $mb)
    (local.set $n
      (i64.mul (i64.extend_i32_u (local.get $ma)) (i64.extend_i32_u (local.get $mb))))
    (local.set $lz (i64.clz (local.get $n)))
    (call $pack
      (local.get $sign)
      (i32.sub
        (i32.sub (i32.add (local.get $ea) (local.get $eb)) (i32.const 126))
        (i32.wrap_i64 (local.get $lz)))
      (i64.shl (local.get $n) (local.get $lz))))

  ;; Quotients of numbers with exponents from 65 to 190: their results are normal, likewise.
  (func $f32_div (export "f32_div") (param $a i32) (param $b i32) (result i32)
    (local $c33 i64) (local $first i64) (local $one i64) (local $c23 i64)
    (local $x i64) (local $y i64) (local $q i64) (local $exponent i64)
    (local.set $x (i64.extend_i32_s (local.get $a)))
    (local.set $y (i64.extend_i32_s (local.get $b)))
    (local.set $c33 (i64.const 33))
    (local.set $first (i64.const 0x4100000000000000))
    (local.set $one (i64.const 1))
    (local.set $c23 (i64.const 23))
    (block $special
      (br_if $special
        (i64.ge_u
          (call $max_u_64
            (i64.sub (i64.shl (local.get $x) (local.get $c33)) (local.get $first))
            (i64.sub (i64.shl (local.get $y) (local.get $c33)) (local.get $first)))
          (i64.const 0x7e00000000000000)))
      ;; 40 or 41 bits of the quotient, which is never half between two floats.
      (local.set $q
        (call $div_u
          (i64.or (i64.shl (local.get $x) (i64.const 40)) (i64.const 0x8000000000000000))
          (i64.or (i64.and (local.get $y) (i64.const 0x7fffff)) (i64.const 0x800000))))
      (local.set $exponent
        (i64.sub
          (i64.shr_u (local.get $x) (local.get $c23))
          (i64.shr_u (local.get $y) (local.get $c23))))
      (block $below
        (br_if $below (i64.lt_u (local.get $q) (i64.const 0x10000000000)))
        (return
          (i32.wrap_i64
            (i64.add
              (i64.shl (i64.add (local.get $exponent) (i64.const 126)) (local.get $c23))
              (i64.shr_u
                (i64.add (i64.shr_u (local.get $q) (i64.const 16)) (local.get $one))
                (local.get $one))))))
      (return
        (i32.wrap_i64
          (i64.add
            (i64.shl (i64.add (local.get $exponent) (i64.const 125)) (local.get $c23))
            (i64.shr_u
              (i64.add (i64.shr_u (local.get $q) (i64.const 15)) (local.get $one))
              (local.get $one))))))
    (call $div_special (local.get $a) (local.get $b)))

  (func $div_special (param $a i32) (param $b i32) (result i32)
    (local $da i32) (local $db i32) (local $sign i32)
    (local $ma i32) (local $ea i32) (local $mb i32) (local $eb i32)
    (local $n i64) (local $d i64) (local $q i64) (local $lz i64)
    (local.set $da (i32.shl (local.get $a) (i32.const 1)))
    (local.set $db (i32.shl (local.get $b) (i32.const 1)))
    (local.set $sign (i32.and (i32.xor (local.get $a) (local.get $b)) (i32.const 0x80000000)))
    (if (i32.gt_u (call $max_u (local.get $da) (local.get $db)) (i32.const 0xff000000))
      (then (return (i32.const 0x7fc00000))))
    ;; Equal infinities, equal zeros.
    (if (i32.eq (local.get $da) (local.get $db))
      (then
        (if (i32.eqz (local.get $da)) (then (return (i32.const 0x7fc00000))))
        (if (i32.eq (local.get $da) (i32.const 0xff000000))
          (then (return (i32.const 0x7fc00000))))))
    (if (i32.or (i32.eqz (local.get $db)) (i32.eq (local.get $da) (i32.const 0xff000000)))
      (then (return (i32.or (local.get $sign) (i32.const 0x7f800000)))))
    (if (i32.or (i32.eqz (local.get $da)) (i32.eq (local.get $db) (i32.const 0xff000000)))
      (then (return (local.get $sign))))
    (call $unpack (local.get $da))
    (local.set $ea)
    (local.set $ma)
    (call $unpack (local.get $db))
    (local.set $eb)
    (local.set $mb)
    (local.set $n (i64.shl (i64.extend_i32_u (local.get $ma)) (i64.const 32)))
    (local.set $d (i64.shr_u (i64.extend_i32_u (local.get $mb)) (i64.const 8)))
    (local.set $q (call $div_u (local.get $n) (local.get $d)))
    (local.set $q
      (i64.or
        (local.get $q)
        (i64.extend_i32_u
          (i64.ne (i64.mul (local.get $q) (local.get $d)) (local.get $n)))))
    ;; 41 bits or 40: 23 or 24 zeros above.
    (local.set $lz (i64.clz (local.get $q)))
    (call $pack
      (local.get $sign)
      (i32.sub
        (i32.add (i32.sub (local.get $ea) (local.get $eb)) (i32.const 150))
        (i32.wrap_i64 (local.get $lz)))
      (i64.shl (local.get $q) (local.get $lz))))

  (func $f32_sqrt (export "f32_sqrt") (param $a i32) (result i32)
    (if (result i32)
      ;; Positive and normal.
      (i32.lt_u
        (i32.sub (local.get $a) (i32.const 0x00800000))
        (i32.const 0x7f000000))
      (then
        (call $root
          (i32.or (i32.shl (local.get $a) (i32.const 8)) (i32.const 0x80000000))
          (i32.shr_u (local.get $a) (i32.const 23))))
      (else (call $sqrt_special (local.get $a)))))

  (func $sqrt_special (param $a i32) (result i32)
    ;; Zeros and positive infinity are their own roots.
    (if (i32.eqz (i32.shl (local.get $a) (i32.const 1))) (then (return (local.get $a))))
    (if (i32.eq (local.get $a) (i32.const 0x7f800000)) (then (return (local.get $a))))
    (if (i32.gt_u (local.get $a) (i32.const 0x7f800000))
      (then (return (i32.const 0x7fc00000))))
    (call $unpack (i32.shl (local.get $a) (i32.const 1)))
    (call $root))

  ;; The root of a positive number; its significand has its leading one at bit 31.
  (func $root (param $m i32) (param $exponent i32) (result i32)
    (local $one i64) (local $x i64) (local $s i64) (local $middle i64)
    (local.set $one (i64.const 1))
    ;; An even power of two times x, which is between 2^62 and 2^64: the bias is odd.
    (local.set $x
      (i64.shl
        (i64.extend_i32_u (local.get $m))
        (i64.extend_i32_u
          (i32.sub (i32.const 32) (i32.and (local.get $exponent) (i32.const 1))))))
    ;; The root of x to 32 bits: a straight line, at most 6 % off, then Heron's steps, each of which
    ;; doubles the number of correct bits: 8, 18, 38.
    (local.set $s
      (i64.add
        (call $mul_upper_u (local.get $x) (i64.const 0xa0000000))
        (i64.const 0x5f600000)))
    (local.set $s
      (i64.shr_u
        (i64.add (local.get $s) (call $div_u (local.get $x) (local.get $s)))
        (local.get $one)))
    (local.set $s
      (i64.shr_u
        (i64.add (local.get $s) (call $div_u (local.get $x) (local.get $s)))
        (local.get $one)))
    (local.set $s
      (i64.shr_u
        (i64.add (local.get $s) (call $div_u (local.get $x) (local.get $s)))
        (local.get $one)))
    ;; The middle between the two floats about it. It is never the root, and which side of it the
    ;; root is on, its square says.
    (local.set $middle (i64.or (i64.shr_u (local.get $s) (i64.const 7)) (local.get $one)))
    (i32.add
      (i32.shl
        (i32.shr_s (i32.add (local.get $exponent) (i32.const 125)) (i32.const 1))
        (i32.const 23))
      (i32.wrap_i64
        (i64.add
          (i64.shr_u (local.get $middle) (local.get $one))
          (i64.shr_u
            (i64.sub
              (i64.mul (local.get $middle) (local.get $middle))
              (i64.shr_u (local.get $x) (i64.const 14)))
            (i64.const 63))))))

  ;; The smaller operand; a NaN if either is one, and -0 is smaller than 0.
  (func $f32_min (export "f32_min") (param $a i32) (param $b i32) (result i32)
    (local $one i32)
    (local.set $one (i32.const 1))
    (block $nan
      (br_if $nan
        (i32.gt_u
          (call $max_u
            (i32.shl (local.get $a) (local.get $one))
            (i32.shl (local.get $b) (local.get $one)))
          (i32.const 0xff000000)))
      ;; With a negative operand the smaller float has the larger bits, otherwise the smaller ones.
      (return
        (select
          (call $max_u (local.get $a) (local.get $b))
          (call $min_u (local.get $a) (local.get $b))
          (i32.lt_s (i32.or (local.get $a) (local.get $b)) (i32.const 0)))))
    (i32.const 0x7fc00000))

  ;; The larger operand, likewise.
  (func $f32_max (export "f32_max") (param $a i32) (param $b i32) (result i32)
    (local $one i32)
    (local.set $one (i32.const 1))
    (block $nan
      (br_if $nan
        (i32.gt_u
          (call $max_u
            (i32.shl (local.get $a) (local.get $one))
            (i32.shl (local.get $b) (local.get $one)))
          (i32.const 0xff000000)))
      (return
        (select
          (call $min_u (local.get $a) (local.get $b))
          (call $max_u (local.get $a) (local.get $b))
          (i32.lt_s (i32.or (local.get $a) (local.get $b)) (i32.const 0)))))
    (i32.const 0x7fc00000))

  ;; Rounding to integers clears the bits of the fraction behind the point, after adding what
  ;; carries into the digits before it. The exponent less its bias says where the point is; when
  ;; that is none of the fraction's digits, the number is below 1, or an integer, or none.

  (func $f32_trunc (export "f32_trunc") (param $a i32) (result i32)
    (local $c23 i32) (local $point i32)
    (local.set $c23 (i32.const 23))
    (local.set $point
      (i32.sub
        (i32.and (i32.shr_u (local.get $a) (local.get $c23)) (i32.const 0xff))
        (i32.const 127)))
    (block $no_fraction
      (br_if $no_fraction (i32.ge_u (local.get $point) (local.get $c23)))
      (return
        (i32.and
          (local.get $a)
          (i32.shr_s (i32.const 0xff800000) (local.get $point)))))
    (if (i32.lt_s (local.get $point) (i32.const 0))
      (then (return (i32.and (local.get $a) (i32.const 0x80000000)))))
    (call $same (local.get $a)))

  (func $f32_floor (export "f32_floor") (param $a i32) (result i32)
    (local $c23 i32) (local $point i32) (local $sign i32) (local $head i32)
    (local.set $sign (i32.shr_s (local.get $a) (i32.const 31)))
    (local.set $c23 (i32.const 23))
    (local.set $point
      (i32.sub
        (i32.and (i32.shr_u (local.get $a) (local.get $c23)) (i32.const 0xff))
        (i32.const 127)))
    (block $no_fraction
      (br_if $no_fraction (i32.ge_u (local.get $point) (local.get $c23)))
      (local.set $head (i32.shr_s (i32.const 0xff800000) (local.get $point)))
      ;; All ones behind the point, if it is negative.
      (return
        (i32.and
          (i32.add
            (local.get $a)
            (i32.xor (local.get $sign) (i32.and (local.get $sign) (local.get $head))))
          (local.get $head))))
    (if (i32.lt_s (local.get $point) (i32.const 0))
      (then
        ;; 0 or -1; zeros stay what they are.
        (return
          (select
            (local.get $a)
            (i32.and (local.get $sign) (i32.const 0xbf800000))
            (i32.eqz (i32.shl (local.get $a) (i32.const 1)))))))
    (call $same (local.get $a)))

  (func $f32_ceil (export "f32_ceil") (param $a i32) (result i32)
    (local $c23 i32) (local $point i32) (local $sign i32) (local $head i32)
    (local.set $sign (i32.shr_s (local.get $a) (i32.const 31)))
    (local.set $c23 (i32.const 23))
    (local.set $point
      (i32.sub
        (i32.and (i32.shr_u (local.get $a) (local.get $c23)) (i32.const 0xff))
        (i32.const 127)))
    (block $no_fraction
      (br_if $no_fraction (i32.ge_u (local.get $point) (local.get $c23)))
      (local.set $head (i32.shr_s (i32.const 0xff800000) (local.get $point)))
      ;; All ones behind the point, unless it is negative.
      (return
        (i32.and
          (i32.add
            (local.get $a)
            (i32.xor (i32.or (local.get $sign) (local.get $head)) (i32.const -1)))
          (local.get $head))))
    (if (i32.lt_s (local.get $point) (i32.const 0))
      (then
        ;; 1 or -0; zeros stay what they are.
        (return
          (select
            (local.get $a)
            (select
              (i32.const 0x80000000)
              (i32.const 0x3f800000)
              (i32.lt_s (local.get $a) (i32.const 0)))
            (i32.eqz (i32.shl (local.get $a) (i32.const 1)))))))
    (call $same (local.get $a)))

  (func $f32_nearest (export "f32_nearest") (param $a i32) (result i32)
    (local $c23 i32) (local $point i32)
    (local.set $c23 (i32.const 23))
    (local.set $point
      (i32.sub
        (i32.and (i32.shr_u (local.get $a) (local.get $c23)) (i32.const 0xff))
        (i32.const 127)))
    (block $no_fraction
      (br_if $no_fraction (i32.ge_u (local.get $point) (local.get $c23)))
      ;; Half of the last digit less one, unless that digit is odd. For numbers below 2 the digit is
      ;; the leading one: the lowest bit of their exponent, which is odd as well.
      (return
        (i32.and
          (i32.add
            (i32.add
              (local.get $a)
              (i32.shr_u (i32.const 0x3fffff) (local.get $point)))
            (i32.and
              (i32.shr_u (local.get $a) (i32.sub (local.get $c23) (local.get $point)))
              (i32.const 1)))
          (i32.shr_s (i32.const 0xff800000) (local.get $point)))))
    (if (i32.lt_s (local.get $point) (i32.const 0))
      (then
        ;; 1 when it is more than one half, otherwise 0.
        (return
          (i32.or
            (select
              (i32.const 0x3f800000)
              (i32.const 0)
              (i32.gt_u (i32.shl (local.get $a) (i32.const 1)) (i32.const 0x7e000000)))
            (i32.and (local.get $a) (i32.const 0x80000000))))))
    (call $same (local.get $a)))

  ;; An integer or infinity; a NaN becomes the canonical one.
  (func $same (param $a i32) (result i32)
    (select
      (i32.const 0x7fc00000)
      (local.get $a)
      (i32.gt_u (i32.shl (local.get $a) (i32.const 1)) (i32.const 0xff000000)))))
