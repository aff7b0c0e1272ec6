;; test: frontend
;; Results of an if are parameters of the block behind it. The local that only one arm writes is one
;; more parameter; the local that no arm writes is not.
(module
  (func (param $c i32) (param $a i32) (result i32)
    (local $kept i32)
    (local.set $kept (i32.const 7))
    (if (result i32) (local.get $c)
      (then (local.set $a (i32.const 1)) (i32.const 10))
      (else (i32.const 20)))
    (i32.add (local.get $a))
    (i32.mul (local.get $kept))))

;; expected:
;; module
;; declare 0 "func 0" (i32, i32) -> (i32) type 0
;; function 0 "func 0" (i32, i32) -> (i32) {
;; b0(v0: i32, v1: i32):
;;   v2 = const.i32 0
;;   v4 = const.i32 7 @0x1c
;;   br_if v0, b2(), b3() @0x22
;; b2():
;;   v6 = const.i32 1 @0x24
;;   v7 = const.i32 10 @0x28
;;   jump b4(v7, v6) @0x2a
;; b3():
;;   v8 = const.i32 20 @0x2b
;;   jump b4(v8, v1) @0x2d
;; b4(v5: i32, v9: i32):
;;   v10 = add.i32 v5, v9 @0x30
;;   v11 = mul.i32 v10, v4 @0x33
;;   jump b1() @0x34
;; b1():
;;   return (v11) @0x34
;; }
