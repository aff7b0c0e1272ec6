;; The start function runs once, after the data segments are in memory.
(module
  (memory (export "memory") 1)
  (data (i32.const 8) "\05")
  (global $runs (export "runs") (mut i32) (i32.const 0))
  (func $start
    (global.set $runs (i32.add (global.get $runs) (i32.const 1)))
    (i32.store8 (i32.const 9) (i32.mul (i32.load8_u (i32.const 8)) (i32.const 3))))
  (start $start)
  (func (export "runs now") (result i32) (global.get $runs))
)
