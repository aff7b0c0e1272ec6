;; test: blob
;; Globals only, no memory: nothing is mapped but one page and the stack.
(module
  (global $a (mut i32) (i32.const 1))
  (func (export "bump") (result i32)
    (global.set $a (i32.add (global.get $a) (i32.const 1)))
    (global.get $a)))

;; expected:
;; header:
;;      0  jump @46
;;      5  trap
;; func 0:
;;      6  add_imm_64 sp, sp, -24
;;      9  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     11  load_i32 t0, [0x20000]
;;     16  store_ind_u64 t0, [sp+16]
;;     19  add_imm_32 t1, t0, 1
;;     22  store_ind_u64 t1, [sp+16]
;;     25  store_u32 t1, [0x20000]
;;     30  load_i32 t2, [0x20000]
;;     35  store_ind_u64 t2, [sp+8]
;;     38  load_ind_u64 a0, [sp+8]
;;     41  add_imm_64 sp, sp, 24
;;     44  jump_ind ra, 0
;; init:
;;     46  add_imm_64 sp, sp, -24
;;     49  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     51  load_imm t0, 131080
;;     56  store_ind_u64 t0, [sp+8]
;;     59  load_imm t1, 0
;;     61  store_ind_u64 t1, [sp+16]
;;     64  move_reg a0, t0
;;     66  move_reg a1, t1
;;     68  load_imm t0, -65536
;;     73  jump_ind t0, 0
;; thunk of func 0:
;;     75  add_imm_64 sp, sp, -24
;;     78  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     80  load_imm_jump ra, 2, @6
;;     84  store_ind_u64 a0, [sp+8]
;;     87  store_u32 a0, [0x20008]
;;     92  store_imm_u32 [0x2000c], 0
;;     97  load_imm t0, 131080
;;    102  store_ind_u64 t0, [sp+8]
;;    105  load_imm t1, 8
;;    108  store_ind_u64 t1, [sp+16]
;;    111  move_reg a0, t0
;;    113  move_reg a1, t1
;;    115  load_imm t0, -65536
;;    120  jump_ind t0, 0
;; jump table: [84]
;; read-only: 0 bytes
;; read-write: 1 bytes
;;   01
;; heap pages: 0
;; stack: 1048576
