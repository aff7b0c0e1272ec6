;; test: frontend
;; Blocks with parameters and several results, and a call with several results.
(module
  (func $swap (param i32 i64) (result i64 i32)
    (local.get 1) (local.get 0))
  (func (param i32) (result i64)
    (local.get 0) (i64.const 9)
    (block (param i32 i64) (result i64)
      (call $swap)
      (br_if 1 (i64.const 1) (local.get 0))
      (drop) (drop))))

;; expected:
;; module
;; declare 0 "swap" (i32, i64) -> (i64, i32) type 0
;; declare 1 "func 1" (i32) -> (i64) type 1
;; function 0 "swap" (i32, i64) -> (i64, i32) {
;; b0(v0: i32, v1: i64):
;;   jump b1() @0x2b
;; b1():
;;   return (v1, v0) @0x2b
;; }
;; function 1 "func 1" (i32) -> (i64) {
;; b0(v0: i32):
;;   v2 = const.i64 9 @0x30
;;   v4: i64, v5: i32 = call 0 (v0, v2) @0x34
;;   v6 = const.i64 1 @0x36
;;   br_if v0, b1(v6), b3() @0x3a
;; b3():
;;   jump b2() @0x3e
;; b2():
;;   jump b1(v4) @0x3f
;; b1(v1: i64):
;;   return (v1) @0x3f
;; }
