;; test: regalloc
;; Arguments of a jump are moved to the slots of the parameters.
(module
  (func (param i32) (result i32)
    (local $a i32) (local $b i32)
    (local.set $b (i32.const 1))
    (loop $l
      (local.get $b)
      (local.set $b (i32.add (local.get $a) (local.get $b)))
      (local.set $a)
      (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
      (br_if $l (local.get 0)))
    (local.get $a)))

;; expected:
;; function 0 "func 0" vregs 8 slots 5 {
;; b0:
;;   %3:a0 = entry  ; a0
;;     slot0 <- a0
;;   %4 = load_imm 1 @31  ; t0
;;     slot1 <- t0
;;   %5 = load_imm 0 @31  ; t1
;;     slot2 <- t1
;;     slot0 <- t0
;;     slot1 <- a0
;;   jump b1(%4, %5, %3) @31
;; b1(%0, %1, %2):
;;     t2 <- slot2
;;     t0 <- slot0
;;   %6 = add_32 %1, %0 @39  ; t1, t2, t0
;;     slot3 <- t1
;;     t2 <- slot1
;;   %7 = add_imm_32 %2, -1 @48  ; t0, t2
;;     slot4 <- t0
;;   branch branch_ne_imm %7, 0, b2, b3 @53  ; t0
;; b2:
;;     t2 <- slot0
;;     slot2 <- t2
;;     t2 <- slot4
;;     slot1 <- t2
;;     t2 <- slot3
;;     slot0 <- t2
;;   jump b1(%6, %0, %7) @53
;; b3:
;;   jump b4 @55
;; b4:
;;   jump b5 @58
;; b5:
;;     a0 <- slot0
;;   return %0:a0 @58  ; a0
;; }
