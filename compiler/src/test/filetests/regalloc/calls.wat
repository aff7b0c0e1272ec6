;; test: regalloc
;; No register survives a call; arguments and results have fixed ones.
(module
  (func $f (param i32 i32 i32 i32 i32 i32 i32) (result i32 i32)
    (local.get 6) (local.get 0))
  (func (param i32) (result i32)
    (call $f (i32.const 1) (i32.const 2) (local.get 0) (i32.const 4) (i32.const 5) (i32.const 6)
      (i32.const 7))
    (i32.add)
    (i32.add (local.get 0))))

;; expected:
;; function 0 "f" vregs 7 slots 2 {
;; b0:
;;   %0:a0, %1:a1, %2:a2, %3:a3, %4:a4, %5:a5 = entry  ; a0, a1, a2, a3, a4, a5
;;     slot0 <- a0
;;   %6 = incoming_load 0  ; t0
;;     slot1 <- t0
;;   jump b1 @42
;; b1:
;;     a0 <- slot1
;;     a1 <- slot0
;;   return %6:a0, %0:a1 @42  ; a0, a1
;; }
;;
;; function 1 "func 1" vregs 11 slots 8 {
;; b0:
;;   %0:a0 = entry  ; a0
;;     slot1 <- a0
;;   %1 = load_imm 1 @59  ; t0
;;     slot2 <- t0
;;   %2 = load_imm 2 @59  ; t1
;;     slot3 <- t1
;;   %3 = load_imm 4 @59  ; t2
;;     slot4 <- t2
;;   %4 = load_imm 5 @59  ; t0
;;     slot5 <- t0
;;   %5 = load_imm 6 @59  ; t1
;;     slot6 <- t1
;;   %6 = load_imm 7 @59  ; t2
;;     slot7 <- t2
;;   outgoing_store %6, 0 @59  ; t2
;;     a0 <- slot2
;;     a1 <- slot3
;;     a2 <- slot1
;;     a3 <- slot4
;;     a4 <- t0
;;     a5 <- t1
;;   %7:a0, %8:a1 = call fn0 %1:a0, %2:a1, %0:a2, %3:a3, %4:a4, %5:a5 @59  ; a0, a1, a0, a1, a2, a3, a4, a5
;;     slot6 <- a0
;;     slot5 <- a1
;;   %9 = add_32 %7, %8 @61  ; t0, a0, a1
;;     slot5 <- t0
;;     t1 <- slot1
;;   %10 = add_32 %9, %0 @64  ; t2, t0, t1
;;     slot0 <- t2
;;   jump b1 @65
;; b1:
;;     a0 <- slot0
;;   return %10:a0 @65  ; a0
;; }
