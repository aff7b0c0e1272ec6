;; test: frontend
;; Code that cannot be reached leaves nothing behind; neither does a block that nothing leaves.
(module
  (func (param i32) (result i32)
    (block (br 0) (drop (i32.add)) (loop (br 0)))
    (if (local.get 0) (then (return (i32.const 1))) (else (unreachable)))
    (i32.const 2)))

;; expected:
;; module
;; declare 0 "func 0" (i32) -> (i32) type 0
;; function 0 "func 0" (i32) -> (i32) {
;; b0(v0: i32):
;;   jump b2() @0x1b
;; b2():
;;   br_if v0, b3(), b4() @0x27
;; b3():
;;   v2 = const.i32 1 @0x29
;;   jump b1() @0x2b
;; b4():
;;   trap unreachable @0x2d
;; b1():
;;   return (v2) @0x31
;; }
