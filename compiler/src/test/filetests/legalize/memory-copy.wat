;; test: legalize
;; A copy runs upwards or downwards, eight bytes at a time and then single ones. Both calls share it.
(module
  (memory 1)
  (func (param i32 i32 i32)
    (memory.copy (local.get 0) (local.get 1) (local.get 2))
    (memory.copy (local.get 1) (local.get 0) (local.get 2))))

;; expected:
;; module
;; declare 0 "func 0" (i32, i32, i32) -> () type 0
;; declare 1 "memory.copy 0 0" (i32, i32, i32) -> () type -1
;; memory 0 min 1 max 32767
;; function 0 "func 0" (i32, i32, i32) -> () {
;; b0(v0: i32, v1: i32, v2: i32):
;;   v3 = memory_size 0 @0x25
;;   v4 = extend_i32_u v3 @0x25
;;   v5 = const.i64 16 @0x25
;;   v6 = shl.i64 v4, v5 @0x25
;;   v7 = extend_i32_u v0 @0x25
;;   v8 = extend_i32_u v2 @0x25
;;   v9 = add.i64 v7, v8 @0x25
;;   v10 = gt_u.i64 v9, v6 @0x25
;;   trap_if out_of_bounds_memory v10 @0x25
;;   v11 = memory_size 0 @0x25
;;   v12 = extend_i32_u v11 @0x25
;;   v13 = const.i64 16 @0x25
;;   v14 = shl.i64 v12, v13 @0x25
;;   v15 = extend_i32_u v1 @0x25
;;   v16 = extend_i32_u v2 @0x25
;;   v17 = add.i64 v15, v16 @0x25
;;   v18 = gt_u.i64 v17, v14 @0x25
;;   trap_if out_of_bounds_memory v18 @0x25
;;   call 1 (v0, v1, v2) @0x25
;;   v19 = memory_size 0 @0x2f
;;   v20 = extend_i32_u v19 @0x2f
;;   v21 = const.i64 16 @0x2f
;;   v22 = shl.i64 v20, v21 @0x2f
;;   v23 = extend_i32_u v1 @0x2f
;;   v24 = extend_i32_u v2 @0x2f
;;   v25 = add.i64 v23, v24 @0x2f
;;   v26 = gt_u.i64 v25, v22 @0x2f
;;   trap_if out_of_bounds_memory v26 @0x2f
;;   v27 = memory_size 0 @0x2f
;;   v28 = extend_i32_u v27 @0x2f
;;   v29 = const.i64 16 @0x2f
;;   v30 = shl.i64 v28, v29 @0x2f
;;   v31 = extend_i32_u v0 @0x2f
;;   v32 = extend_i32_u v2 @0x2f
;;   v33 = add.i64 v31, v32 @0x2f
;;   v34 = gt_u.i64 v33, v30 @0x2f
;;   trap_if out_of_bounds_memory v34 @0x2f
;;   call 1 (v1, v0, v2) @0x2f
;;   jump b1() @0x33
;; b1():
;;   return () @0x33
;; }
;; function 1 "memory.copy 0 0" (i32, i32, i32) -> () {
;; b0(v0: i32, v1: i32, v2: i32):
;;   v3 = le_u.i32 v0, v1
;;   br_if v3, b1(), b2()
;; b1():
;;   v4 = const.i32 -8
;;   v5 = and.i32 v2, v4
;;   v6 = const.i32 0
;;   jump b3(v6)
;; b2():
;;   v21 = const.i32 7
;;   v22 = and.i32 v2, v21
;;   jump b9(v2)
;; b3(v7: i32):
;;   v8 = lt_u.i32 v7, v5
;;   br_if v8, b4(), b5()
;; b4():
;;   v9 = add.i32 v1, v7
;;   v10 = load.i64 memory 0 offset 0 width 8 v9
;;   v11 = add.i32 v0, v7
;;   store.i64 memory 0 offset 0 width 8 v11, v10
;;   v12 = const.i32 8
;;   v13 = add.i32 v7, v12
;;   jump b3(v13)
;; b5():
;;   jump b6(v5)
;; b6(v14: i32):
;;   v15 = lt_u.i32 v14, v2
;;   br_if v15, b7(), b8()
;; b7():
;;   v16 = add.i32 v1, v14
;;   v17 = load.i32 memory 0 offset 0 width 1 v16
;;   v18 = add.i32 v0, v14
;;   store.i32 memory 0 offset 0 width 1 v18, v17
;;   v19 = const.i32 1
;;   v20 = add.i32 v14, v19
;;   jump b6(v20)
;; b8():
;;   return ()
;; b9(v23: i32):
;;   v24 = gt_u.i32 v23, v22
;;   br_if v24, b10(), b11()
;; b10():
;;   v25 = const.i32 -8
;;   v26 = add.i32 v23, v25
;;   v27 = add.i32 v1, v26
;;   v28 = load.i64 memory 0 offset 0 width 8 v27
;;   v29 = add.i32 v0, v26
;;   store.i64 memory 0 offset 0 width 8 v29, v28
;;   jump b9(v26)
;; b11():
;;   v30 = const.i32 0
;;   jump b12(v22)
;; b12(v31: i32):
;;   v32 = gt_u.i32 v31, v30
;;   br_if v32, b13(), b14()
;; b13():
;;   v33 = const.i32 -1
;;   v34 = add.i32 v31, v33
;;   v35 = add.i32 v1, v34
;;   v36 = load.i32 memory 0 offset 0 width 1 v35
;;   v37 = add.i32 v0, v34
;;   store.i32 memory 0 offset 0 width 1 v37, v36
;;   jump b12(v34)
;; b14():
;;   return ()
;; }
