;; test: legalize
;; Slots are read and written after an explicit check. The table that grows has room for its maximum.
(module
  (table $t 1 3 externref)
  (func (param i32 externref) (result externref)
    (table.set $t (local.get 0) (local.get 1))
    (table.get $t (i32.const 0)))
  (func (param externref i32) (result i32)
    (table.grow $t (local.get 0) (local.get 1))))

;; expected:
;; module
;; declare 0 "func 0" (i32, i64) -> (i64) type 0
;; declare 1 "func 1" (i64, i32) -> (i32) type 1
;; declare 2 "table.fill 0 0" (i32, i64, i32) -> () type -1
;; table 0 i64 min 1 max 3
;; function 0 "func 0" (i32, i64) -> (i64) {
;; b0(v0: i32, v1: i64):
;;   v5 = table_size 0 @0x2c
;;   v6 = ge_u.i32 v0, v5 @0x2c
;;   trap_if out_of_bounds_table v6 @0x2c
;;   slot_store.i64 0 v0, v1 @0x2c
;;   v3 = const.i32 0 @0x2e
;;   v7 = table_size 0 @0x30
;;   v8 = ge_u.i32 v3, v7 @0x30
;;   trap_if out_of_bounds_table v8 @0x30
;;   v4 = slot_load.i64 0 v3 @0x30
;;   jump b1() @0x32
;; b1():
;;   return (v4) @0x32
;; }
;; function 1 "func 1" (i64, i32) -> (i32) {
;; b0(v0: i64, v1: i32):
;;   v4 = table_size 0 @0x39
;;   v5 = extend_i32_u v4 @0x39
;;   v6 = extend_i32_u v1 @0x39
;;   v7 = add.i64 v5, v6 @0x39
;;   v8 = const.i64 3 @0x39
;;   v9 = const.i32 -1 @0x39
;;   v10 = gt_u.i64 v7, v8 @0x39
;;   br_if v10, b3(v9), b2() @0x39
;; b2():
;;   v11 = wrap v7 @0x39
;;   table_size_set 0 v11 @0x39
;;   call 2 (v4, v0, v1) @0x39
;;   jump b3(v4) @0x39
;; b3(v3: i32):
;;   jump b1() @0x3c
;; b1():
;;   return (v3) @0x3c
;; }
;; function 2 "table.fill 0 0" (i32, i64, i32) -> () {
;; b0(v0: i32, v1: i64, v2: i32):
;;   v3 = const.i32 0
;;   jump b1(v3)
;; b1(v4: i32):
;;   v5 = lt_u.i32 v4, v2
;;   br_if v5, b2(), b3()
;; b2():
;;   v6 = add.i32 v0, v4
;;   slot_store.i64 0 v6, v1
;;   v7 = const.i32 1
;;   v8 = add.i32 v4, v7
;;   jump b1(v8)
;; b3():
;;   return ()
;; }
