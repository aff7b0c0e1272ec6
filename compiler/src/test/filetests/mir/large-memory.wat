;; test: mir
;; Behind a memory of nearly 2 GiB the hole is deep enough for small offsets and for large ones.
(module
  (memory 1)
  (func (param i32) (result i32) (i32.load offset=16 (local.get 0)))
  (func (param i32) (result i32) (i32.load8_s offset=0x7ffe0000 (local.get 0))))

;; expected:
;; function 0 "func 0" vregs 2 {
;; b0:
;;   %0:a0 = entry
;;   trap_branch branch_ge_u_imm %0, 2147418112 !out_of_bounds_memory@33 @33
;;   %1 = load_ind_i32 %0, 135184 !out_of_bounds_memory@33 @33
;;   jump b1 @36
;; b1:
;;   return %1:a0 @36
;; }
;;
;; function 1 "func 1" vregs 2 {
;; b0:
;;   %0:a0 = entry
;;   trap_branch branch_ge_u_imm %0, 65536 !out_of_bounds_memory@41 @41
;;   %1 = load_ind_i8 %0, -2147479552 !out_of_bounds_memory@41 @41
;;   jump b1 @48
;; b1:
;;   return %1:a0 @48
;; }
