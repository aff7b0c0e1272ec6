;; test: blob
;; Slots hold the type id and the code address: twice the number of the jump table's entry, plus two.
(module
  (type $t (func (param i32) (result i32)))
  (table 3 3 funcref)
  (elem (i32.const 1) $f)
  (func $f (type $t) (local.get 0))
  (func (export "g") (param i32) (result i32)
    (call_indirect (type $t) (local.get 0) (i32.const 1))))

;; expected:
;; header:
;;      0  jump @99
;;      5  trap
;; f:
;;      6  add_imm_64 sp, sp, -16
;;      9  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     11  store_ind_u64 a0, [sp+8]
;;     14  load_ind_u64 a0, [sp+8]
;;     17  add_imm_64 sp, sp, 16
;;     20  jump_ind ra, 0
;; func 1:
;;     22  add_imm_64 sp, sp, -40
;;     25  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     27  store_ind_u64 a0, [sp+16]
;;     30  load_i32 t0, [0x20008]
;;     35  store_ind_u64 t0, [sp+24]
;;     38  branch_le_u_imm t0, 1, @96
;;     42  load_imm t1, 1
;;     45  store_ind_u64 t1, [sp+24]
;;     48  shlo_l_imm_64 t2, t1, 3
;;     51  store_ind_u64 t2, [sp+24]
;;     54  load_ind_u64 t0, [t2+131088]
;;     59  store_ind_u64 t0, [sp+24]
;;     62  branch_eq_imm t0, 0, @97
;;     65  shlo_r_imm_64 t1, t0, 32
;;     68  store_ind_u64 t1, [sp+32]
;;     71  add_imm_32 t2, t1, 0
;;     73  store_ind_u64 t2, [sp+32]
;;     76  branch_ne_imm t2, 0, @98
;;     79  load_imm_jump_ind ra, t0, 4, 0
;;     83  store_ind_u64 a0, [sp+8]
;;     86  load_ind_u64 a0, [sp+8]
;;     89  load_ind_u64 ra, [sp+0]
;;     91  add_imm_64 sp, sp, 40
;;     94  jump_ind ra, 0
;;     96  trap  ; traps: undefined element
;;     97  trap  ; traps: uninitialized element
;;     98  trap  ; traps: indirect call type mismatch
;; init:
;;     99  add_imm_64 sp, sp, -24
;;    102  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;    104  load_imm t0, 131112
;;    109  store_ind_u64 t0, [sp+8]
;;    112  load_imm t1, 0
;;    114  store_ind_u64 t1, [sp+16]
;;    117  move_reg a0, t0
;;    119  move_reg a1, t1
;;    121  load_imm t0, -65536
;;    126  jump_ind t0, 0
;; thunk of func 1:
;;    128  add_imm_64 sp, sp, -24
;;    131  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;    133  load_i32 t0, [0x20028]
;;    138  store_ind_u64 t0, [sp+8]
;;    141  move_reg a0, t0
;;    143  load_imm_jump ra, 6, @22
;;    147  store_ind_u64 a0, [sp+8]
;;    150  store_u32 a0, [0x20028]
;;    155  store_imm_u32 [0x2002c], 0
;;    160  load_imm t1, 131112
;;    165  store_ind_u64 t1, [sp+8]
;;    168  load_imm t2, 8
;;    171  store_ind_u64 t2, [sp+16]
;;    174  move_reg a0, t1
;;    176  move_reg a1, t2
;;    178  load_imm t0, -65536
;;    183  jump_ind t0, 0
;; jump table: [6, 83, 147]
;; read-only: 0 bytes
;; read-write: 32 bytes
;;   0000000000000000
;;   0300000000000000
;;   0000000000000000
;;   0200000000000000
;; heap pages: 0
;; stack: 1048576
