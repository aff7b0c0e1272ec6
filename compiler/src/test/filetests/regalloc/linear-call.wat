;; test: regalloc linear
;; A value that is used once behind a call waits in a slot; those of a loop are in callee-saved registers.
(module
  (func $f (param i64) (result i64) (local.get 0))
  (func $once (param i64 i64) (result i64)
    (i64.add (local.get 1) (call $f (local.get 0))))
  (func $loop (param i64 i64) (result i64)
    (loop $l
      (local.set 1 (i64.xor (local.get 1) (call $f (local.get 0))))
      (br_if $l (i64.ne (local.get 1) (local.get 0))))
    (local.get 1)))

;; expected:
;; function 0 "f" vregs 1 slots 0 {
;; b0:
;;   %0:a0 = entry  ; a0
;;   jump b1 @35
;; b1:
;;   return %0:a0 @35  ; a0
;; }
;;
;; function 1 "once" vregs 4 slots 1 {
;; b0:
;;   %0:a0, %1:a1 = entry  ; a0, a1
;;     slot0 <- a1
;;   %2:a0 = call fn0 %0:a0 @42  ; a0, a0
;;     t0 <- slot0
;;   %3 = add_64 %1, %2 @44  ; a0, t0, a0
;;   jump b1 @45
;; b1:
;;   return %3:a0 @45  ; a0
;; }
;;
;; function 2 "loop" vregs 5 slots 0 saved s0 s1 {
;; b0:
;;   %1:a0, %2:a1 = entry  ; a0, a1
;;     s0 <- a0
;;     s1 <- a1
;;   jump b1(%2) @48
;; b1(%0):
;;     a0 <- s0
;;   %3:a0 = call fn0 %1:a0 @54  ; a0, a0
;;   %4 = xor %0, %3 @56  ; s1, s1, a0
;;   branch branch_ne %4, %1, b2, b3 @64  ; s1, s0
;; b2:
;;   jump b1(%4) @64
;; b3:
;;   jump b4 @66
;; b4:
;;   jump b5 @69
;; b5:
;;     a0 <- s1
;;   return %4:a0 @69  ; a0
;; }
