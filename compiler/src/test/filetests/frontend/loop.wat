;; test: frontend
;; A loop is a block with parameters for the locals that it writes: $n and $sum. $step, which it
;; only reads, needs none.
(module
  (func (export "sum") (param $n i32) (param $step i32) (result i64)
    (local $sum i64)
    (loop $again
      (local.set $sum (i64.add (local.get $sum) (i64.extend_i32_u (local.get $n))))
      (local.set $n (i32.sub (local.get $n) (local.get $step)))
      (br_if $again (local.get $n)))
    (local.get $sum)))

;; expected:
;; module
;; declare 0 "func 0" (i32, i32) -> (i64) type 0 referenced
;; function 0 "func 0" (i32, i32) -> (i64) {
;; b0(v0: i32, v1: i32):
;;   v2 = const.i64 0
;;   jump b2(v2, v0) @0x25
;; b2(v4: i64, v5: i32):
;;   v6 = extend_i32_u v5 @0x2b
;;   v7 = add.i64 v4, v6 @0x2c
;;   v9 = sub.i32 v5, v1 @0x33
;;   br_if v9, b2(v7, v9), b4() @0x38
;; b4():
;;   jump b3() @0x3a
;; b3():
;;   jump b1() @0x3d
;; b1():
;;   return (v7) @0x3d
;; }
