;; test: legalize
(module
  (table $t 1 externref)
  (table $u 2 externref)
  (elem $e externref (item (ref.null extern)))
  (func (param i32)
    (table.copy $t $u (local.get 0) (local.get 0) (i32.const 1))
    (table.init $u $e (local.get 0) (i32.const 0) (i32.const 1))
    (elem.drop $e)))

;; expected:
;; module
;; declare 0 "func 0" (i32) -> () type 0
;; declare 1 "table.copy 0 1" (i32, i32, i32) -> () type -1
;; declare 2 "table.init 1 0" (i32, i32, i32) -> () type -1
;; table 0 i64 min 1 max 1
;; table 1 i64 min 2 max 2
;; elements 0 i64 [0]
;; function 0 "func 0" (i32) -> () {
;; b0(v0: i32):
;;   v1 = const.i32 1 @0x2e
;;   v4 = table_size 0 @0x30
;;   v5 = extend_i32_u v4 @0x30
;;   v6 = extend_i32_u v0 @0x30
;;   v7 = extend_i32_u v1 @0x30
;;   v8 = add.i64 v6, v7 @0x30
;;   v9 = gt_u.i64 v8, v5 @0x30
;;   trap_if out_of_bounds_table v9 @0x30
;;   v10 = table_size 1 @0x30
;;   v11 = extend_i32_u v10 @0x30
;;   v12 = extend_i32_u v0 @0x30
;;   v13 = extend_i32_u v1 @0x30
;;   v14 = add.i64 v12, v13 @0x30
;;   v15 = gt_u.i64 v14, v11 @0x30
;;   trap_if out_of_bounds_table v15 @0x30
;;   call 1 (v0, v0, v1) @0x30
;;   v2 = const.i32 0 @0x36
;;   v3 = const.i32 1 @0x38
;;   v16 = elem_length 0 @0x3a
;;   v17 = extend_i32_u v16 @0x3a
;;   v18 = table_size 1 @0x3a
;;   v19 = extend_i32_u v18 @0x3a
;;   v20 = extend_i32_u v0 @0x3a
;;   v21 = extend_i32_u v3 @0x3a
;;   v22 = add.i64 v20, v21 @0x3a
;;   v23 = gt_u.i64 v22, v19 @0x3a
;;   trap_if out_of_bounds_table v23 @0x3a
;;   v24 = extend_i32_u v2 @0x3a
;;   v25 = extend_i32_u v3 @0x3a
;;   v26 = add.i64 v24, v25 @0x3a
;;   v27 = gt_u.i64 v26, v17 @0x3a
;;   trap_if out_of_bounds_table v27 @0x3a
;;   call 2 (v0, v2, v3) @0x3a
;;   elem_drop 0 @0x3e
;;   jump b1() @0x41
;; b1():
;;   return () @0x41
;; }
;; function 1 "table.copy 0 1" (i32, i32, i32) -> () {
;; b0(v0: i32, v1: i32, v2: i32):
;;   v3 = le_u.i32 v0, v1
;;   br_if v3, b1(), b2()
;; b1():
;;   v4 = const.i32 0
;;   jump b3(v4)
;; b2():
;;   v12 = const.i32 0
;;   jump b6(v2)
;; b3(v5: i32):
;;   v6 = lt_u.i32 v5, v2
;;   br_if v6, b4(), b5()
;; b4():
;;   v7 = add.i32 v1, v5
;;   v8 = slot_load.i64 1 v7
;;   v9 = add.i32 v0, v5
;;   slot_store.i64 0 v9, v8
;;   v10 = const.i32 1
;;   v11 = add.i32 v5, v10
;;   jump b3(v11)
;; b5():
;;   return ()
;; b6(v13: i32):
;;   v14 = gt_u.i32 v13, v12
;;   br_if v14, b7(), b8()
;; b7():
;;   v15 = const.i32 -1
;;   v16 = add.i32 v13, v15
;;   v17 = add.i32 v1, v16
;;   v18 = slot_load.i64 1 v17
;;   v19 = add.i32 v0, v16
;;   slot_store.i64 0 v19, v18
;;   jump b6(v16)
;; b8():
;;   return ()
;; }
;; function 2 "table.init 1 0" (i32, i32, i32) -> () {
;; b0(v0: i32, v1: i32, v2: i32):
;;   v3 = const.i32 0
;;   jump b1(v3)
;; b1(v4: i32):
;;   v5 = lt_u.i32 v4, v2
;;   br_if v5, b2(), b3()
;; b2():
;;   v6 = add.i32 v1, v4
;;   v7 = elem_load.i64 0 v6
;;   v8 = add.i32 v0, v4
;;   slot_store.i64 1 v8, v7
;;   v9 = const.i32 1
;;   v10 = add.i32 v4, v9
;;   jump b1(v10)
;; b3():
;;   return ()
;; }
