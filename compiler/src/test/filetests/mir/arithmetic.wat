;; test: mir
;; Immediate forms where the operand fits; subtraction as addition; unsigned extension by two shifts.
(module
  (func (param i32 i64) (result i64)
    (i64.add
      (i64.extend_i32_u
        (i32.sub (i32.mul (local.get 0) (i32.const 10)) (i32.const 5)))
      (i64.xor (local.get 1) (i64.const 0x123456789abcdef0))))
  (func (param i32 i32) (result i32)
    (i32.rotl (i32.ge_u (local.get 0) (local.get 1)) (i32.const 5)))
  (func (param i64) (result i32) (i32.wrap_i64 (local.get 0))))

;; expected:
;; function 0 "func 0" vregs 9 {
;; b0:
;;   %0:a0, %1:a1 = entry
;;   %2 = mul_imm_32 %0, 10 @43
;;   %3 = add_imm_32 %2, -5 @46
;;   %5 = shlo_l_imm_64 %3, 32 @47
;;   %4 = shlo_r_imm_64 %5, 32 @47
;;   %7 = load_imm_64 1311768467463790320 @60
;;   %6 = xor %1, %7 @60
;;   %8 = add_64 %4, %6 @61
;;   jump b1 @62
;; b1:
;;   return %8:a0 @62
;; }
;;
;; function 1 "func 1" vregs 5 {
;; b0:
;;   %0:a0, %1:a1 = entry
;;   %3 = set_lt_u %0, %1 @69
;;   %2 = xor_imm %3, 1 @69
;;   %4 = rot_r_32_imm %2, 27 @72
;;   jump b1 @73
;; b1:
;;   return %4:a0 @73
;; }
;;
;; function 2 "func 2" vregs 2 {
;; b0:
;;   %0:a0 = entry
;;   %1 = add_imm_32 %0, 0 @78
;;   jump b1 @79
;; b1:
;;   return %1:a0 @79
;; }
