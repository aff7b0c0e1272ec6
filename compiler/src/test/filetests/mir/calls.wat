;; test: mir
;; Six arguments in registers, the others in slots; a host call; a call through a table.
(module
  (type $t (func (param i32) (result i32)))
  (import "env" "host" (func $host (param i32) (result i32)))
  (table 1 1 funcref)
  (elem (i32.const 0) $host)
  (func $many (param i32 i32 i32 i32 i32 i32 i32) (result i32)
    (call $host (local.get 6)))
  (func (param i32) (result i32)
    (call_indirect (type $t)
      (call $many (local.get 0) (local.get 0) (local.get 0) (local.get 0) (local.get 0)
        (local.get 0) (i32.const 9))
      (i32.const 0))))

;; expected:
;; function 0 "host" vregs 2 {
;; b0:
;;   %0:a0 = entry
;;   %1:a0 = host_call %0:a0, 1024
;;   return %1:a0
;; }
;;
;; function 1 "many" vregs 8 {
;; b0:
;;   %0:a0, %1:a1, %2:a2, %3:a3, %4:a4, %5:a5 = entry
;;   %6 = incoming_load 0
;;   %7:a0 = host_call %6:a0, 1024 @69
;;   jump b1 @71
;; b1:
;;   return %7:a0 @71
;; }
;;
;; function 2 "func 2" vregs 10 {
;; b0:
;;   %0:a0 = entry
;;   %1 = load_imm 9 @88
;;   outgoing_store %1, 0 @88
;;   %2:a0 = call fn1 %0:a0, %0:a1, %0:a2, %0:a3, %0:a4, %0:a5 @88
;;   %3 = load_i32 131080 @92
;;   trap_branch branch_le_u_imm %3, 0 !undefined_element@92 @92
;;   %6 = load_imm 0 @92
;;   %5 = shlo_l_imm_64 %6, 3 @92
;;   %4 = load_ind_u64 %5, 131088 @92
;;   trap_branch branch_eq_imm %4, 0 !uninitialized_element@92 @92
;;   %7 = shlo_r_imm_64 %4, 32 @92
;;   %8 = add_imm_32 %7, 0 @92
;;   trap_branch branch_ne_imm %8, 0 !indirect_call_type_mismatch@92 @92
;;   %9:a0 = call_indirect %2:a0, %4 @92
;;   jump b1 @95
;; b1:
;;   return %9:a0 @95
;; }
