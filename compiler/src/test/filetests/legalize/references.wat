;; test: legalize
;; References are i64, null is 0, the type id is the upper half.
(module
  (type $r (func (result i32)))
  (global $g (mut funcref) (ref.null func))
  (table 1 1 funcref)
  (func $f (type $r) (ref.is_null (global.get $g)))
  (func (param externref) (result externref i32)
    (global.set $g (ref.func $f))
    (local.get 0)
    (call_indirect (type $r) (i32.const 0)))
  (export "f" (func $f)))

;; expected:
;; module
;; declare 0 "f" () -> (i32) type 0 referenced
;; declare 1 "func 1" (i64) -> (i64, i32) type 1
;; table 0 i64 min 1 max 1
;; global 0 i64 mutable = 0
;; function 0 "f" () -> (i32) {
;; b0():
;;   v1 = global_get.i64 0 @0x35
;;   v2 = eqz.i64 v1 @0x37
;;   jump b1() @0x38
;; b1():
;;   return (v2) @0x38
;; }
;; function 1 "func 1" (i64) -> (i64, i32) {
;; b0(v0: i64):
;;   v3 = ref_func.i64 0 @0x3b
;;   global_set.i64 0 v3 @0x3d
;;   v4 = const.i32 0 @0x41
;;   v5 = table_size 0 @0x43
;;   v6 = ge_u.i32 v4, v5 @0x43
;;   trap_if undefined_element v6 @0x43
;;   v7 = slot_load.i64 0 v4 @0x43
;;   v8 = eqz.i64 v7 @0x43
;;   trap_if uninitialized_element v8 @0x43
;;   v13 = const.i64 32 @0x43
;;   v14 = shr_u.i64 v7, v13 @0x43
;;   v9 = wrap v14 @0x43
;;   v10 = const.i32 0 @0x43
;;   v11 = ne.i32 v9, v10 @0x43
;;   trap_if indirect_call_type_mismatch v11 @0x43
;;   v12: i32 = call_ref type 0 () -> (i32) (v7) @0x43
;;   jump b1() @0x46
;; b1():
;;   return (v0, v12) @0x46
;; }
