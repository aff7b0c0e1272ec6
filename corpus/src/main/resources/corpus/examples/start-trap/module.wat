;; A start function that traps: there is no instance.
(module
  (global $zero (mut i32) (i32.const 0))
  (func $start (drop (i32.div_s (i32.const 1) (global.get $zero))))
  (start $start)
)
