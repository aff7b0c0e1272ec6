;; test: blob service
;; Pc 0 jumps to the entry of refine, which initialises, asks malloc, copies, calls and checks; pc 5 traps.
(module
  (memory 1)
  (func (export "malloc") (param i32) (result i32) (i32.const 1024))
  (func (export "refine") (param i32 i32) (result i64)
    (i64.or (i64.extend_i32_u (local.get 0)) (i64.shl (i64.extend_i32_u (local.get 1)) (i64.const 32)))))

;; expected:
;; header:
;;      0  jump @232
;;      5  trap
;; func 0:
;;      6  add_imm_64 sp, sp, -16
;;      9  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     11  load_imm t0, 1024
;;     15  store_ind_u64 t0, [sp+8]
;;     18  move_reg a0, t0
;;     20  add_imm_64 sp, sp, 16
;;     23  jump_ind ra, 0
;; func 1:
;;     25  add_imm_64 sp, sp, -32
;;     28  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     30  store_ind_u64 a0, [sp+16]
;;     33  store_ind_u64 a1, [sp+24]
;;     36  shlo_l_imm_64 t0, a0, 32
;;     39  store_ind_u64 t0, [sp+16]
;;     42  shlo_r_imm_64 t1, t0, 32
;;     45  store_ind_u64 t1, [sp+16]
;;     48  shlo_l_imm_64 t2, a1, 32
;;     51  store_ind_u64 t2, [sp+24]
;;     54  shlo_r_imm_64 t0, t2, 32
;;     57  store_ind_u64 t0, [sp+24]
;;     60  shlo_l_imm_64 t1, t0, 32
;;     63  store_ind_u64 t1, [sp+24]
;;     66  load_ind_u64 t2, [sp+16]
;;     69  or t0, t2, t1
;;     72  store_ind_u64 t0, [sp+8]
;;     75  load_ind_u64 a0, [sp+8]
;;     78  add_imm_64 sp, sp, 32
;;     81  jump_ind ra, 0
;; init:
;;     83  add_imm_64 sp, sp, -24
;;     86  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     88  load_imm t0, 131080
;;     93  store_ind_u64 t0, [sp+8]
;;     96  load_imm t1, 0
;;     98  store_ind_u64 t1, [sp+16]
;;    101  move_reg a0, t0
;;    103  move_reg a1, t1
;;    105  load_imm t0, -65536
;;    110  jump_ind t0, 0
;; thunk of func 0:
;;    112  add_imm_64 sp, sp, -24
;;    115  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;    117  load_i32 t0, [0x20008]
;;    122  store_ind_u64 t0, [sp+8]
;;    125  move_reg a0, t0
;;    127  load_imm_jump ra, 2, @6
;;    131  store_ind_u64 a0, [sp+8]
;;    134  store_u32 a0, [0x20008]
;;    139  store_imm_u32 [0x2000c], 0
;;    144  load_imm t1, 131080
;;    149  store_ind_u64 t1, [sp+8]
;;    152  load_imm t2, 8
;;    155  store_ind_u64 t2, [sp+16]
;;    158  move_reg a0, t1
;;    160  move_reg a1, t2
;;    162  load_imm t0, -65536
;;    167  jump_ind t0, 0
;; thunk of func 1:
;;    169  add_imm_64 sp, sp, -24
;;    172  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;    174  load_i32 t0, [0x20008]
;;    179  store_ind_u64 t0, [sp+8]
;;    182  load_i32 t1, [0x20010]
;;    187  store_ind_u64 t1, [sp+16]
;;    190  move_reg a0, t0
;;    192  move_reg a1, t1
;;    194  load_imm_jump ra, 4, @25
;;    199  store_ind_u64 a0, [sp+16]
;;    202  store_u64 a0, [0x20008]
;;    207  load_imm t2, 131080
;;    212  store_ind_u64 t2, [sp+16]
;;    215  load_imm t0, 8
;;    218  store_ind_u64 t0, [sp+8]
;;    221  move_reg a0, t2
;;    223  move_reg a1, t0
;;    225  load_imm t0, -65536
;;    230  jump_ind t0, 0
;; service func 1:
;;    232  add_imm_64 sp, sp, -72
;;    235  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;    237  store_ind_u64 a0, [sp+8]
;;    240  store_ind_u64 a1, [sp+16]
;;    243  move_reg a0, a1
;;    245  load_imm_jump ra, 6, @6
;;    250  store_ind_u64 a0, [sp+24]
;;    253  load_i32 t0, [0x20000]
;;    258  store_ind_u64 t0, [sp+48]
;;    261  shlo_l_imm_64 t1, t0, 16
;;    264  store_ind_u64 t1, [sp+48]
;;    267  load_ind_u64 t2, [sp+16]
;;    270  branch_lt_u t1, t2, @511
;;    274  sub_64 t0, t1, t2
;;    277  store_ind_u64 t0, [sp+48]
;;    280  branch_lt_u t0, a0, @512
;;    284  and_imm t1, t2, -8
;;    287  store_ind_u64 t1, [sp+32]
;;    290  load_imm t2, 135168
;;    295  store_ind_u64 t2, [sp+48]
;;    298  add_64 t0, t2, a0
;;    301  store_ind_u64 t0, [sp+40]
;;    304  load_imm t1, 0
;;    306  store_ind_u64 t1, [sp+48]
;;    309  fallthrough
;;    310  load_ind_u64 t2, [sp+48]
;;    313  load_ind_u64 t0, [sp+32]
;;    316  branch_ge_u t2, t0, @364
;;    319  load_ind_u64 t1, [sp+8]
;;    322  load_ind_u64 t2, [sp+48]
;;    325  add_64 t0, t1, t2
;;    328  store_ind_u64 t0, [sp+56]
;;    331  load_ind_u64 t1, [t0+0]
;;    333  store_ind_u64 t1, [sp+56]
;;    336  load_ind_u64 t2, [sp+40]
;;    339  load_ind_u64 t0, [sp+48]
;;    342  add_64 t1, t2, t0
;;    345  store_ind_u64 t1, [sp+64]
;;    348  load_ind_u64 t2, [sp+56]
;;    351  store_ind_u64 t2, [t1+0]
;;    353  add_imm_64 t0, t0, 8
;;    356  store_ind_u64 t0, [sp+64]
;;    359  store_ind_u64 t0, [sp+48]
;;    362  jump @310
;;    364  load_ind_u64 t1, [sp+32]
;;    367  load_ind_u64 t2, [sp+16]
;;    370  branch_ge_u t1, t2, @421
;;    373  load_ind_u64 t0, [sp+8]
;;    376  load_ind_u64 t1, [sp+32]
;;    379  add_64 t2, t0, t1
;;    382  store_ind_u64 t2, [sp+48]
;;    385  load_ind_u8 t0, [t2+0]
;;    387  store_ind_u64 t0, [sp+48]
;;    390  load_ind_u64 t1, [sp+40]
;;    393  load_ind_u64 t2, [sp+32]
;;    396  add_64 t0, t1, t2
;;    399  store_ind_u64 t0, [sp+64]
;;    402  load_ind_u64 t1, [sp+48]
;;    405  store_ind_u8 t1, [t0+0]
;;    407  add_imm_64 t2, t2, 1
;;    410  store_ind_u64 t2, [sp+64]
;;    413  load_ind_u64 t2, [sp+64]
;;    416  store_ind_u64 t2, [sp+32]
;;    419  jump @364
;;    421  load_ind_u64 a0, [sp+24]
;;    424  load_ind_u64 a1, [sp+16]
;;    427  load_imm_jump ra, 8, @25
;;    432  store_ind_u64 a0, [sp+32]
;;    435  shlo_r_imm_64 t0, a0, 32
;;    438  store_ind_u64 t0, [sp+40]
;;    441  shlo_l_imm_64 t1, a0, 32
;;    444  store_ind_u64 t1, [sp+32]
;;    447  shlo_r_imm_64 t2, t1, 32
;;    450  store_ind_u64 t2, [sp+32]
;;    453  load_i32 t0, [0x20000]
;;    458  store_ind_u64 t0, [sp+8]
;;    461  shlo_l_imm_64 t1, t0, 16
;;    464  store_ind_u64 t1, [sp+8]
;;    467  load_ind_u64 t2, [sp+40]
;;    470  branch_lt_u t1, t2, @513
;;    473  sub_64 t0, t1, t2
;;    476  store_ind_u64 t0, [sp+8]
;;    479  load_ind_u64 t1, [sp+32]
;;    482  branch_lt_u t0, t1, @514
;;    485  load_imm t2, 135168
;;    490  store_ind_u64 t2, [sp+8]
;;    493  add_64 t0, t2, t1
;;    496  store_ind_u64 t0, [sp+32]
;;    499  move_reg a0, t0
;;    501  load_ind_u64 a1, [sp+40]
;;    504  load_imm t0, -65536
;;    509  jump_ind t0, 0
;;    511  trap  ; traps: no room for the arguments
;;    512  trap  ; traps: no room for the arguments
;;    513  trap  ; traps: result outside of memory
;;    514  trap  ; traps: result outside of memory
;; jump table: [131, 199, 250, 432]
;; read-only: 0 bytes
;; read-write: 1 bytes
;;   01
;; heap pages: 16
;; stack: 1048576
