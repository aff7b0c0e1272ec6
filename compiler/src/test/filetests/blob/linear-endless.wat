;; test: blob linear
;; Of a loop in which nothing happens one jump stays.
(module
  (func (export "f") (param i32)
    (if (local.get 0) (then (loop $a (loop $b (br $a)))))))

;; expected:
;; header:
;;      0  jump @12
;;      5  trap
;; func 0:
;;      6  branch_eq_imm a0, 0, @10
;;      9  jump @9
;;     10  jump_ind ra, 0
;; init:
;;     12  load_imm a0, 131072
;;     17  load_imm a1, 0
;;     19  load_imm t0, -65536
;;     24  jump_ind t0, 0
;; thunk of func 0:
;;     26  add_imm_64 sp, sp, -8
;;     29  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     31  load_i32 a0, [0x20000]
;;     36  load_imm_jump ra, 2, @6
;;     40  load_imm a0, 131072
;;     45  load_imm a1, 0
;;     47  load_imm t0, -65536
;;     52  jump_ind t0, 0
;; jump table: [40]
;; read-only: 0 bytes
;; read-write: 0 bytes
;; heap pages: 1
;; stack: 1048576
