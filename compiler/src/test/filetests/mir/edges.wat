;; test: mir
;; Only jumps carry arguments: an edge with arguments from a branch gets a block of its own.
(module
  (func (param i32) (result i32)
    (block (result i32)
      (br_if 0 (i32.const 1) (local.get 0))
      (drop)
      (br_table 0 0 (i32.const 2) (local.get 0)))))

;; expected:
;; function 0 "func 0" vregs 5 {
;; b0:
;;   %1:a0 = entry
;;   branch branch_ne_imm %1, 0, b1, b2 @31
;; b1:
;;   %2 = load_imm 1 @31
;;   jump b5(%2) @31
;; b2:
;;   branch branch_ge_u_imm %1, 1, b4, b3 @38
;; b3:
;;   %3 = shlo_l_imm_64 %1, 1 @38
;;   switch %3, b4 @38
;; b4:
;;   %4 = load_imm 2 @38
;;   jump b5(%4) @38
;; b5(%0):
;;   jump b6 @43
;; b6:
;;   return %0:a0 @43
;; }
