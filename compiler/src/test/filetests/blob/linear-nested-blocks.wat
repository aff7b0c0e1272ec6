;; test: blob linear
;; Blocks that only jump vanish; what jumps to them goes where they went.
(module
  (func (export "f") (param i32 i32) (result i32)
    (block $out
      (block $in
        (br_if $in (local.get 0))
        (br_if $out (local.get 1))
        (local.set 0 (i32.const 5))
        (br $out))
      (local.set 0 (i32.add (local.get 0) (local.get 1))))
    (local.get 0)))

;; expected:
;; header:
;;      0  jump @23
;;      5  trap
;; func 0:
;;      6  branch_ne_imm a0, 0, @17
;;      9  branch_ne_imm a1, 0, @21
;;     12  load_imm a0, 5
;;     15  jump @21
;;     17  add_32 a0, a0, a1
;;     20  fallthrough
;;     21  jump_ind ra, 0
;; init:
;;     23  load_imm a0, 131072
;;     28  load_imm a1, 0
;;     30  load_imm t0, -65536
;;     35  jump_ind t0, 0
;; thunk of func 0:
;;     37  add_imm_64 sp, sp, -8
;;     40  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     42  load_i32 a0, [0x20000]
;;     47  load_i32 a1, [0x20008]
;;     52  load_imm_jump ra, 2, @6
;;     56  store_u32 a0, [0x20000]
;;     61  store_imm_u32 [0x20004], 0
;;     66  load_imm a0, 131072
;;     71  load_imm a1, 8
;;     74  load_imm t0, -65536
;;     79  jump_ind t0, 0
;; jump table: [56]
;; read-only: 0 bytes
;; read-write: 0 bytes
;; heap pages: 1
;; stack: 1048576
