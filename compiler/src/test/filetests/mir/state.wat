;; test: mir
;; Globals and sizes are at fixed addresses.
(module
  (memory 1 4)
  (table $t 1 8 externref)
  (global $a (mut i32) (i32.const 1))
  (global $b (mut i64) (i64.const 2))
  (func (result i32)
    (global.set $b (i64.extend_i32_s (global.get $a)))
    (i32.add (memory.size) (table.size $t)))
  (func (result i32) (table.grow $t (ref.null extern) (i32.const 1)))
  (func (param i32) (result i32) (memory.grow (local.get 0))))

;; expected:
;; function 0 "func 0" vregs 5 {
;; b0:
;;   entry
;;   %0 = load_i32 131088 @57
;;   %1 = copy %0 @59
;;   store_u64 %1, 131096 @60
;;   %2 = load_i32 131080 @62
;;   %3 = load_i32 131072 @64
;;   %4 = add_32 %2, %3 @67
;;   jump b1 @68
;; b1:
;;   return %4:a0 @68
;; }
;;
;; function 1 "func 1" vregs 12 {
;; b0:
;;   entry
;;   %1 = load_i32 131072 @75
;;   %3 = shlo_l_imm_64 %1, 32 @75
;;   %2 = shlo_r_imm_64 %3, 32 @75
;;   %5 = load_imm 1 @75
;;   %6 = shlo_l_imm_64 %5, 32 @75
;;   %4 = shlo_r_imm_64 %6, 32 @75
;;   %7 = add_64 %2, %4 @75
;;   branch branch_gt_u_imm %7, 8, b1, b2 @75
;; b1:
;;   %8 = load_imm -1 @75
;;   jump b3(%8) @75
;; b2:
;;   %9 = add_imm_32 %7, 0 @75
;;   store_u32 %9, 131072 @75
;;   %10 = load_imm 0 @75
;;   %11 = load_imm 1 @75
;;   call fn3 %1:a0, %10:a1, %11:a2 @75
;;   jump b3(%1) @75
;; b3(%0):
;;   jump b4 @78
;; b4:
;;   return %0:a0 @78
;; }
;;
;; function 2 "func 2" vregs 12 {
;; b0:
;;   %1:a0 = entry
;;   %2 = load_i32 131080 @83
;;   %4 = shlo_l_imm_64 %2, 32 @83
;;   %3 = shlo_r_imm_64 %4, 32 @83
;;   %6 = shlo_l_imm_64 %1, 32 @83
;;   %5 = shlo_r_imm_64 %6, 32 @83
;;   %7 = add_64 %3, %5 @83
;;   branch branch_gt_u_imm %7, 4, b1, b2 @83
;; b1:
;;   %8 = load_imm -1 @83
;;   jump b3(%8) @83
;; b2:
;;   %9 = shlo_l_imm_64 %1, 16 @83
;;   %10 = sbrk %9 @83
;;   %11 = add_imm_32 %7, 0 @83
;;   store_u32 %11, 131080 @83
;;   jump b3(%2) @83
;; b3(%0):
;;   jump b4 @85
;; b4:
;;   return %0:a0 @85
;; }
;;
;; function 3 "table.fill 0 0" vregs 8 {
;; b0:
;;   %1:a0, %2:a1, %3:a2 = entry
;;   %4 = load_imm 0
;;   jump b1(%4)
;; b1(%0):
;;   branch branch_lt_u %0, %3, b2, b3
;; b2:
;;   %5 = add_32 %1, %0
;;   %6 = shlo_l_imm_64 %5, 3
;;   store_ind_u64 %2, %6, 131104
;;   %7 = add_imm_32 %0, 1
;;   jump b1(%7)
;; b3:
;;   return
;; }
