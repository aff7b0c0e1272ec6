;; test: blob
;; Cases are entries of the jump table behind the return points.
(module
  (func (export "f") (param i32) (result i32)
    (block (block (block (br_table 0 1 2 (local.get 0)))
      (return (i32.const 10)))
      (return (i32.const 20)))
    (i32.const 30)))

;; expected:
;; header:
;;      0  jump @61
;;      5  trap
;; func 0:
;;      6  add_imm_64 sp, sp, -24
;;      9  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     11  store_ind_u64 a0, [sp+8]
;;     14  branch_ge_u_imm a0, 2, @46
;;     18  load_ind_u64 t0, [sp+8]
;;     21  shlo_l_imm_64 t1, t0, 1
;;     24  store_ind_u64 t1, [sp+16]
;;     27  jump_ind t1, 2
;;     30  load_imm t2, 10
;;     33  store_ind_u64 t2, [sp+8]
;;     36  jump @53
;;     38  load_imm t0, 20
;;     41  store_ind_u64 t0, [sp+8]
;;     44  jump @53
;;     46  load_imm t1, 30
;;     49  store_ind_u64 t1, [sp+8]
;;     52  fallthrough
;;     53  load_ind_u64 a0, [sp+8]
;;     56  add_imm_64 sp, sp, 24
;;     59  jump_ind ra, 0
;; init:
;;     61  add_imm_64 sp, sp, -24
;;     64  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     66  load_imm t0, 131072
;;     71  store_ind_u64 t0, [sp+8]
;;     74  load_imm t1, 0
;;     76  store_ind_u64 t1, [sp+16]
;;     79  move_reg a0, t0
;;     81  move_reg a1, t1
;;     83  load_imm t0, -65536
;;     88  jump_ind t0, 0
;; thunk of func 0:
;;     90  add_imm_64 sp, sp, -24
;;     93  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     95  load_i32 t0, [0x20000]
;;    100  store_ind_u64 t0, [sp+8]
;;    103  move_reg a0, t0
;;    105  load_imm_jump ra, 6, @6
;;    109  store_ind_u64 a0, [sp+8]
;;    112  store_u32 a0, [0x20000]
;;    117  store_imm_u32 [0x20004], 0
;;    122  load_imm t1, 131072
;;    127  store_ind_u64 t1, [sp+8]
;;    130  load_imm t2, 8
;;    133  store_ind_u64 t2, [sp+16]
;;    136  move_reg a0, t1
;;    138  move_reg a1, t2
;;    140  load_imm t0, -65536
;;    145  jump_ind t0, 0
;; jump table: [30, 38, 109]
;; read-only: 0 bytes
;; read-write: 0 bytes
;; heap pages: 1
;; stack: 1048576
