;; test: blob linear
;; The edge back needs no moves, so the branch leads to the loop itself.
(module
  (func (export "f") (param i32) (result i32)
    (local $s i32)
    (loop $l
      (local.set $s (i32.add (local.get $s) (local.get 0)))
      (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get $s)))

;; expected:
;; header:
;;      0  jump @22
;;      5  trap
;; func 0:
;;      6  load_imm t0, 0
;;      8  fallthrough
;;      9  add_32 t0, t0, a0
;;     12  add_imm_32 a0, a0, -1
;;     15  branch_ne_imm a0, 0, @9
;;     18  move_reg a0, t0
;;     20  jump_ind ra, 0
;; init:
;;     22  load_imm a0, 131072
;;     27  load_imm a1, 0
;;     29  load_imm t0, -65536
;;     34  jump_ind t0, 0
;; thunk of func 0:
;;     36  add_imm_64 sp, sp, -8
;;     39  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     41  load_i32 a0, [0x20000]
;;     46  load_imm_jump ra, 2, @6
;;     50  store_u32 a0, [0x20000]
;;     55  store_imm_u32 [0x20004], 0
;;     60  load_imm a0, 131072
;;     65  load_imm a1, 8
;;     68  load_imm t0, -65536
;;     73  jump_ind t0, 0
;; jump table: [50]
;; read-only: 0 bytes
;; read-write: 0 bytes
;; heap pages: 1
;; stack: 1048576
