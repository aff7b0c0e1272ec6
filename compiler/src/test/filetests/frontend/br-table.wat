;; test: frontend
;; A table of labels becomes a switch; each edge carries the operand of its label.
(module
  (func (param i32) (result i32)
    (block $b (result i32)
      (block $a (result i32)
        (i32.const 5)
        (br_table $a $b $a (local.get 0)))
      (i32.mul (i32.const 3)))))

;; expected:
;; module
;; declare 0 "func 0" (i32) -> (i32) type 0
;; function 0 "func 0" (i32) -> (i32) {
;; b0(v0: i32):
;;   v4 = const.i32 5 @0x1d
;;   switch v0, b3(), b2(v4), b3() @0x21
;; b3():
;;   v5 = const.i32 3 @0x27
;;   v6 = mul.i32 v4, v5 @0x29
;;   jump b2(v6) @0x2a
;; b2(v2: i32):
;;   jump b1() @0x2b
;; b1():
;;   return (v2) @0x2b
;; }
