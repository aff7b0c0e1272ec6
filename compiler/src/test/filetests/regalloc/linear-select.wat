;; test: regalloc linear
;; The result of a conditional move is in the register of its old value.
(module
  (func (param i32 i64 i64) (result i64)
    (i64.add
      (select (local.get 1) (local.get 2) (local.get 0))
      (local.get 2))))

;; expected:
;; function 0 "func 0" vregs 5 slots 0 {
;; b0:
;;   %0:a0, %1:a1, %2:a2 = entry  ; a0, a1, a2
;;     t0 <- a2
;;   %3~3 = cmov_nz %1, %0, %2 @33  ; t0, a1, a0, t0
;;   %4 = add_64 %3, %2 @36  ; a0, t0, a2
;;   jump b1 @37
;; b1:
;;   return %4:a0 @37  ; a0
;; }
