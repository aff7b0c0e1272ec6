;; test: regalloc linear
;; Constants are made where they are used, and never stored.
(module
  (memory 1)
  (func $g (param i64 i64) (result i64) (local.get 0))
  (func (param i32)
    (loop $l
      (i64.store (local.get 0) (i64.const 81985529216486895))
      (drop (call $g (i64.const 81985529216486895) (i64.const 7)))
      (i64.store offset=8 (local.get 0) (i64.const 7))
      (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 16)))))))

;; expected:
;; function 0 "g" vregs 2 slots 0 {
;; b0:
;;   %0:a0, %1:a1 = entry  ; a0, a1
;;   jump b1 @38
;; b1:
;;   return %0:a0 @38  ; a0
;; }
;;
;; function 1 "func 1" vregs 10 slots 0 saved s0 s1 {
;; b0:
;;   %1:a0 = entry  ; a0
;;   %8 = load_imm_64 81985529216486895 @55  ; constant %8
;;   %9 = load_imm 7 @70  ; constant %9
;;     s1 <- constant %8
;;     s0 <- a0
;;   jump b1(%1) @41
;; b1(%0):
;;   trap_branch branch_ge_u_imm %0, 2147418112 !out_of_bounds_memory@55 @55  ; s0
;;   store_ind_u64 %8, %0, 135168 !out_of_bounds_memory@55 @55  ; s1, s0
;;     a0 <- s1
;;     a1 <- constant %9
;;   %5:a0 = call fn0 %8:a0, %9:a1 @70  ; a0, a0, a1
;;   trap_branch branch_ge_u_imm %0, 2147418112 !out_of_bounds_memory@77 @77  ; s0
;;     t0 <- constant %9
;;   store_ind_u64 %9, %0, 135176 !out_of_bounds_memory@77 @77  ; t0, s0
;;   %7 = add_imm_32 %0, -16 @84  ; s0, s0
;;   branch branch_ne_imm %7, 0, b2, b3 @87  ; s0
;; b2:
;;   jump b1(%7) @87
;; b3:
;;   jump b4 @89
;; b4:
;;   jump b5 @90
;; b5:
;;   return @90
;; }
