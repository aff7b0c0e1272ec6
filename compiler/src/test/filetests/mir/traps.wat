;; test: mir
;; Every check is a branch to a trap of its kind, with the source offset of its instruction.
(module
  (func (param i32 i32) (result i32)
    (i32.div_s (local.get 0) (local.get 1)))
  (func (unreachable)))

;; expected:
;; function 0 "func 0" vregs 8 {
;; b0:
;;   %0:a0, %1:a1 = entry
;;   trap_branch branch_eq_imm %1, 0 !integer_divide_by_zero@34 @34
;;   %3 = xor_imm %0, -2147483648 @34
;;   %2 = set_lt_u_imm %3, 1 @34
;;   %5 = xor_imm %1, -1 @34
;;   %4 = set_lt_u_imm %5, 1 @34
;;   %6 = and %2, %4 @34
;;   trap_branch branch_ne_imm %6, 0 !integer_overflow@34 @34
;;   %7 = div_s_32 %0, %1 @34
;;   jump b1 @35
;; b1:
;;   return %7:a0 @35
;; }
;;
;; function 1 "func 1" vregs 0 {
;; b0:
;;   entry
;;   trap !unreachable@38 @38
;; }
