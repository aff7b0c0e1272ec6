;; test: blob
;; A recursive function: prologue with the store that finds the end of the stack, call, return.
(module
  (func $fib (export "fib") (param i32) (result i32)
    (if (i32.lt_u (local.get 0) (i32.const 2))
      (then (return (local.get 0))))
    (i32.add
      (call $fib (i32.sub (local.get 0) (i32.const 1)))
      (call $fib (i32.sub (local.get 0) (i32.const 2))))))

;; expected:
;; header:
;;      0  jump @82
;;      5  trap
;; fib:
;;      6  add_imm_64 sp, sp, -32
;;      9  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     11  store_ind_u64 a0, [sp+8]
;;     14  branch_ge_u_imm a0, 2, @20
;;     18  jump @72
;;     20  load_ind_u64 t0, [sp+8]
;;     23  add_imm_32 t1, t0, -1
;;     26  store_ind_u64 t1, [sp+16]
;;     29  move_reg a0, t1
;;     31  load_imm_jump ra, 2, @6
;;     35  store_ind_u64 a0, [sp+16]
;;     38  load_ind_u64 t2, [sp+8]
;;     41  add_imm_32 t0, t2, -2
;;     44  store_ind_u64 t0, [sp+24]
;;     47  move_reg a0, t0
;;     49  load_imm_jump ra, 4, @6
;;     53  store_ind_u64 a0, [sp+24]
;;     56  load_ind_u64 t1, [sp+16]
;;     59  add_32 t2, t1, a0
;;     62  store_ind_u64 t2, [sp+24]
;;     65  load_ind_u64 t2, [sp+24]
;;     68  store_ind_u64 t2, [sp+8]
;;     71  fallthrough
;;     72  load_ind_u64 a0, [sp+8]
;;     75  load_ind_u64 ra, [sp+0]
;;     77  add_imm_64 sp, sp, 32
;;     80  jump_ind ra, 0
;; init:
;;     82  add_imm_64 sp, sp, -24
;;     85  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     87  load_imm t0, 131072
;;     92  store_ind_u64 t0, [sp+8]
;;     95  load_imm t1, 0
;;     97  store_ind_u64 t1, [sp+16]
;;    100  move_reg a0, t0
;;    102  move_reg a1, t1
;;    104  load_imm t0, -65536
;;    109  jump_ind t0, 0
;; thunk of fib:
;;    111  add_imm_64 sp, sp, -24
;;    114  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;    116  load_i32 t0, [0x20000]
;;    121  store_ind_u64 t0, [sp+8]
;;    124  move_reg a0, t0
;;    126  load_imm_jump ra, 6, @6
;;    130  store_ind_u64 a0, [sp+8]
;;    133  store_u32 a0, [0x20000]
;;    138  store_imm_u32 [0x20004], 0
;;    143  load_imm t1, 131072
;;    148  store_ind_u64 t1, [sp+8]
;;    151  load_imm t2, 8
;;    154  store_ind_u64 t2, [sp+16]
;;    157  move_reg a0, t1
;;    159  move_reg a1, t2
;;    161  load_imm t0, -65536
;;    166  jump_ind t0, 0
;; jump table: [35, 53, 130]
;; read-only: 0 bytes
;; read-write: 0 bytes
;; heap pages: 1
;; stack: 1048576
