;; test: regalloc linear
;; Fourteen values at once: those that are used last wait in slots.
(module
  (func (param i64 i64 i64 i64 i64 i64) (result i64)
    (local $a i64) (local $b i64) (local $c i64) (local $d i64) (local $e i64) (local $f i64)
    (local $g i64) (local $h i64)
    (local.set $a (i64.mul (local.get 0) (local.get 1)))
    (local.set $b (i64.mul (local.get 1) (local.get 2)))
    (local.set $c (i64.mul (local.get 2) (local.get 3)))
    (local.set $d (i64.mul (local.get 3) (local.get 4)))
    (local.set $e (i64.mul (local.get 4) (local.get 5)))
    (local.set $f (i64.mul (local.get 5) (local.get 0)))
    (local.set $g (i64.mul (local.get 0) (local.get 2)))
    (local.set $h (i64.mul (local.get 1) (local.get 3)))
    (i64.add (i64.xor (local.get $h) (local.get $g))
    (i64.add (i64.xor (local.get $f) (local.get $e))
    (i64.add (i64.xor (local.get $d) (local.get $c))
    (i64.add (i64.xor (local.get $b) (local.get $a))
    (i64.add (i64.xor (local.get 5) (local.get 4))
    (i64.add (i64.xor (local.get 3) (local.get 2))
             (i64.xor (local.get 1) (local.get 0))))))))))

;; expected:
;; function 0 "func 0" vregs 27 slots 5 {
;; b0:
;;   %0:a0, %1:a1, %2:a2, %3:a3, %4:a4, %5:a5 = entry  ; a0, a1, a2, a3, a4, a5
;;     slot0 <- a0
;;     slot1 <- a1
;;     slot2 <- a4
;;     slot3 <- a5
;;   %6 = mul_64 %0, %1 @36  ; t0, a0, a1
;;     slot4 <- t0
;;   %7 = mul_64 %1, %2 @43  ; t1, a1, a2
;;   %8 = mul_64 %2, %3 @50  ; t2, a2, a3
;;   %9 = mul_64 %3, %4 @57  ; t0, a3, a4
;;   %10 = mul_64 %4, %5 @64  ; a4, a4, a5
;;   %11 = mul_64 %5, %0 @71  ; a5, a5, a0
;;   %12 = mul_64 %0, %2 @78  ; a0, a0, a2
;;   %13 = mul_64 %1, %3 @85  ; a1, a1, a3
;;   %14 = xor %13, %12 @92  ; a1, a1, a0
;;   %15 = xor %11, %10 @97  ; a5, a5, a4
;;   %16 = xor %9, %8 @102  ; t0, t0, t2
;;     t2 <- slot4
;;   %17 = xor %7, %6 @107  ; t1, t1, t2
;;     a4 <- slot2
;;     t2 <- slot3
;;   %18 = xor %5, %4 @112  ; t2, t2, a4
;;   %19 = xor %3, %2 @117  ; a4, a3, a2
;;     a0 <- slot0
;;     a3 <- slot1
;;   %20 = xor %1, %0 @122  ; a3, a3, a0
;;   %21 = add_64 %19, %20 @123  ; a4, a4, a3
;;   %22 = add_64 %18, %21 @124  ; t2, t2, a4
;;   %23 = add_64 %17, %22 @125  ; t1, t1, t2
;;   %24 = add_64 %16, %23 @126  ; t0, t0, t1
;;   %25 = add_64 %15, %24 @127  ; t0, a5, t0
;;   %26 = add_64 %14, %25 @128  ; a0, a1, t0
;;   jump b1 @129
;; b1:
;;   return %26:a0 @129  ; a0
;; }
