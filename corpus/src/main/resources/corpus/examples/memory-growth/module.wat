;; memory.grow: gives the old size or -1, the new pages are zero, what was there stays. Core 3.0 4.6.7.
(module
  (memory (export "memory") 1 4)
  (func (export "size") (result i32) (memory.size))
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "store") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
  ;; the size is known to have changed within one function
  (func (export "grow and load") (param i32 i32) (result i32 i32)
    (memory.grow (local.get 0))
    (i32.load (local.get 1)))
  (func (export "load, grow and load") (param i32) (result i32)
    (drop (i32.load (i32.const 65532)))
    (drop (memory.grow (local.get 0)))
    (i32.load (i32.const 131068)))
)
