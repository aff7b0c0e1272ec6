;; test: mir thunks
;; init, and a thunk for each export: parameters from the call buffer, results back to it.
(module
  (memory 1)
  (data (i32.const 60000) "far away from everything else")
  (func (export "many") (param i32 i64) (result i64 i32)
    (local.get 1) (local.get 0))
  (func (export "none")))

;; expected:
;; function 2 "init" vregs 6 {
;; b0:
;;   entry
;;   %0 = load_imm 0
;;   jump b1(%0)
;; b1(%1):
;;   %2 = load_ind_u64 %1, 65536
;;   store_ind_u64 %2, %1, 260704
;;   %3 = add_imm_64 %1, 8
;;   branch branch_lt_u_imm %3, 32, b2, b3
;; b2:
;;   jump b1(%3)
;; b3:
;;   %4 = load_imm 196624
;;   %5 = load_imm 0
;;   halt %4:a0, %5:a1
;; }
;;
;; function 3 "thunk of func 0" vregs 6 {
;; b0:
;;   entry
;;   %0 = load_i32 196624
;;   %1 = load_u64 196632
;;   %2:a0, %3:a1 = call fn0 %0:a0, %1:a1
;;   store_u64 %2, 196624
;;   store_u32 %3, 196632
;;   store_imm_u32 196636, 0
;;   %4 = load_imm 196624
;;   %5 = load_imm 16
;;   halt %4:a0, %5:a1
;; }
;;
;; function 4 "thunk of func 1" vregs 2 {
;; b0:
;;   entry
;;   call fn1
;;   %0 = load_imm 196624
;;   %1 = load_imm 0
;;   halt %0:a0, %1:a1
;; }
