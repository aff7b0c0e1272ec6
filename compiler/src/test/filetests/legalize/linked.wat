;; test: legalize
;; Two instances: the second uses the memory, a global and a function of the first.
;; instance: store
(module
  (memory (export "memory") 1)
  (global (export "base") i32 (i32.const 16))
  (data (i32.const 0) "own")
  (func $put (export "put") (param i32 i32) (i32.store (local.get 0) (local.get 1))))
;; instance: user
(module
  (import "store" "memory" (memory 1))
  (import "store" "base" (global $base i32))
  (import "store" "put" (func $put (param i32 i32)))
  (memory $private 1 2)
  (data (offset (global.get $base)) "shared")
  (func $start (call $put (global.get $base) (i32.load $private (i32.const 4))))
  (start $start))

;; expected:
;; module
;; declare 0 "store.put" (i32, i32) -> () type 0 referenced
;; declare 1 "user.start" () -> () type 1
;; declare 2 "init of store" () -> () type -1
;; declare 3 "init of user" () -> () type -1
;; declare 4 "memory.init 0 1" (i32, i32, i32) -> () type -1
;; memory 0 min 1 max 32767
;; memory 1 min 1 max 2
;; global 0 i32 = 16
;; data 0
;; data 1 "736861726564"
;; memory_image 0 at 0 "6f776e"
;; init 2
;; init 3
;; function 0 "store.put" (i32, i32) -> () {
;; b0(v0: i32, v1: i32):
;;   store.i32 memory 0 offset 0 width 4 checked v0, v1 @0x43
;;   jump b1() @0x46
;; b1():
;;   return () @0x46
;; }
;; function 1 "user.start" () -> () {
;; b0():
;;   v0 = global_get.i32 0 @0x52
;;   v1 = const.i32 4 @0x54
;;   v2 = load.i32 memory 1 offset 0 width 4 checked v1 @0x56
;;   call 0 (v0, v2) @0x5a
;;   jump b1() @0x5c
;; b1():
;;   return () @0x5c
;; }
;; function 2 "init of store" () -> () {
;; b0():
;;   return ()
;; }
;; function 3 "init of user" () -> () {
;; b0():
;;   v0 = const.i32 16
;;   v1 = const.i32 0
;;   v2 = const.i32 6
;;   v3 = data_length 1
;;   v4 = extend_i32_u v3
;;   v5 = memory_size 0
;;   v6 = extend_i32_u v5
;;   v7 = const.i64 16
;;   v8 = shl.i64 v6, v7
;;   v9 = extend_i32_u v0
;;   v10 = extend_i32_u v2
;;   v11 = add.i64 v9, v10
;;   v12 = gt_u.i64 v11, v8
;;   trap_if out_of_bounds_memory v12
;;   v13 = extend_i32_u v1
;;   v14 = extend_i32_u v2
;;   v15 = add.i64 v13, v14
;;   v16 = gt_u.i64 v15, v4
;;   trap_if out_of_bounds_memory v16
;;   call 4 (v0, v1, v2)
;;   data_drop 1
;;   call 1 ()
;;   return ()
;; }
;; function 4 "memory.init 0 1" (i32, i32, i32) -> () {
;; b0(v0: i32, v1: i32, v2: i32):
;;   v3 = const.i32 -8
;;   v4 = and.i32 v2, v3
;;   v5 = const.i32 0
;;   jump b1(v5)
;; b1(v6: i32):
;;   v7 = lt_u.i32 v6, v4
;;   br_if v7, b2(), b3()
;; b2():
;;   v8 = add.i32 v1, v6
;;   v9 = data_load.i64 memory 1 offset 0 width 8 v8
;;   v10 = add.i32 v0, v6
;;   store.i64 memory 0 offset 0 width 8 v10, v9
;;   v11 = const.i32 8
;;   v12 = add.i32 v6, v11
;;   jump b1(v12)
;; b3():
;;   jump b4(v4)
;; b4(v13: i32):
;;   v14 = lt_u.i32 v13, v2
;;   br_if v14, b5(), b6()
;; b5():
;;   v15 = add.i32 v1, v13
;;   v16 = data_load.i32 memory 1 offset 0 width 1 v15
;;   v17 = add.i32 v0, v13
;;   store.i32 memory 0 offset 0 width 1 v17, v16
;;   v18 = const.i32 1
;;   v19 = add.i32 v13, v18
;;   jump b4(v19)
;; b6():
;;   return ()
;; }
