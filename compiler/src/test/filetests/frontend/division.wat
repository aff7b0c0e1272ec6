;; test: frontend
;; Traps are instructions of their own, in the order of the specification: zero, then overflow.
(module
  (func (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
  (func (param i64 i64) (result i64) (i64.rem_u (local.get 0) (local.get 1))))

;; expected:
;; module
;; declare 0 "func 0" (i32, i32) -> (i32) type 0
;; declare 1 "func 1" (i64, i64) -> (i64) type 1
;; function 0 "func 0" (i32, i32) -> (i32) {
;; b0(v0: i32, v1: i32):
;;   v3 = eqz.i32 v1 @0x25
;;   trap_if integer_divide_by_zero v3 @0x25
;;   v4 = const.i32 -2147483648 @0x25
;;   v5 = eq.i32 v0, v4 @0x25
;;   v6 = const.i32 -1 @0x25
;;   v7 = eq.i32 v1, v6 @0x25
;;   v8 = and.i32 v5, v7 @0x25
;;   trap_if integer_overflow v8 @0x25
;;   v9 = div_s.i32 v0, v1 @0x25
;;   jump b1() @0x26
;; b1():
;;   return (v9) @0x26
;; }
;; function 1 "func 1" (i64, i64) -> (i64) {
;; b0(v0: i64, v1: i64):
;;   v3 = eqz.i64 v1 @0x2d
;;   trap_if integer_divide_by_zero v3 @0x2d
;;   v4 = rem_u.i64 v0, v1 @0x2d
;;   jump b1() @0x2e
;; b1():
;;   return (v4) @0x2e
;; }
