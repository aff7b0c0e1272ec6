;; test: mir
;; Two instances: the second uses the memory, a global and a function of the first.
;; instance: store
(module
  (memory (export "memory") 1)
  (global (export "base") i32 (i32.const 16))
  (data (i32.const 0) "own")
  (func $put (export "put") (param i32 i32) (i32.store (local.get 0) (local.get 1))))
;; instance: user
(module
  (import "store" "memory" (memory 1))
  (import "store" "base" (global $base i32))
  (import "store" "put" (func $put (param i32 i32)))
  (memory $private 1 2)
  (data (offset (global.get $base)) "shared")
  (func $start (call $put (global.get $base) (i32.load $private (i32.const 4))))
  (start $start))

;; expected:
;; function 0 "store.put" vregs 2 {
;; b0:
;;   %0:a0, %1:a1 = entry
;;   trap_branch branch_ge_u_imm %0, 2147418112 !out_of_bounds_memory@67 @67
;;   store_ind_u32 %1, %0, 331776 !out_of_bounds_memory@67 @67
;;   jump b1 @70
;; b1:
;;   return @70
;; }
;;
;; function 1 "user.start" vregs 6 {
;; b0:
;;   entry
;;   %0 = load_i32 196640 @82
;;   %1 = load_imm 4 @86
;;   trap_branch branch_ge_u_imm %1, 131069 !out_of_bounds_memory@86 @86
;;   %3 = add_imm_64 %1, 4 @86
;;   %4 = load_i32 196624 @86
;;   %5 = shlo_l_imm_64 %4, 16 @86
;;   trap_branch branch_lt_u %5, %3 !out_of_bounds_memory@86 @86
;;   %2 = load_ind_i32 %1, 200704 @86
;;   call fn0 %0:a0, %2:a1 @90
;;   jump b1 @92
;; b1:
;;   return @92
;; }
;;
;; function 2 "init of store" vregs 0 {
;; b0:
;;   entry
;;   return
;; }
;;
;; function 3 "init of user" vregs 24 {
;; b0:
;;   entry
;;   %0 = load_i32 196616
;;   %2 = shlo_l_imm_64 %0, 32
;;   %1 = shlo_r_imm_64 %2, 32
;;   %3 = load_i32 196632
;;   %5 = shlo_l_imm_64 %3, 32
;;   %4 = shlo_r_imm_64 %5, 32
;;   %6 = shlo_l_imm_64 %4, 16
;;   %8 = load_imm 16
;;   %9 = shlo_l_imm_64 %8, 32
;;   %7 = shlo_r_imm_64 %9, 32
;;   %11 = load_imm 6
;;   %12 = shlo_l_imm_64 %11, 32
;;   %10 = shlo_r_imm_64 %12, 32
;;   %13 = add_64 %7, %10
;;   trap_branch branch_lt_u %6, %13 !out_of_bounds_memory
;;   %15 = load_imm 0
;;   %16 = shlo_l_imm_64 %15, 32
;;   %14 = shlo_r_imm_64 %16, 32
;;   %18 = load_imm 6
;;   %19 = shlo_l_imm_64 %18, 32
;;   %17 = shlo_r_imm_64 %19, 32
;;   %20 = add_64 %14, %17
;;   trap_branch branch_lt_u %1, %20 !out_of_bounds_memory
;;   %21 = load_imm 16
;;   %22 = load_imm 0
;;   %23 = load_imm 6
;;   call fn4 %21:a0, %22:a1, %23:a2
;;   store_imm_u32 196616, 0
;;   call fn1
;;   return
;; }
;;
;; function 4 "memory.init 0 1" vregs 15 {
;; b0:
;;   %2:a0, %3:a1, %4:a2 = entry
;;   %5 = and_imm %4, -8
;;   %6 = load_imm 0
;;   jump b1(%6)
;; b1(%0):
;;   branch branch_lt_u %0, %5, b2, b3
;; b2:
;;   %7 = add_32 %3, %0
;;   %8 = load_ind_u64 %7, 65536
;;   %9 = add_32 %2, %0
;;   store_ind_u64 %8, %9, 331776 !out_of_bounds_memory
;;   %10 = add_imm_32 %0, 8
;;   jump b1(%10)
;; b3:
;;   jump b4(%5)
;; b4(%1):
;;   branch branch_lt_u %1, %4, b5, b6
;; b5:
;;   %11 = add_32 %3, %1
;;   %12 = load_ind_u8 %11, 65536
;;   %13 = add_32 %2, %1
;;   store_ind_u8 %12, %13, 331776 !out_of_bounds_memory
;;   %14 = add_imm_32 %1, 1
;;   jump b4(%14)
;; b6:
;;   return
;; }
