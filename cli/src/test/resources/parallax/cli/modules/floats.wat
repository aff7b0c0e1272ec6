(module
  (func (export "half") (result i32)
    (i32.trunc_f64_s (f64.mul (f64.const 84) (f64.const 0.5)))))
