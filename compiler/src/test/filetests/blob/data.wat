;; test: blob
;; Data near the start of memory is read-write data of the program; data far behind it is copied by
;; init from read-only data.
(module
  (memory 3)
  (data (i32.const 16) "near")
  (data (i32.const 131072) "far")
  (global (export "g") (mut i64) (i64.const -2)))

;; expected:
;; header:
;;      0  jump @6
;;      5  trap
;; init:
;;      6  add_imm_64 sp, sp, -32
;;      9  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     11  load_imm t0, 0
;;     13  store_ind_u64 t0, [sp+8]
;;     16  fallthrough
;;     17  load_ind_u64 t1, [sp+8]
;;     20  load_ind_u64 t2, [t1+65536]
;;     25  store_ind_u64 t2, [sp+24]
;;     28  store_ind_u64 t2, [t1+331776]
;;     33  add_imm_64 t0, t1, 8
;;     36  store_ind_u64 t0, [sp+16]
;;     39  branch_ge_u_imm t0, 8, @51
;;     43  load_ind_u64 t2, [sp+16]
;;     46  store_ind_u64 t2, [sp+8]
;;     49  jump @17
;;     51  load_imm t1, 196640
;;     56  store_ind_u64 t1, [sp+16]
;;     59  load_imm t2, 0
;;     61  store_ind_u64 t2, [sp+8]
;;     64  move_reg a0, t1
;;     66  move_reg a1, t2
;;     68  load_imm t0, -65536
;;     73  jump_ind t0, 0
;; jump table: []
;; read-only: 8 bytes
;;   6661720000000000
;; read-write: 4116 bytes
;;   0000000000000000 (2 times)
;;   0300000000000000
;;   feffffffffffffff
;;   0000000000000000 (510 times)
;;   6e656172
;; heap pages: 47
;; stack: 1048576
