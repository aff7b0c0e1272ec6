;; Nothing in it traps on any argument.
(module
  (func (export "mix") (param i32 i64 i32) (result i64)
    (i64.xor
      (i64.mul (local.get 1) (i64.extend_i32_s (local.get 0)))
      (i64.rotl (local.get 1) (i64.extend_i32_u (local.get 2))))))
