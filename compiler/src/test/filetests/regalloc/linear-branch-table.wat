;; test: regalloc linear
;; Values stay where they are over the edges of a switch.
(module
  (func (param i32 i32 i32) (result i32)
    (block $c (block $b (block $a
      (br_table $a $b $c (local.get 0)))
      (return (i32.add (local.get 1) (local.get 2))))
      (local.set 1 (i32.mul (local.get 1) (local.get 1))))
    (i32.sub (local.get 1) (local.get 2))))

;; expected:
;; function 0 "func 0" vregs 9 slots 0 {
;; b0:
;;   %2:a0, %3:a1, %4:a2 = entry  ; a0, a1, a2
;;   branch branch_ge_u_imm %2, 2, b2, b1 @35  ; a0
;; b1:
;;   %5 = shlo_l_imm_64 %2, 1 @35  ; t0, a0
;;   switch %5, b3, b4 @35  ; t0
;; b2:
;;   jump b5(%3) @35
;; b3:
;;   %6 = add_32 %3, %4 @45  ; t0, a1, a2
;;   jump b6(%6) @46
;; b4:
;;   %7 = mul_32 %3, %3 @52  ; a1, a1, a1
;;   jump b5(%7) @55
;; b5(%0):
;;   %8 = sub_32 %0, %4 @60  ; t0, a1, a2
;;   jump b6(%8) @61
;; b6(%1):
;;     a0 <- t0
;;   return %1:a0 @61  ; a0
;; }
