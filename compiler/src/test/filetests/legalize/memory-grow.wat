;; test: legalize
;; The sum is exact in 64 bits; within the maximum the pages are mapped and then recorded.
(module
  (memory 1 5)
  (func (param i32) (result i32) (memory.grow (local.get 0))))

;; expected:
;; module
;; declare 0 "func 0" (i32) -> (i32) type 0
;; memory 0 min 1 max 5
;; function 0 "func 0" (i32) -> (i32) {
;; b0(v0: i32):
;;   v3 = memory_size 0 @0x21
;;   v4 = extend_i32_u v3 @0x21
;;   v5 = extend_i32_u v0 @0x21
;;   v6 = add.i64 v4, v5 @0x21
;;   v7 = const.i64 5 @0x21
;;   v8 = const.i32 -1 @0x21
;;   v9 = gt_u.i64 v6, v7 @0x21
;;   br_if v9, b3(v8), b2() @0x21
;; b2():
;;   memory_map 0 v0 @0x21
;;   v10 = wrap v6 @0x21
;;   memory_size_set 0 v10 @0x21
;;   jump b3(v3) @0x21
;; b3(v2: i32):
;;   jump b1() @0x23
;; b1():
;;   return (v2) @0x23
;; }
