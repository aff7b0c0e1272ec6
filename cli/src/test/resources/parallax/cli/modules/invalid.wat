(module
  (func)
  (func (export "wrong") (result i32) (i64.const 1)))
