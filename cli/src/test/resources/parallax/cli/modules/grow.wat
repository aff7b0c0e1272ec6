;; Begins with more memory than a program's header can map.
(module
  (memory (export "memory") 5000 5003)
  (func (export "grow") (param i32) (result i32)
    (memory.grow (local.get 0))))
