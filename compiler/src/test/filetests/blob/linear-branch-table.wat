;; test: blob linear
;; Cases lead to the code behind empty blocks.
(module
  (func (export "f") (param i32) (result i32)
    (block $d (block $c (block $b (block $a
      (br_table $a $b $c $d $a $d (local.get 0)))
      (br $d))
      (return (i32.const 3)))
      (return (i32.const 4)))
    (local.get 0)))

;; expected:
;; header:
;;      0  jump @27
;;      5  trap
;; func 0:
;;      6  branch_ge_u_imm a0, 5, @25
;;     10  shlo_l_imm_64 t0, a0, 1
;;     13  jump_ind t0, 2
;;     16  load_imm a0, 3
;;     19  jump @25
;;     21  load_imm a0, 4
;;     24  fallthrough
;;     25  jump_ind ra, 0
;; init:
;;     27  load_imm a0, 131072
;;     32  load_imm a1, 0
;;     34  load_imm t0, -65536
;;     39  jump_ind t0, 0
;; thunk of func 0:
;;     41  add_imm_64 sp, sp, -8
;;     44  store_ind_u64 ra, [sp+0]  ; traps: call stack exhausted
;;     46  load_i32 a0, [0x20000]
;;     51  load_imm_jump ra, 12, @6
;;     55  store_u32 a0, [0x20000]
;;     60  store_imm_u32 [0x20004], 0
;;     65  load_imm a0, 131072
;;     70  load_imm a1, 8
;;     73  load_imm t0, -65536
;;     78  jump_ind t0, 0
;; jump table: [25, 16, 21, 25, 25, 55]
;; read-only: 0 bytes
;; read-write: 0 bytes
;; heap pages: 1
;; stack: 1048576
