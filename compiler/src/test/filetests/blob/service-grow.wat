;; test: blob service
;; Without an allocator the entry grows memory.
(module
  (memory 1)
  (func (export "refine") (param i32 i32) (result i64) (i64.const 0)))

;; expected:
;; header:
;;      0  jump @114
;;      5  trap
;; func 0:
;;      6  add_imm_64 sp, sp, -16
;;      9  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     11  load_imm t0, 0
;;     13  store_ind_u64 t0, [sp+8]
;;     16  move_reg a0, t0
;;     18  add_imm_64 sp, sp, 16
;;     21  jump_ind ra, 0
;; init:
;;     23  add_imm_64 sp, sp, -24
;;     26  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     28  load_imm t0, 131080
;;     33  store_ind_u64 t0, [sp+8]
;;     36  load_imm t1, 0
;;     38  store_ind_u64 t1, [sp+16]
;;     41  move_reg a0, t0
;;     43  move_reg a1, t1
;;     45  load_imm t0, -65536
;;     50  jump_ind t0, 0
;; thunk of func 0:
;;     52  add_imm_64 sp, sp, -24
;;     55  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     57  load_i32 t0, [0x20008]
;;     62  store_ind_u64 t0, [sp+8]
;;     65  load_i32 t1, [0x20010]
;;     70  store_ind_u64 t1, [sp+16]
;;     73  move_reg a0, t0
;;     75  move_reg a1, t1
;;     77  load_imm_jump ra, 2, @6
;;     81  store_ind_u64 a0, [sp+16]
;;     84  store_u64 a0, [0x20008]
;;     89  load_imm t2, 131080
;;     94  store_ind_u64 t2, [sp+16]
;;     97  load_imm t0, 8
;;    100  store_ind_u64 t0, [sp+8]
;;    103  move_reg a0, t2
;;    105  move_reg a1, t0
;;    107  load_imm t0, -65536
;;    112  jump_ind t0, 0
;; service func 0:
;;    114  add_imm_64 sp, sp, -72
;;    117  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;    119  store_ind_u64 a0, [sp+8]
;;    122  store_ind_u64 a1, [sp+16]
;;    125  load_i32 t0, [0x20000]
;;    130  store_ind_u64 t0, [sp+48]
;;    133  add_imm_64 t1, a1, 65535
;;    138  store_ind_u64 t1, [sp+56]
;;    141  shlo_r_imm_64 t2, t1, 16
;;    144  store_ind_u64 t2, [sp+56]
;;    147  add_64 t0, t0, t2
;;    150  store_ind_u64 t0, [sp+64]
;;    153  branch_gt_u_imm t0, 32767, @442
;;    159  shlo_l_imm_64 t1, t2, 16
;;    162  store_ind_u64 t1, [sp+56]
;;    165  sbrk t2, t1
;;    167  store_u32 t0, [0x20000]
;;    172  load_ind_u64 t0, [sp+48]
;;    175  shlo_l_imm_64 t1, t0, 16
;;    178  store_ind_u64 t1, [sp+24]
;;    181  load_i32 t2, [0x20000]
;;    186  store_ind_u64 t2, [sp+48]
;;    189  shlo_l_imm_64 t0, t2, 16
;;    192  store_ind_u64 t0, [sp+48]
;;    195  branch_lt_u t0, a1, @443
;;    199  sub_64 t1, t0, a1
;;    202  store_ind_u64 t1, [sp+48]
;;    205  load_ind_u64 t2, [sp+24]
;;    208  branch_lt_u t1, t2, @444
;;    212  and_imm t0, a1, -8
;;    215  store_ind_u64 t0, [sp+32]
;;    218  load_imm t1, 135168
;;    223  store_ind_u64 t1, [sp+48]
;;    226  add_64 t2, t1, t2
;;    229  store_ind_u64 t2, [sp+40]
;;    232  load_imm t0, 0
;;    234  store_ind_u64 t0, [sp+48]
;;    237  fallthrough
;;    238  load_ind_u64 t1, [sp+48]
;;    241  load_ind_u64 t2, [sp+32]
;;    244  branch_ge_u t1, t2, @295
;;    247  load_ind_u64 t0, [sp+8]
;;    250  load_ind_u64 t1, [sp+48]
;;    253  add_64 t2, t0, t1
;;    256  store_ind_u64 t2, [sp+64]
;;    259  load_ind_u64 t0, [t2+0]
;;    261  store_ind_u64 t0, [sp+64]
;;    264  load_ind_u64 t1, [sp+40]
;;    267  load_ind_u64 t2, [sp+48]
;;    270  add_64 t0, t1, t2
;;    273  store_ind_u64 t0, [sp+56]
;;    276  load_ind_u64 t1, [sp+64]
;;    279  store_ind_u64 t1, [t0+0]
;;    281  add_imm_64 t2, t2, 8
;;    284  store_ind_u64 t2, [sp+56]
;;    287  load_ind_u64 t2, [sp+56]
;;    290  store_ind_u64 t2, [sp+48]
;;    293  jump @238
;;    295  load_ind_u64 t0, [sp+32]
;;    298  load_ind_u64 t1, [sp+16]
;;    301  branch_ge_u t0, t1, @352
;;    304  load_ind_u64 t2, [sp+8]
;;    307  load_ind_u64 t0, [sp+32]
;;    310  add_64 t1, t2, t0
;;    313  store_ind_u64 t1, [sp+48]
;;    316  load_ind_u8 t2, [t1+0]
;;    318  store_ind_u64 t2, [sp+48]
;;    321  load_ind_u64 t0, [sp+40]
;;    324  load_ind_u64 t1, [sp+32]
;;    327  add_64 t2, t0, t1
;;    330  store_ind_u64 t2, [sp+56]
;;    333  load_ind_u64 t0, [sp+48]
;;    336  store_ind_u8 t0, [t2+0]
;;    338  add_imm_64 t1, t1, 1
;;    341  store_ind_u64 t1, [sp+56]
;;    344  load_ind_u64 t2, [sp+56]
;;    347  store_ind_u64 t2, [sp+32]
;;    350  jump @295
;;    352  load_ind_u64 a0, [sp+24]
;;    355  load_ind_u64 a1, [sp+16]
;;    358  load_imm_jump ra, 4, @6
;;    363  store_ind_u64 a0, [sp+32]
;;    366  shlo_r_imm_64 t2, a0, 32
;;    369  store_ind_u64 t2, [sp+40]
;;    372  shlo_l_imm_64 t0, a0, 32
;;    375  store_ind_u64 t0, [sp+32]
;;    378  shlo_r_imm_64 t1, t0, 32
;;    381  store_ind_u64 t1, [sp+32]
;;    384  load_i32 t2, [0x20000]
;;    389  store_ind_u64 t2, [sp+8]
;;    392  shlo_l_imm_64 t0, t2, 16
;;    395  store_ind_u64 t0, [sp+8]
;;    398  load_ind_u64 t1, [sp+40]
;;    401  branch_lt_u t0, t1, @445
;;    404  sub_64 t2, t0, t1
;;    407  store_ind_u64 t2, [sp+8]
;;    410  load_ind_u64 t0, [sp+32]
;;    413  branch_lt_u t2, t0, @446
;;    416  load_imm t1, 135168
;;    421  store_ind_u64 t1, [sp+8]
;;    424  add_64 t2, t1, t0
;;    427  store_ind_u64 t2, [sp+32]
;;    430  move_reg a0, t2
;;    432  load_ind_u64 a1, [sp+40]
;;    435  load_imm t0, -65536
;;    440  jump_ind t0, 0
;;    442  trap  ; traps: no room for the arguments
;;    443  trap  ; traps: no room for the arguments
;;    444  trap  ; traps: no room for the arguments
;;    445  trap  ; traps: result outside of memory
;;    446  trap  ; traps: result outside of memory
;; jump table: [81, 363]
;; read-only: 0 bytes
;; read-write: 1 bytes
;;   01
;; heap pages: 16
;; stack: 1048576
