;; test: mir
;; A comparison whose only user branches on it is part of the branch; eqz inverts it.
(module
  (func (param i32 i32) (result i32)
    (block
      (br_if 0 (i32.gt_s (local.get 0) (local.get 1)))
      (br_if 0 (i32.eqz (i32.lt_u (local.get 0) (i32.const 100))))
      (br_if 0 (local.get 1))
      (return (i32.const 1)))
    (i32.const 0)))

;; expected:
;; function 0 "func 0" vregs 5 {
;; b0:
;;   %1:a0, %2:a1 = entry
;;   branch branch_lt_s %2, %1, b4, b1 @33
;; b1:
;;   branch branch_ge_u_imm %1, 100, b4, b2 @42
;; b2:
;;   branch branch_ne_imm %2, 0, b4, b3 @46
;; b3:
;;   %3 = load_imm 1 @50
;;   jump b5(%3) @50
;; b4:
;;   %4 = load_imm 0 @54
;;   jump b5(%4) @54
;; b5(%0):
;;   return %0:a0 @54
;; }
