;; test: regalloc linear
;; Two parameters change places at the end of every round.
(module
  (func (param i32 i32 i32) (result i32)
    (loop $l
      (local.get 0)
      (local.set 0 (local.get 1))
      (local.set 1)
      (br_if $l (local.tee 2 (i32.sub (local.get 2) (i32.const 1)))))
    (local.get 0)))

;; expected:
;; function 0 "func 0" vregs 7 slots 0 {
;; b0:
;;   %3:a0, %4:a1, %5:a2 = entry  ; a0, a1, a2
;;     t1 <- a1
;;     a1 <- a0
;;     a0 <- t1
;;   jump b1(%3, %4, %5) @27
;; b1(%0, %1, %2):
;;   %6 = add_imm_32 %2, -1 @41  ; a2, a2
;;   branch branch_ne_imm %6, 0, b2, b3 @44  ; a2
;; b2:
;;     t1 <- a1
;;     a1 <- a0
;;     a0 <- t1
;;   jump b1(%1, %0, %6) @44
;; b3:
;;   jump b4 @46
;; b4:
;;   jump b5 @49
;; b5:
;;   return %1:a0 @49  ; a0
;; }
