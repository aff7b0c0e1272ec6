;; test: regalloc
;; Every value is stored behind its definition and loaded before its use unless a register of the
;; block still holds it.
(module
  (func (param i32 i32) (result i32)
    (i32.add
      (i32.mul (local.get 0) (local.get 1))
      (i32.sub (local.get 0) (local.get 1)))))

;; expected:
;; function 0 "func 0" vregs 5 slots 4 {
;; b0:
;;   %0:a0, %1:a1 = entry  ; a0, a1
;;     slot1 <- a0
;;     slot2 <- a1
;;   %2 = mul_32 %0, %1 @30  ; t0, a0, a1
;;     slot3 <- t0
;;   %3 = sub_32 %0, %1 @35  ; t1, a0, a1
;;     slot2 <- t1
;;   %4 = add_32 %2, %3 @36  ; t2, t0, t1
;;     slot0 <- t2
;;   jump b1 @37
;; b1:
;;     a0 <- slot0
;;   return %4:a0 @37  ; a0
;; }
