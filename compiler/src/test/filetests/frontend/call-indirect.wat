;; test: frontend
;; Three checks: the index, null, the canonical type. $a and $b are one type.
(module
  (type $a (func (param i32) (result i32)))
  (type $b (func (param i32) (result i32)))
  (table 2 2 funcref)
  (elem (i32.const 0) $f)
  (func $f (type $a) (local.get 0))
  (func (param i32) (result i32)
    (call_indirect (type $b) (i32.const 1) (local.get 0))))

;; expected:
;; module
;; declare 0 "f" (i32) -> (i32) type 0 referenced
;; declare 1 "func 1" (i32) -> (i32) type 0
;; table 0 funcref min 2 max 2
;; elements 0 funcref []
;; table_image 0 at 0 [function 0]
;; function 0 "f" (i32) -> (i32) {
;; b0(v0: i32):
;;   jump b1() @0x31
;; b1():
;;   return (v0) @0x31
;; }
;; function 1 "func 1" (i32) -> (i32) {
;; b0(v0: i32):
;;   v2 = const.i32 1 @0x34
;;   v3 = table_size 0 @0x38
;;   v4 = ge_u.i32 v0, v3 @0x38
;;   trap_if undefined_element v4 @0x38
;;   v5 = slot_load.funcref 0 v0 @0x38
;;   v6 = ref_is_null.funcref v5 @0x38
;;   trap_if uninitialized_element v6 @0x38
;;   v7 = ref_type v5 @0x38
;;   v8 = const.i32 0 @0x38
;;   v9 = ne.i32 v7, v8 @0x38
;;   trap_if indirect_call_type_mismatch v9 @0x38
;;   v10: i32 = call_ref type 0 (i32) -> (i32) (v5, v2) @0x38
;;   jump b1() @0x3b
;; b1():
;;   return (v10) @0x3b
;; }
