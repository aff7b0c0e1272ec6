;; test: frontend
;; Accesses carry memory, offset, width and sign; bounds are checked by the access itself.
(module
  (memory 1 2)
  (func (param i32) (result i64)
    (i32.store8 offset=3 (local.get 0) (i32.const 255))
    (i64.store32 (local.get 0) (i64.const -1))
    (drop (memory.grow (i32.const 1)))
    (i64.add
      (i64.load16_s offset=4294967295 (local.get 0))
      (i64.extend_i32_s (i32.load8_u (memory.size))))))

;; expected:
;; module
;; declare 0 "func 0" (i32) -> (i64) type 0
;; memory 0 min 1 max 2
;; function 0 "func 0" (i32) -> (i64) {
;; b0(v0: i32):
;;   v2 = const.i32 255 @0x21
;;   store.i32 memory 0 offset 3 width 1 checked v0, v2 @0x24
;;   v3 = const.i64 -1 @0x29
;;   store.i64 memory 0 offset 0 width 4 checked v0, v3 @0x2b
;;   v4 = const.i32 1 @0x2e
;;   v5 = memory_grow 0 v4 @0x30
;;   v6 = load.i64 memory 0 offset 4294967295 width 2 signed checked v0 @0x35
;;   v7 = memory_size 0 @0x3c
;;   v8 = load.i32 memory 0 offset 0 width 1 checked v7 @0x3e
;;   v9 = extend_i32_s v8 @0x41
;;   v10 = add.i64 v6, v9 @0x42
;;   jump b1() @0x43
;; b1():
;;   return (v10) @0x43
;; }
