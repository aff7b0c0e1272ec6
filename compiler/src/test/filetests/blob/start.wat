;; test: blob
;; init calls the start function.
(module
  (global $g (mut i32) (i32.const 0))
  (func $start (global.set $g (i32.const 42)))
  (start $start)
  (func (export "get") (result i32) (global.get $g)))

;; expected:
;; header:
;;      0  jump @64
;;      5  trap
;; start:
;;      6  add_imm_64 sp, sp, -16
;;      9  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     11  load_imm t0, 42
;;     14  store_ind_u64 t0, [sp+8]
;;     17  store_u32 t0, [0x20000]
;;     22  add_imm_64 sp, sp, 16
;;     25  jump_ind ra, 0
;; func 1:
;;     27  add_imm_64 sp, sp, -16
;;     30  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     32  load_i32 t0, [0x20000]
;;     37  store_ind_u64 t0, [sp+8]
;;     40  load_ind_u64 a0, [sp+8]
;;     43  add_imm_64 sp, sp, 16
;;     46  jump_ind ra, 0
;; init:
;;     48  add_imm_64 sp, sp, -8
;;     51  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     53  load_imm_jump ra, 2, @6
;;     57  load_ind_u64 ra, [sp+0]
;;     59  add_imm_64 sp, sp, 8
;;     62  jump_ind ra, 0
;; init:
;;     64  add_imm_64 sp, sp, -24
;;     67  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     69  load_imm_jump ra, 4, @48
;;     73  load_imm t0, 131080
;;     78  store_ind_u64 t0, [sp+8]
;;     81  load_imm t1, 0
;;     83  store_ind_u64 t1, [sp+16]
;;     86  move_reg a0, t0
;;     88  move_reg a1, t1
;;     90  load_imm t0, -65536
;;     95  jump_ind t0, 0
;; thunk of func 1:
;;     97  add_imm_64 sp, sp, -24
;;    100  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;    102  load_imm_jump ra, 6, @27
;;    106  store_ind_u64 a0, [sp+8]
;;    109  store_u32 a0, [0x20008]
;;    114  store_imm_u32 [0x2000c], 0
;;    119  load_imm t0, 131080
;;    124  store_ind_u64 t0, [sp+8]
;;    127  load_imm t1, 8
;;    130  store_ind_u64 t1, [sp+16]
;;    133  move_reg a0, t0
;;    135  move_reg a1, t1
;;    137  load_imm t0, -65536
;;    142  jump_ind t0, 0
;; jump table: [57, 73, 106]
;; read-only: 0 bytes
;; read-write: 0 bytes
;; heap pages: 1
;; stack: 1048576
