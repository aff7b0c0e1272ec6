;; test: frontend
;; Addresses are checked and become machine addresses; numbers of 32 bits are unsigned.
(module
  (import "jam" "write" (func $write (param i32 i32 i32 i64) (result i64)))
  (import "pvm" "pvm_ptr" (func $ptr (param i32 i32) (result i64)))
  (import "pvm" "host_call_1" (func $call (param i32 i64) (result i64)))
  (memory 1)
  (func (export "f") (result i64)
    (call $call (i32.const 9) (call $ptr (i32.const 4) (i32.const 8)))))

;; expected:
;; module
;; declare 0 "write" (i32, i32, i32, i64) -> (i64) type 0
;; declare 1 "ptr" (i32, i32) -> (i64) type 1
;; declare 2 "call" (i32, i64) -> (i64) type 2
;; declare 3 "func 3" () -> (i64) type 3 referenced
;; declare 4 "pvm.host_call_1(9)" (i64) -> (i64) type -1 host 9
;; declare 5 "jam.write" (i64, i64, i64, i64) -> (i64) type -1 host 4
;; memory 0 min 1 max 32767
;; function 0 "write" (i32, i32, i32, i64) -> (i64) {
;; b0(v0: i32, v1: i32, v2: i32, v3: i64):
;;   v4 = extend_i32_u v0
;;   v5 = extend_i32_u v1
;;   v6 = extend_i32_u v2
;;   v7 = memory_size 0
;;   v8 = extend_i32_u v7
;;   v9 = const.i64 65536
;;   v10 = mul.i64 v8, v9
;;   v11 = gt_u.i64 v5, v10
;;   trap_if out_of_bounds_memory v11
;;   v12 = sub.i64 v10, v5
;;   v13 = gt_u.i64 v4, v12
;;   trap_if out_of_bounds_memory v13
;;   v14 = memory_address 0
;;   v15 = add.i64 v14, v4
;;   v16 = memory_size 0
;;   v17 = extend_i32_u v16
;;   v18 = const.i64 65536
;;   v19 = mul.i64 v17, v18
;;   v20 = gt_u.i64 v3, v19
;;   trap_if out_of_bounds_memory v20
;;   v21 = sub.i64 v19, v3
;;   v22 = gt_u.i64 v6, v21
;;   trap_if out_of_bounds_memory v22
;;   v23 = memory_address 0
;;   v24 = add.i64 v23, v6
;;   v25: i64 = call 5 (v15, v5, v24, v3)
;;   return (v25)
;; }
;; function 1 "ptr" (i32, i32) -> (i64) {
;; b0(v0: i32, v1: i32):
;;   v2 = extend_i32_u v0
;;   v3 = extend_i32_u v1
;;   v4 = memory_size 0
;;   v5 = extend_i32_u v4
;;   v6 = const.i64 65536
;;   v7 = mul.i64 v5, v6
;;   v8 = gt_u.i64 v3, v7
;;   trap_if out_of_bounds_memory v8
;;   v9 = sub.i64 v7, v3
;;   v10 = gt_u.i64 v2, v9
;;   trap_if out_of_bounds_memory v10
;;   v11 = memory_address 0
;;   v12 = add.i64 v11, v2
;;   return (v12)
;; }
;; function 2 "call" (i32, i64) -> (i64) {
;; b0(v0: i32, v1: i64):
;;   trap trapping_import
;; }
;; function 3 "func 3" () -> (i64) {
;; b0():
;;   v1 = const.i32 9 @0x67
;;   v2 = const.i32 4 @0x69
;;   v3 = const.i32 8 @0x6b
;;   v4: i64 = call 1 (v2, v3) @0x6d
;;   v5: i64 = call 4 (v4) @0x6f
;;   jump b1() @0x71
;; b1():
;;   return (v5) @0x71
;; }
