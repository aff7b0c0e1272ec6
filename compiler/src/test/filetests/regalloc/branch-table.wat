;; test: regalloc
(module
  (func (param i32) (result i32)
    (block (block (br_table 0 1 0 (local.get 0))) (return (i32.const 10)))
    (i32.const 20)))

;; expected:
;; function 0 "func 0" vregs 5 slots 2 {
;; b0:
;;   %1:a0 = entry  ; a0
;;     slot0 <- a0
;;   branch branch_ge_u_imm %1, 2, b2, b1 @31  ; a0
;; b1:
;;     t0 <- slot0
;;   %2 = shlo_l_imm_64 %1, 1 @31  ; t1, t0
;;     slot1 <- t1
;;   switch %2, b2, b3 @31  ; t1
;; b2:
;;   %3 = load_imm 10 @39  ; t2
;;     slot0 <- t2
;;   jump b4(%3) @39
;; b3:
;;   %4 = load_imm 20 @43  ; t0
;;     slot0 <- t0
;;   jump b4(%4) @43
;; b4(%0):
;;     a0 <- slot0
;;   return %0:a0 @43  ; a0
;; }
