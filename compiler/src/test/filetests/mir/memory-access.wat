;; test: mir
;; One compare against a limit that every index in bounds is below; then the access, which faults in
;; the hole behind the memory. An offset that no index can make right always traps.
(module
  (memory 1 2)
  (func (param i32) (result i32) (i32.load (local.get 0)))
  (func (param i32 i64) (i64.store16 offset=1000 (local.get 0) (local.get 1)))
  (func (param i32) (result i64) (i64.load offset=131072 (local.get 0))))

;; expected:
;; function 0 "func 0" vregs 2 {
;; b0:
;;   %0:a0 = entry
;;   trap_branch branch_ge_u_imm %0, 131072 !out_of_bounds_memory@45 @45
;;   %1 = load_ind_i32 %0, 135168 !out_of_bounds_memory@45 @45
;;   jump b1 @48
;; b1:
;;   return %1:a0 @48
;; }
;;
;; function 1 "func 1" vregs 2 {
;; b0:
;;   %0:a0, %1:a1 = entry
;;   trap_branch branch_ge_u_imm %0, 131072 !out_of_bounds_memory@55 @55
;;   store_ind_u16 %1, %0, 136168 !out_of_bounds_memory@55 @55
;;   jump b1 @59
;; b1:
;;   return @59
;; }
;;
;; function 2 "func 2" vregs 2 {
;; b0:
;;   %0:a0 = entry
;;   trap_branch branch_ge_u_imm %0, 0 !out_of_bounds_memory@64 @64
;;   %1 = load_imm 0 @64
;;   jump b1 @69
;; b1:
;;   return %1:a0 @69
;; }
