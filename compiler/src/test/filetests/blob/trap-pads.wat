;; test: blob
;; One pad for each check, behind the function; a fault of the access itself is a trap too.
(module
  (memory 1 1)
  (func (export "f") (param i32 i32) (result i32)
    (i32.div_s (i32.load (local.get 0)) (local.get 1))))

;; expected:
;; header:
;;      0  jump @90
;;      5  trap
;; func 0:
;;      6  add_imm_64 sp, sp, -48
;;      9  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     11  store_ind_u64 a0, [sp+16]
;;     14  store_ind_u64 a1, [sp+24]
;;     17  branch_ge_u_imm a0, 65536, @87
;;     23  load_ind_i32 t0, [a0+135168]  ; traps: out of bounds memory access
;;     28  store_ind_u64 t0, [sp+16]
;;     31  branch_eq_imm a1, 0, @88
;;     34  xor_imm t1, t0, -2147483648
;;     40  store_ind_u64 t1, [sp+32]
;;     43  set_lt_u_imm t2, t1, 1
;;     46  store_ind_u64 t2, [sp+32]
;;     49  xor_imm t0, a1, -1
;;     52  store_ind_u64 t0, [sp+40]
;;     55  set_lt_u_imm t1, t0, 1
;;     58  store_ind_u64 t1, [sp+40]
;;     61  and t2, t2, t1
;;     64  store_ind_u64 t2, [sp+40]
;;     67  branch_ne_imm t2, 0, @89
;;     70  load_ind_u64 t0, [sp+16]
;;     73  div_s_32 t1, t0, a1
;;     76  store_ind_u64 t1, [sp+8]
;;     79  load_ind_u64 a0, [sp+8]
;;     82  add_imm_64 sp, sp, 48
;;     85  jump_ind ra, 0
;;     87  trap  ; traps: out of bounds memory access
;;     88  trap  ; traps: integer divide by zero
;;     89  trap  ; traps: integer overflow
;; init:
;;     90  add_imm_64 sp, sp, -24
;;     93  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     95  load_imm t0, 131080
;;    100  store_ind_u64 t0, [sp+8]
;;    103  load_imm t1, 0
;;    105  store_ind_u64 t1, [sp+16]
;;    108  move_reg a0, t0
;;    110  move_reg a1, t1
;;    112  load_imm t0, -65536
;;    117  jump_ind t0, 0
;; thunk of func 0:
;;    119  add_imm_64 sp, sp, -24
;;    122  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;    124  load_i32 t0, [0x20008]
;;    129  store_ind_u64 t0, [sp+8]
;;    132  load_i32 t1, [0x20010]
;;    137  store_ind_u64 t1, [sp+16]
;;    140  move_reg a0, t0
;;    142  move_reg a1, t1
;;    144  load_imm_jump ra, 2, @6
;;    149  store_ind_u64 a0, [sp+16]
;;    152  store_u32 a0, [0x20008]
;;    157  store_imm_u32 [0x2000c], 0
;;    162  load_imm t2, 131080
;;    167  store_ind_u64 t2, [sp+16]
;;    170  load_imm t0, 8
;;    173  store_ind_u64 t0, [sp+8]
;;    176  move_reg a0, t2
;;    178  move_reg a1, t0
;;    180  load_imm t0, -65536
;;    185  jump_ind t0, 0
;; jump table: [149]
;; read-only: 0 bytes
;; read-write: 1 bytes
;;   01
;; heap pages: 16
;; stack: 1048576
