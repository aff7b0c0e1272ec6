;; Arithmetic of f64 with integers. An operand is the float's bits: sign, 11 bits of exponent with
;; the bias 1023, 52 bits of fraction.
;;
;; Each routine tests once whether anything about its operands is special, and leaves those to a
;; function of its own that works by the book. What is left has a shape in common:
;;
;;  * "Doubled" bits have the sign shifted out: they compare like magnitudes, and their upper 11
;;    bits are the exponent.
;;  * A significand has its leading one at bit 63 (or 62, to leave room for a carry), the last bit
;;    of the fraction at bit 11 (or 10).
;;  * Results are put together by addition. The leading one of the significand adds one to the
;;    exponent, and so does a carry out of rounding, which is right even where it leads to infinity.
;;  * Rounding is "halves up", which is wrong only when the bits behind the result are exactly one
;;    half. That is found out by one comparison and put right apart: then, and only then, it
;;    matters what had been shifted out before.
;;
;; Constants that are used twice are in locals: each costs an operation.
(module $f64
  (import "pvm" "mul_upper_u" (func $mul_upper_u (param i64 i64) (result i64)))
  (import "pvm" "div_s" (func $div_s (param i64 i64) (result i64)))
  (import "pvm" "div_u" (func $div_u (param i64 i64) (result i64)))
  (import "pvm" "min_u" (func $min_u (param i64 i64) (result i64)))
  (import "pvm" "max_u" (func $max_u (param i64 i64) (result i64)))

  ;; Sums and differences of numbers of which the larger has an exponent from 55 to 2045. By the
  ;; signs, one of the two things is done with the magnitudes. The sign stays in the numbers; both
  ;; have the same one then, so that they compare like magnitudes, and exponents have the same bit
  ;; above them.
  (func $f64_add (export "f64_add") (param $a i64) (param $b i64) (result i64)
    (local $top i64) (local $one i64) (local $flipped i64) (local $signs i64) (local $x i64)
    (local $lo i64) (local $first i64) (local $least i64) (local $y i64) (local $c52 i64)
    (local $exponent i64) (local $shift i64) (local $c11 i64) (local $ml i64) (local $q i64)
    (local $sum i64) (local $lz i64) (local $n i64) (local $result i64)
    (local.set $top (i64.const 0x8000000000000000))
    (local.set $one (i64.const 1))
    (local.set $flipped (i64.xor (local.get $b) (local.get $top)))
    (local.set $signs (i64.xor (local.get $a) (local.get $flipped)))
    (block $special
      (block $equal
        (block $no_difference
          (br_if $no_difference (i64.lt_s (local.get $signs) (local.get $one)))
          ;; A difference of magnitudes: the larger operand, and the other one with the same sign.
          (local.set $x
            (select
              (local.get $b)
              (local.get $a)
              (i64.lt_u (local.get $a) (local.get $flipped))))
          (local.set $lo (i64.xor (local.get $x) (local.get $signs)))
          ;; None of the two largest exponents, so that sums overflow by rounding only, and none of
          ;; the 55 smallest, so that no difference is below the normal numbers.
          (local.set $first (i64.const 0x0370000000000000))
          (local.set $least (i64.sub (local.get $x) (local.get $first)))
          (br_if $special
            (i64.ge_u
              (i64.shl (local.get $least) (local.get $one))
              (i64.const 0xf8e0000000000000)))
          ;; An operand too small to change the result, perhaps 0 or subnormal, is replaced by one
          ;; that is normal and too small as well: 2^55 times smaller than the other.
          (local.set $y (call $max_u (local.get $lo) (local.get $least)))
          (local.set $c52 (i64.const 52))
          (local.set $exponent (i64.shr_u (local.get $x) (local.get $c52)))
          (local.set $shift
            (i64.sub (local.get $exponent) (i64.shr_u (local.get $y) (local.get $c52))))
          (local.set $c11 (i64.const 11))
          (local.set $ml (i64.or (i64.shl (local.get $y) (local.get $c11)) (local.get $top)))
          (local.set $q (i64.shr_u (local.get $ml) (local.get $shift)))
          (local.set $sum
            (i64.sub
              (i64.or (i64.shl (local.get $x) (local.get $c11)) (local.get $top))
              (local.get $q)))
          (local.set $lz (i64.clz (local.get $sum)))
          ;; Half of the last digit more, and without the leading one.
          (local.set $n
            (i64.add
              (i64.shl (local.get $sum) (local.get $lz))
              (i64.const 0x8000000000000400)))
          (local.set $result
            (i64.add
              (i64.shl (i64.sub (local.get $exponent) (local.get $lz)) (local.get $c52))
              (i64.shr_u (local.get $n) (local.get $c11))))
          ;; Half: a bit less when something was shifted out, otherwise to even.
          (block $decided
            (br_if $decided (i32.wrap_i64 (i64.and (local.get $n) (i64.const 0x7ff))))
            (return
              (i64.sub
                (local.get $result)
                (i64.and
                  (i64.or
                    (local.get $result)
                    (i64.extend_i32_u
                      (i64.ne (i64.shl (local.get $q) (local.get $shift)) (local.get $ml))))
                  (local.get $one)))))
          (return (local.get $result)))
        (br_if $equal (i64.eqz (local.get $signs)))
        (local.set $x (call $max_u (local.get $a) (local.get $b)))
        (local.set $lo (call $min_u (local.get $a) (local.get $b)))
        (local.set $first (i64.const 0x0370000000000000))
        (local.set $least (i64.sub (local.get $x) (local.get $first)))
        (br_if $special
          (i64.ge_u
            (i64.shl (local.get $least) (local.get $one))
            (i64.const 0xf8e0000000000000)))
        (local.set $y (call $max_u (local.get $lo) (local.get $least)))
        (local.set $c52 (i64.const 52))
        (local.set $exponent (i64.shr_u (local.get $x) (local.get $c52)))
        (local.set $shift
          (i64.sub (local.get $exponent) (i64.shr_u (local.get $y) (local.get $c52))))
        (local.set $c11 (i64.const 11))
        (local.set $ml (i64.or (i64.shl (local.get $y) (local.get $c11)) (local.get $top)))
        (local.set $q (i64.shr_u (local.get $ml) (local.get $shift)))
        (local.set $sum
          (i64.add
            (i64.or (i64.shl (local.get $x) (local.get $c11)) (local.get $top))
            (local.get $q)))
        (block $carry
          (br_if $carry (i64.lt_u (local.get $sum) (local.get $q)))
          ;; The sum has the exponent of the larger one, unless rounding carries into it.
          (local.set $n (i64.add (local.get $q) (i64.const 0x400)))
          (local.set $result
            (i64.add (local.get $x) (i64.shr_u (local.get $n) (local.get $c11))))
          ;; Half: a bit more when something was shifted out, otherwise to even.
          (block $decided
            (br_if $decided (i32.wrap_i64 (i64.and (local.get $n) (i64.const 0x7ff))))
            (return
              (i64.sub
                (local.get $result)
                (i64.and
                  (local.get $result)
                  (i64.extend_i32_u
                    (i64.eq (i64.shl (local.get $q) (local.get $shift)) (local.get $ml)))))))
          (return (local.get $result)))
        (local.set $n (i64.add (local.get $sum) (i64.const 0x800)))
        (local.set $result
          (i64.add
            (i64.shl (i64.add (local.get $exponent) (local.get $one)) (local.get $c52))
            (i64.shr_u (local.get $n) (i64.const 12))))
        (block $decided
          (br_if $decided (i32.wrap_i64 (i64.and (local.get $n) (i64.const 0xfff))))
          (return
            (i64.sub
              (local.get $result)
              (i64.and
                (local.get $result)
                (i64.extend_i32_u
                  (i64.eq (i64.shl (local.get $q) (local.get $shift)) (local.get $ml)))))))
        (return (local.get $result)))
      ;; The difference of a number and itself.
      (br_if $special
        (i64.ge_u
          (i64.shl (local.get $a) (local.get $one))
          (i64.const 0xffe0000000000000)))
      (return (i64.const 0)))
    (call $add_special (local.get $a) (local.get $b)))

  ;; The same where the sign of the second operand is the other one.
  (func $f64_sub (export "f64_sub") (param $a i64) (param $b i64) (result i64)
    (local $top i64) (local $one i64) (local $flipped i64) (local $signs i64) (local $x i64)
    (local $lo i64) (local $first i64) (local $least i64) (local $y i64) (local $c52 i64)
    (local $exponent i64) (local $shift i64) (local $c11 i64) (local $ml i64) (local $q i64)
    (local $sum i64) (local $lz i64) (local $n i64) (local $result i64)
    (local.set $top (i64.const 0x8000000000000000))
    (local.set $one (i64.const 1))
    (local.set $flipped (i64.xor (local.get $b) (local.get $top)))
    (local.set $signs (i64.xor (local.get $a) (local.get $b)))
    (block $special
      (block $equal
        (block $no_difference
          (br_if $no_difference (i64.lt_s (local.get $signs) (local.get $one)))
          (local.set $x
            (select
              (local.get $flipped)
              (local.get $a)
              (i64.lt_u (local.get $a) (local.get $b))))
          (local.set $lo (i64.xor (local.get $x) (local.get $signs)))
          (local.set $first (i64.const 0x0370000000000000))
          (local.set $least (i64.sub (local.get $x) (local.get $first)))
          (br_if $special
            (i64.ge_u
              (i64.shl (local.get $least) (local.get $one))
              (i64.const 0xf8e0000000000000)))
          (local.set $y (call $max_u (local.get $lo) (local.get $least)))
          (local.set $c52 (i64.const 52))
          (local.set $exponent (i64.shr_u (local.get $x) (local.get $c52)))
          (local.set $shift
            (i64.sub (local.get $exponent) (i64.shr_u (local.get $y) (local.get $c52))))
          (local.set $c11 (i64.const 11))
          (local.set $ml (i64.or (i64.shl (local.get $y) (local.get $c11)) (local.get $top)))
          (local.set $q (i64.shr_u (local.get $ml) (local.get $shift)))
          (local.set $sum
            (i64.sub
              (i64.or (i64.shl (local.get $x) (local.get $c11)) (local.get $top))
              (local.get $q)))
          (local.set $lz (i64.clz (local.get $sum)))
          (local.set $n
            (i64.add
              (i64.shl (local.get $sum) (local.get $lz))
              (i64.const 0x8000000000000400)))
          (local.set $result
            (i64.add
              (i64.shl (i64.sub (local.get $exponent) (local.get $lz)) (local.get $c52))
              (i64.shr_u (local.get $n) (local.get $c11))))
          (block $decided
            (br_if $decided (i32.wrap_i64 (i64.and (local.get $n) (i64.const 0x7ff))))
            (return
              (i64.sub
                (local.get $result)
                (i64.and
                  (i64.or
                    (local.get $result)
                    (i64.extend_i32_u
                      (i64.ne (i64.shl (local.get $q) (local.get $shift)) (local.get $ml))))
                  (local.get $one)))))
          (return (local.get $result)))
        (br_if $equal (i64.eqz (local.get $signs)))
        (local.set $x (call $max_u (local.get $a) (local.get $flipped)))
        (local.set $lo (call $min_u (local.get $a) (local.get $flipped)))
        (local.set $first (i64.const 0x0370000000000000))
        (local.set $least (i64.sub (local.get $x) (local.get $first)))
        (br_if $special
          (i64.ge_u
            (i64.shl (local.get $least) (local.get $one))
            (i64.const 0xf8e0000000000000)))
        (local.set $y (call $max_u (local.get $lo) (local.get $least)))
        (local.set $c52 (i64.const 52))
        (local.set $exponent (i64.shr_u (local.get $x) (local.get $c52)))
        (local.set $shift
          (i64.sub (local.get $exponent) (i64.shr_u (local.get $y) (local.get $c52))))
        (local.set $c11 (i64.const 11))
        (local.set $ml (i64.or (i64.shl (local.get $y) (local.get $c11)) (local.get $top)))
        (local.set $q (i64.shr_u (local.get $ml) (local.get $shift)))
        (local.set $sum
          (i64.add
            (i64.or (i64.shl (local.get $x) (local.get $c11)) (local.get $top))
            (local.get $q)))
        (block $carry
          (br_if $carry (i64.lt_u (local.get $sum) (local.get $q)))
          (local.set $n (i64.add (local.get $q) (i64.const 0x400)))
          (local.set $result
            (i64.add (local.get $x) (i64.shr_u (local.get $n) (local.get $c11))))
          (block $decided
            (br_if $decided (i32.wrap_i64 (i64.and (local.get $n) (i64.const 0x7ff))))
            (return
              (i64.sub
                (local.get $result)
                (i64.and
                  (local.get $result)
                  (i64.extend_i32_u
                    (i64.eq (i64.shl (local.get $q) (local.get $shift)) (local.get $ml)))))))
          (return (local.get $result)))
        (local.set $n (i64.add (local.get $sum) (i64.const 0x800)))
        (local.set $result
          (i64.add
            (i64.shl (i64.add (local.get $exponent) (local.get $one)) (local.get $c52))
            (i64.shr_u (local.get $n) (i64.const 12))))
        (block $decided
          (br_if $decided (i32.wrap_i64 (i64.and (local.get $n) (i64.const 0xfff))))
          (return
            (i64.sub
              (local.get $result)
              (i64.and
                (local.get $result)
                (i64.extend_i32_u
                  (i64.eq (i64.shl (local.get $q) (local.get $shift)) (local.get $ml)))))))
        (return (local.get $result)))
      (br_if $special
        (i64.ge_u
          (i64.shl (local.get $a) (local.get $one))
          (i64.const 0xffe0000000000000)))
      (return (i64.const 0)))
    (call $add_special (local.get $a) (local.get $flipped)))

  (func $add_special (param $a i64) (param $b i64) (result i64)
    (local $da i64) (local $db i64) (local $hi i64) (local $lo i64) (local $x i64)
    (local $mh i64) (local $eh i64) (local $ml i64) (local $el i64)
    (local $shift i64) (local $q i64) (local $sum i64) (local $lz i64)
    (local.set $da (i64.shl (local.get $a) (i64.const 1)))
    (local.set $db (i64.shl (local.get $b) (i64.const 1)))
    (local.set $hi (call $max_u (local.get $da) (local.get $db)))
    (local.set $lo (call $min_u (local.get $da) (local.get $db)))
    (local.set $x
      (select (local.get $b) (local.get $a) (i64.lt_u (local.get $da) (local.get $db))))
    (if (i64.gt_u (local.get $hi) (i64.const 0xffe0000000000000))
      (then (return (i64.const 0x7ff8000000000000))))
    (if (i64.eq (local.get $hi) (i64.const 0xffe0000000000000))
      (then
        (if (i64.eq (local.get $lo) (local.get $hi))
          (then
            (if (i64.ne (local.get $a) (local.get $b))
              (then (return (i64.const 0x7ff8000000000000))))))
        (return (local.get $x))))
    (if (i64.eqz (local.get $lo))
      (then
        ;; Zeros of different signs give 0.
        (return
          (select
            (local.get $x)
            (i64.and (local.get $a) (local.get $b))
            (i64.ne (local.get $hi) (i64.const 0))))))
    (call $unpack (local.get $hi))
    (local.set $eh)
    (local.set $mh)
    (call $unpack (local.get $lo))
    (local.set $el)
    (local.set $ml)
    ;; Normalized significands do not have the order of the operands when the exponents of
    ;; subnormal numbers differ; they do, as the exponents follow.
    (local.set $mh (i64.shr_u (local.get $mh) (i64.const 1)))
    (local.set $shift
      (call $min_u
        (i64.add (i64.sub (local.get $eh) (local.get $el)) (i64.const 1))
        (i64.const 63)))
    (local.set $q (i64.shr_u (local.get $ml) (local.get $shift)))
    (local.set $q
      (i64.or
        (local.get $q)
        (i64.extend_i32_u
          (i64.ne (i64.shl (local.get $q) (local.get $shift)) (local.get $ml)))))
    (local.set $sum
      (select
        (i64.sub (local.get $mh) (local.get $q))
        (i64.add (local.get $mh) (local.get $q))
        (i64.lt_s (i64.xor (local.get $a) (local.get $b)) (i64.const 0))))
    (if (i64.eqz (local.get $sum)) (then (return (i64.const 0))))
    (local.set $lz (i64.clz (local.get $sum)))
    (call $pack
      (local.get $x)
      (i64.sub (i64.add (local.get $eh) (i64.const 1)) (local.get $lz))
      (i64.shl (local.get $sum) (local.get $lz))))

  ;; Significand, leading one at bit 63, and exponent of doubled bits that are finite and not 0. The
  ;; exponent of a subnormal number goes on below 1.
  (func $unpack (param $doubled i64) (result i64 i64)
    (local $exponent i64) (local $lz i64)
    (local.set $exponent (i64.shr_u (local.get $doubled) (i64.const 53)))
    (if (i64.eqz (local.get $exponent))
      (then
        (local.set $lz (i64.clz (local.get $doubled)))
        (return
          (i64.shl (local.get $doubled) (local.get $lz))
          (i64.sub (i64.const 11) (local.get $lz)))))
    (i64.or (i64.shl (local.get $doubled) (i64.const 10)) (i64.const 0x8000000000000000))
    (local.get $exponent))

  ;; The float with the sign of a number, any exponent, and a significand with its leading one at
  ;; bit 63, of which the last bit says whether anything follows.
  (func $pack (param $signed i64) (param $exponent i64) (param $n i64) (result i64)
    (local $shift i64) (local $q i64) (local $sign i64)
    (local.set $sign (i64.and (local.get $signed) (i64.const 0x8000000000000000)))
    (if (i64.ge_s (local.get $exponent) (i64.const 0x7ff))
      (then (return (i64.or (local.get $sign) (i64.const 0x7ff0000000000000)))))
    (if (i64.le_s (local.get $exponent) (i64.const 0))
      (then
        (local.set $shift
          (call $min_u (i64.sub (i64.const 1) (local.get $exponent)) (i64.const 63)))
        (local.set $q (i64.shr_u (local.get $n) (local.get $shift)))
        (local.set $n
          (i64.or
            (local.get $q)
            (i64.extend_i32_u
              (i64.ne (i64.shl (local.get $q) (local.get $shift)) (local.get $n)))))
        (local.set $exponent (i64.const 1))))
    (local.set $q (i64.shr_u (local.get $n) (i64.const 11)))
    (i64.or
      (local.get $sign)
      (i64.add
        (i64.add
          (i64.shl (i64.sub (local.get $exponent) (i64.const 1)) (i64.const 52))
          (local.get $q))
        ;; Up when more than half follows, or half and the result is odd.
        (i64.extend_i32_u
          (i64.gt_u
            (i64.or
              (i64.shl (local.get $n) (i64.const 53))
              (i64.and (local.get $q) (i64.const 1)))
            (i64.const 0x8000000000000000))))))

  ;; Products of numbers with exponents from 512 to 1534, which is from 2^-511 to 2^512: the result
  ;; is normal, so operands are all that must be looked at. Sign and exponent are added up as one
  ;; number; what leaves the upper end is the carry of the signs. With 512 off both exponents, their
  ;; sum has the bias 1023 and, one less, leaves room for the leading one of the significand.
  (func $f64_mul (export "f64_mul") (param $a i64) (param $b i64) (result i64)
    (local $one i64) (local $c10 i64) (local $c53 i64) (local $top i64) (local $first i64)
    (local $x i64) (local $y i64) (local $dx i64) (local $dy i64) (local $head i64)
    (local $ma i64) (local $mb i64) (local $n i64) (local $exponent i64) (local $result i64)
    (local.set $one (i64.const 1))
    (local.set $first (i64.const 0x2000000000000000))
    (local.set $x (i64.sub (local.get $a) (local.get $first)))
    (local.set $y (i64.sub (local.get $b) (local.get $first)))
    (local.set $dx (i64.shl (local.get $x) (local.get $one)))
    (local.set $dy (i64.shl (local.get $y) (local.get $one)))
    (local.set $c10 (i64.const 10))
    (local.set $c53 (i64.const 53))
    (local.set $top (i64.const 0x8000000000000000))
    (block $special
      (br_if $special
        (i64.ge_u
          (call $max_u (local.get $dx) (local.get $dy))
          (i64.const 0x7fe0000000000000)))
      (local.set $ma (i64.or (i64.shl (local.get $dx) (local.get $c10)) (local.get $top)))
      (local.set $mb (i64.or (i64.shl (local.get $dy) (local.get $c10)) (local.get $top)))
      (local.set $head (i64.const 0xfff0000000000000))
      (local.set $exponent
        (i64.add
          (i64.and (local.get $x) (local.get $head))
          (i64.and (local.get $y) (local.get $head))))
      ;; The product has 106 bits, of which the upper half is needed nearly always.
      (local.set $n (call $mul_upper_u (local.get $ma) (local.get $mb)))
      (block $half
        (block $below
          (br_if $below (i64.lt_u (local.get $n) (local.get $top)))
          ;; One more in the exponent: the head is minus that.
          (local.set $result
            (i64.sub
              (i64.add
                (i64.shr_u
                  (i64.add (i64.shr_u (local.get $n) (local.get $c10)) (local.get $one))
                  (local.get $one))
                (local.get $exponent))
              (local.get $head)))
          (br_if $half (i64.eq (i64.shl (local.get $n) (local.get $c53)) (local.get $top)))
          (return (local.get $result)))
        (local.set $n (i64.add (local.get $n) (local.get $n)))
        (local.set $result
          (i64.add
            (i64.shr_u
              (i64.add (i64.shr_u (local.get $n) (local.get $c10)) (local.get $one))
              (local.get $one))
            (local.get $exponent)))
        (br_if $half (i64.eq (i64.shl (local.get $n) (local.get $c53)) (local.get $top)))
        (return (local.get $result)))
      ;; Half, unless the lower half of the product says that it is more.
      (return
        (select
          (i64.and (local.get $result) (i64.const -2))
          (local.get $result)
          (i64.eqz (i64.mul (local.get $ma) (local.get $mb))))))
    (call $mul_special (local.get $a) (local.get $b)))

  (func $mul_special (param $a i64) (param $b i64) (result i64)
    (local $da i64) (local $db i64) (local $hi i64) (local $lo i64) (local $sign i64)
    (local $ma i64) (local $ea i64) (local $mb i64) (local $eb i64) (local $n i64) (local $lz i64)
    (local.set $da (i64.shl (local.get $a) (i64.const 1)))
    (local.set $db (i64.shl (local.get $b) (i64.const 1)))
    (local.set $hi (call $max_u (local.get $da) (local.get $db)))
    (local.set $lo (call $min_u (local.get $da) (local.get $db)))
    (local.set $sign
      (i64.and (i64.xor (local.get $a) (local.get $b)) (i64.const 0x8000000000000000)))
    (if (i64.gt_u (local.get $hi) (i64.const 0xffe0000000000000))
      (then (return (i64.const 0x7ff8000000000000))))
    (if (i64.eqz (local.get $lo))
      (then
        (return
          (select
            (i64.const 0x7ff8000000000000)
            (local.get $sign)
            (i64.eq (local.get $hi) (i64.const 0xffe0000000000000))))))
    (if (i64.eq (local.get $hi) (i64.const 0xffe0000000000000))
      (then (return (i64.or (local.get $sign) (i64.const 0x7ff0000000000000)))))
    (call $unpack (local.get $da))
    (local.set $ea)
    (local.set $ma)
    (call $unpack (local.get $db))
    (local.set $eb)
    (local.set $mb)
    (local.set $n (call $mul_upper_u (local.get $ma) (local.get $mb)))
    (local.set $lz (i64.clz (local.get $n)))
    (call $pack
      (local.get $sign)
      (i64.sub
        (i64.sub (i64.add (local.get $ea) (local.get $eb)) (i64.const 1022))
        (local.get $lz))
      ;; What the shift would take from the lower half counts among what follows.
      (i64.or
        (i64.shl (local.get $n) (local.get $lz))
        (i64.extend_i32_u
          (i64.ne (i64.mul (local.get $ma) (local.get $mb)) (i64.const 0))))))

  (func $f64_div (export "f64_div") (param $a i64) (param $b i64) (result i64)
    (local $one i64) (local $c10 i64) (local $c11 i64) (local $c53 i64) (local $top i64)
    (local $da i64) (local $db i64) (local $ea i64) (local $eb i64) (local $exponent i64)
    (local $m i64) (local $n i64) (local $d i64) (local $q i64) (local $lz i64)
    (local.set $one (i64.const 1))
    (local.set $c10 (i64.const 10))
    (local.set $c11 (i64.const 11))
    (local.set $c53 (i64.const 53))
    (local.set $top (i64.const 0x8000000000000000))
    (local.set $da (i64.shl (local.get $a) (local.get $one)))
    (local.set $db (i64.shl (local.get $b) (local.get $one)))
    (local.set $ea (i64.sub (i64.shr_u (local.get $da) (local.get $c53)) (local.get $one)))
    (local.set $eb (i64.sub (i64.shr_u (local.get $db) (local.get $c53)) (local.get $one)))
    ;; The exponent for a quotient of significands that is 1 or more; it may be one less.
    (local.set $exponent
      (i64.add (i64.sub (local.get $ea) (local.get $eb)) (i64.const 1022)))
    (block $special
      (br_if $special
        (i64.ge_u
          (call $max_u
            (call $max_u (local.get $ea) (local.get $eb))
            ;; Not the smallest exponent, which may become one less.
            (i64.sub (local.get $exponent) (local.get $one)))
          (i64.const 0x7fd)))
      (local.set $n (i64.or (i64.shl (local.get $da) (local.get $c10)) (local.get $top)))
      (local.set $d
        (i64.shr_u
          (i64.or (i64.shl (local.get $db) (local.get $c10)) (local.get $top))
          (local.get $c11)))
      ;; Long division with digits of 11 bits: the divisor has 53, so each remainder, with room for
      ;; a digit more, fits. Five digits are 55 bits of quotient, or one more; a quotient is never
      ;; half between two floats, so 54 are enough to round it.
      (local.set $q (call $div_u (local.get $n) (local.get $d)))
      (local.set $m
        (i64.shl
          (i64.sub (local.get $n) (i64.mul (local.get $q) (local.get $d)))
          (local.get $c11)))
      (local.set $n (call $div_u (local.get $m) (local.get $d)))
      (local.set $q (i64.add (i64.shl (local.get $q) (local.get $c11)) (local.get $n)))
      (local.set $m
        (i64.shl
          (i64.sub (local.get $m) (i64.mul (local.get $n) (local.get $d)))
          (local.get $c11)))
      (local.set $n (call $div_u (local.get $m) (local.get $d)))
      (local.set $q (i64.add (i64.shl (local.get $q) (local.get $c11)) (local.get $n)))
      (local.set $m
        (i64.shl
          (i64.sub (local.get $m) (i64.mul (local.get $n) (local.get $d)))
          (local.get $c11)))
      (local.set $n (call $div_u (local.get $m) (local.get $d)))
      (local.set $q (i64.add (i64.shl (local.get $q) (local.get $c11)) (local.get $n)))
      (local.set $m
        (i64.shl
          (i64.sub (local.get $m) (i64.mul (local.get $n) (local.get $d)))
          (local.get $c11)))
      (local.set $q
        (i64.add
          (i64.shl (local.get $q) (local.get $c11))
          (call $div_u (local.get $m) (local.get $d))))
      ;; 55 bits or 56: 9 or 8 zeros above.
      (local.set $lz (i64.clz (local.get $q)))
      (return
        (i64.or
          (i64.add
            (i64.shl
              (i64.sub (i64.add (local.get $exponent) (i64.const 8)) (local.get $lz))
              (i64.const 52))
            (i64.shr_u
              (i64.add
                (i64.shr_u
                  (i64.shl (local.get $q) (local.get $lz))
                  (local.get $c10))
                (local.get $one))
              (local.get $one)))
          (i64.and (i64.xor (local.get $a) (local.get $b)) (local.get $top)))))
    (call $div_special (local.get $a) (local.get $b)))

  (func $div_special (param $a i64) (param $b i64) (result i64)
    (local $da i64) (local $db i64) (local $sign i64)
    (local $ma i64) (local $ea i64) (local $mb i64) (local $eb i64)
    (local $q i64) (local $digit i64) (local $digits i32) (local $lz i64)
    (local.set $da (i64.shl (local.get $a) (i64.const 1)))
    (local.set $db (i64.shl (local.get $b) (i64.const 1)))
    (local.set $sign
      (i64.and (i64.xor (local.get $a) (local.get $b)) (i64.const 0x8000000000000000)))
    (if (i64.gt_u (call $max_u (local.get $da) (local.get $db)) (i64.const 0xffe0000000000000))
      (then (return (i64.const 0x7ff8000000000000))))
    ;; Equal infinities, equal zeros.
    (if (i64.eq (local.get $da) (local.get $db))
      (then
        (if (i64.eqz (local.get $da)) (then (return (i64.const 0x7ff8000000000000))))
        (if (i64.eq (local.get $da) (i64.const 0xffe0000000000000))
          (then (return (i64.const 0x7ff8000000000000))))))
    (if (i32.or (i64.eqz (local.get $db)) (i64.eq (local.get $da) (i64.const 0xffe0000000000000)))
      (then (return (i64.or (local.get $sign) (i64.const 0x7ff0000000000000)))))
    (if (i32.or (i64.eqz (local.get $da)) (i64.eq (local.get $db) (i64.const 0xffe0000000000000)))
      (then (return (local.get $sign))))
    (call $unpack (local.get $da))
    (local.set $ea)
    (local.set $ma)
    (call $unpack (local.get $db))
    (local.set $eb)
    (local.set $mb)
    (local.set $mb (i64.shr_u (local.get $mb) (i64.const 11)))
    (local.set $digits (i32.const 5))
    (loop $next
      (local.set $digit (call $div_u (local.get $ma) (local.get $mb)))
      (local.set $q (i64.add (i64.shl (local.get $q) (i64.const 11)) (local.get $digit)))
      (local.set $ma
        (i64.shl
          (i64.sub (local.get $ma) (i64.mul (local.get $digit) (local.get $mb)))
          (i64.const 11)))
      (local.set $digits (i32.sub (local.get $digits) (i32.const 1)))
      (br_if $next (local.get $digits)))
    (local.set $q
      (i64.or
        (local.get $q)
        (i64.extend_i32_u (i64.ne (local.get $ma) (i64.const 0)))))
    (local.set $lz (i64.clz (local.get $q)))
    (call $pack
      (local.get $sign)
      (i64.sub
        (i64.add (i64.sub (local.get $ea) (local.get $eb)) (i64.const 1031))
        (local.get $lz))
      (i64.shl (local.get $q) (local.get $lz))))

  (func $f64_sqrt (export "f64_sqrt") (param $a i64) (result i64)
    (if (result i64)
      ;; Positive and normal.
      (i64.lt_u
        (i64.sub (local.get $a) (i64.const 0x0010000000000000))
        (i64.const 0x7fe0000000000000))
      (then
        (call $root
          (i64.or
            (i64.shl (local.get $a) (i64.const 11))
            (i64.const 0x8000000000000000))
          (i64.shr_u (local.get $a) (i64.const 52))))
      (else (call $sqrt_special (local.get $a)))))

  (func $sqrt_special (param $a i64) (result i64)
    ;; Zeros and positive infinity are their own roots.
    (if (i64.eqz (i64.shl (local.get $a) (i64.const 1))) (then (return (local.get $a))))
    (if (i64.eq (local.get $a) (i64.const 0x7ff0000000000000)) (then (return (local.get $a))))
    (if (i64.gt_u (local.get $a) (i64.const 0x7ff0000000000000))
      (then (return (i64.const 0x7ff8000000000000))))
    (call $unpack (i64.shl (local.get $a) (i64.const 1)))
    (call $root))

  ;; The root of a positive number; its significand has its leading one at bit 63.
  (func $root (param $m i64) (param $exponent i64) (result i64)
    (local $one i64) (local $x i64) (local $s i64) (local $middle i64)
    (local.set $one (i64.const 1))
    ;; An even power of two times x, which is between 2^62 and 2^64: the bias is odd.
    (local.set $x
      (i64.shr_u (local.get $m) (i64.and (local.get $exponent) (local.get $one))))
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
    ;; 30 bits more from the remainder, which is less than 2^33 in size: (x - s s) / 2 s. The error
    ;; is below 2 units of 62 bits.
    (local.set $s
      (i64.add
        (i64.shl (local.get $s) (i64.const 30))
        (call $div_s
          (i64.shl
            (i64.sub (local.get $x) (i64.mul (local.get $s) (local.get $s)))
            (i64.const 29))
          (local.get $s))))
    ;; The middle between the two floats about it. It is never the root, and which side of it the
    ;; root is on, its square says, of which 64 bits are enough: they are near each other.
    (local.set $middle (i64.or (i64.shr_u (local.get $s) (i64.const 8)) (local.get $one)))
    (i64.add
      (i64.add
        (i64.shl
          (i64.shr_s (i64.add (local.get $exponent) (i64.const 1021)) (local.get $one))
          (i64.const 52))
        (i64.shr_u (local.get $middle) (local.get $one)))
      (i64.shr_u
        (i64.sub
          (i64.mul (local.get $middle) (local.get $middle))
          (i64.shl (local.get $x) (i64.const 44)))
        (i64.const 63))))

  ;; The smaller operand; a NaN if either is one, and -0 is smaller than 0.
  (func $f64_min (export "f64_min") (param $a i64) (param $b i64) (result i64)
    (local $one i64)
    (local.set $one (i64.const 1))
    (block $nan
      (br_if $nan
        (i64.gt_u
          (call $max_u
            (i64.shl (local.get $a) (local.get $one))
            (i64.shl (local.get $b) (local.get $one)))
          (i64.const 0xffe0000000000000)))
      ;; With a negative operand the smaller float has the larger bits, otherwise the smaller ones.
      (return
        (select
          (call $max_u (local.get $a) (local.get $b))
          (call $min_u (local.get $a) (local.get $b))
          (i64.lt_s (i64.or (local.get $a) (local.get $b)) (i64.const 0)))))
    (i64.const 0x7ff8000000000000))

  ;; The larger operand, likewise.
  (func $f64_max (export "f64_max") (param $a i64) (param $b i64) (result i64)
    (local $one i64)
    (local.set $one (i64.const 1))
    (block $nan
      (br_if $nan
        (i64.gt_u
          (call $max_u
            (i64.shl (local.get $a) (local.get $one))
            (i64.shl (local.get $b) (local.get $one)))
          (i64.const 0xffe0000000000000)))
      (return
        (select
          (call $min_u (local.get $a) (local.get $b))
          (call $max_u (local.get $a) (local.get $b))
          (i64.lt_s (i64.or (local.get $a) (local.get $b)) (i64.const 0)))))
    (i64.const 0x7ff8000000000000))

  ;; Rounding to integers clears the bits of the fraction behind the point, after adding what
  ;; carries into the digits before it. The exponent less its bias says where the point is; when
  ;; that is none of the fraction's digits, the number is below 1, or an integer, or none.

  (func $f64_trunc (export "f64_trunc") (param $a i64) (result i64)
    (local $c52 i64) (local $point i64)
    (local.set $c52 (i64.const 52))
    (local.set $point
      (i64.sub
        (i64.and (i64.shr_u (local.get $a) (local.get $c52)) (i64.const 0x7ff))
        (i64.const 1023)))
    (block $no_fraction
      (br_if $no_fraction (i64.ge_u (local.get $point) (local.get $c52)))
      (return
        (i64.and
          (local.get $a)
          (i64.shr_s (i64.const 0xfff0000000000000) (local.get $point)))))
    (if (i64.lt_s (local.get $point) (i64.const 0))
      (then (return (i64.and (local.get $a) (i64.const 0x8000000000000000)))))
    (call $same (local.get $a)))

  (func $f64_floor (export "f64_floor") (param $a i64) (result i64)
    (local $c52 i64) (local $point i64) (local $sign i64) (local $head i64)
    (local.set $sign (i64.shr_s (local.get $a) (i64.const 63)))
    (local.set $c52 (i64.const 52))
    (local.set $point
      (i64.sub
        (i64.and (i64.shr_u (local.get $a) (local.get $c52)) (i64.const 0x7ff))
        (i64.const 1023)))
    (block $no_fraction
      (br_if $no_fraction (i64.ge_u (local.get $point) (local.get $c52)))
      (local.set $head (i64.shr_s (i64.const 0xfff0000000000000) (local.get $point)))
      ;; All ones behind the point, if it is negative.
      (return
        (i64.and
          (i64.add
            (local.get $a)
            (i64.xor (local.get $sign) (i64.and (local.get $sign) (local.get $head))))
          (local.get $head))))
    (if (i64.lt_s (local.get $point) (i64.const 0))
      (then
        ;; 0 or -1; zeros stay what they are.
        (return
          (select
            (local.get $a)
            (i64.and (local.get $sign) (i64.const 0xbff0000000000000))
            (i64.eqz (i64.shl (local.get $a) (i64.const 1)))))))
    (call $same (local.get $a)))

  (func $f64_ceil (export "f64_ceil") (param $a i64) (result i64)
    (local $c52 i64) (local $point i64) (local $sign i64) (local $head i64)
    (local.set $sign (i64.shr_s (local.get $a) (i64.const 63)))
    (local.set $c52 (i64.const 52))
    (local.set $point
      (i64.sub
        (i64.and (i64.shr_u (local.get $a) (local.get $c52)) (i64.const 0x7ff))
        (i64.const 1023)))
    (block $no_fraction
      (br_if $no_fraction (i64.ge_u (local.get $point) (local.get $c52)))
      (local.set $head (i64.shr_s (i64.const 0xfff0000000000000) (local.get $point)))
      ;; All ones behind the point, unless it is negative.
      (return
        (i64.and
          (i64.add
            (local.get $a)
            (i64.xor (i64.or (local.get $sign) (local.get $head)) (i64.const -1)))
          (local.get $head))))
    (if (i64.lt_s (local.get $point) (i64.const 0))
      (then
        ;; 1 or -0; zeros stay what they are.
        (return
          (select
            (local.get $a)
            (select
              (i64.const 0x8000000000000000)
              (i64.const 0x3ff0000000000000)
              (i64.lt_s (local.get $a) (i64.const 0)))
            (i64.eqz (i64.shl (local.get $a) (i64.const 1)))))))
    (call $same (local.get $a)))

  (func $f64_nearest (export "f64_nearest") (param $a i64) (result i64)
    (local $c52 i64) (local $point i64)
    (local.set $c52 (i64.const 52))
    (local.set $point
      (i64.sub
        (i64.and (i64.shr_u (local.get $a) (local.get $c52)) (i64.const 0x7ff))
        (i64.const 1023)))
    (block $no_fraction
      (br_if $no_fraction (i64.ge_u (local.get $point) (local.get $c52)))
      ;; Half of the last digit less one, unless that digit is odd. For numbers below 2 the digit is
      ;; the leading one: the lowest bit of their exponent, which is odd as well.
      (return
        (i64.and
          (i64.add
            (i64.add
              (local.get $a)
              (i64.shr_u (i64.const 0x0007ffffffffffff) (local.get $point)))
            (i64.and
              (i64.shr_u (local.get $a) (i64.sub (local.get $c52) (local.get $point)))
              (i64.const 1)))
          (i64.shr_s (i64.const 0xfff0000000000000) (local.get $point)))))
    (if (i64.lt_s (local.get $point) (i64.const 0))
      (then
        ;; 1 when it is more than one half, otherwise 0.
        (return
          (i64.or
            (select
              (i64.const 0x3ff0000000000000)
              (i64.const 0)
              (i64.gt_u (i64.shl (local.get $a) (i64.const 1)) (i64.const 0x7fc0000000000000)))
            (i64.and (local.get $a) (i64.const 0x8000000000000000))))))
    (call $same (local.get $a)))

  ;; An integer or infinity; a NaN becomes the canonical one.
  (func $same (param $a i64) (result i64)
    (select
      (i64.const 0x7ff8000000000000)
      (local.get $a)
      (i64.gt_u (i64.shl (local.get $a) (i64.const 1)) (i64.const 0xffe0000000000000)))))
