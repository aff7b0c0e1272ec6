;; test: regalloc linear
;; Parameters of the loop keep their registers from round to round.
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
;; function 0 "func 0" vregs 8 slots 0 {
;; b0:
;;   %3:a0 = entry  ; a0
;;   %4 = load_imm 1 @31  ; constant %4
;;   %5 = load_imm 0 @31  ; constant %5
;;     t0 <- constant %5
;;     t1 <- a0
;;     a0 <- constant %4
;;   jump b1(%4, %5, %3) @31
;; b1(%0, %1, %2):
;;   %6 = add_32 %1, %0 @39  ; t0, t0, a0
;;   %7 = add_imm_32 %2, -1 @48  ; t1, t1
;;   branch branch_ne_imm %7, 0, b2, b3 @53  ; t1
;; b2:
;;     a5 <- a0
;;     a0 <- t0
;;     t0 <- a5
;;   jump b1(%6, %0, %7) @53
;; b3:
;;   jump b4 @55
;; b4:
;;   jump b5 @58
;; b5:
;;   return %0:a0 @58  ; a0
;; }
