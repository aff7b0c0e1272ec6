;; test: legalize
;; The check stands where the instruction stands; one routine for each pair of objects does the work.
(module
  (memory 1)
  (data $d "abc")
  (func (param i32 i32 i32)
    (memory.fill (local.get 0) (local.get 1) (local.get 2))
    (memory.init $d (local.get 0) (local.get 1) (local.get 2))
    (data.drop $d)))

;; expected:
;; module
;; declare 0 "func 0" (i32, i32, i32) -> () type 0
;; declare 1 "memory.fill 0 0" (i32, i32, i32) -> () type -1
;; declare 2 "memory.init 0 0" (i32, i32, i32) -> () type -1
;; memory 0 min 1 max 32767
;; data 0 "616263"
;; function 0 "func 0" (i32, i32, i32) -> () {
;; b0(v0: i32, v1: i32, v2: i32):
;;   v3 = memory_size 0 @0x28
;;   v4 = extend_i32_u v3 @0x28
;;   v5 = const.i64 16 @0x28
;;   v6 = shl.i64 v4, v5 @0x28
;;   v7 = extend_i32_u v0 @0x28
;;   v8 = extend_i32_u v2 @0x28
;;   v9 = add.i64 v7, v8 @0x28
;;   v10 = gt_u.i64 v9, v6 @0x28
;;   trap_if out_of_bounds_memory v10 @0x28
;;   call 1 (v0, v1, v2) @0x28
;;   v11 = data_length 0 @0x31
;;   v12 = extend_i32_u v11 @0x31
;;   v13 = memory_size 0 @0x31
;;   v14 = extend_i32_u v13 @0x31
;;   v15 = const.i64 16 @0x31
;;   v16 = shl.i64 v14, v15 @0x31
;;   v17 = extend_i32_u v0 @0x31
;;   v18 = extend_i32_u v2 @0x31
;;   v19 = add.i64 v17, v18 @0x31
;;   v20 = gt_u.i64 v19, v16 @0x31
;;   trap_if out_of_bounds_memory v20 @0x31
;;   v21 = extend_i32_u v1 @0x31
;;   v22 = extend_i32_u v2 @0x31
;;   v23 = add.i64 v21, v22 @0x31
;;   v24 = gt_u.i64 v23, v12 @0x31
;;   trap_if out_of_bounds_memory v24 @0x31
;;   call 2 (v0, v1, v2) @0x31
;;   data_drop 0 @0x35
;;   jump b1() @0x38
;; b1():
;;   return () @0x38
;; }
;; function 1 "memory.fill 0 0" (i32, i32, i32) -> () {
;; b0(v0: i32, v1: i32, v2: i32):
;;   v3 = const.i32 255
;;   v4 = and.i32 v1, v3
;;   v5 = extend_i32_u v4
;;   v6 = const.i64 72340172838076673
;;   v7 = mul.i64 v5, v6
;;   v8 = const.i32 -8
;;   v9 = and.i32 v2, v8
;;   v10 = const.i32 0
;;   jump b1(v10)
;; b1(v11: i32):
;;   v12 = lt_u.i32 v11, v9
;;   br_if v12, b2(), b3()
;; b2():
;;   v13 = add.i32 v0, v11
;;   store.i64 memory 0 offset 0 width 8 v13, v7
;;   v14 = const.i32 8
;;   v15 = add.i32 v11, v14
;;   jump b1(v15)
;; b3():
;;   jump b4(v9)
;; b4(v16: i32):
;;   v17 = lt_u.i32 v16, v2
;;   br_if v17, b5(), b6()
;; b5():
;;   v18 = add.i32 v0, v16
;;   store.i32 memory 0 offset 0 width 1 v18, v4
;;   v19 = const.i32 1
;;   v20 = add.i32 v16, v19
;;   jump b4(v20)
;; b6():
;;   return ()
;; }
;; function 2 "memory.init 0 0" (i32, i32, i32) -> () {
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
;;   v9 = data_load.i64 memory 0 offset 0 width 8 v8
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
;;   v16 = data_load.i32 memory 0 offset 0 width 1 v15
;;   v17 = add.i32 v0, v13
;;   store.i32 memory 0 offset 0 width 1 v17, v16
;;   v18 = const.i32 1
;;   v19 = add.i32 v13, v18
;;   jump b4(v19)
;; b6():
;;   return ()
;; }
