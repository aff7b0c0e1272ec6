;; Bulk memory: bounds are checked before anything is written; a range of length 0 may end at the end of memory. Core 3.0 4.6.7.
(module
  (memory (export "memory") 1 1)
  (data $d "abcdefgh")
  (data $e "")
  (data $active (i32.const 16) "0123")
  (func (export "copy") (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
  (func (export "fill") (param i32 i32 i32) (memory.fill (local.get 0) (local.get 1) (local.get 2)))
  (func (export "init") (param i32 i32 i32) (memory.init $d (local.get 0) (local.get 1) (local.get 2)))
  (func (export "init empty") (param i32 i32 i32) (memory.init $e (local.get 0) (local.get 1) (local.get 2)))
  (func (export "init active") (param i32 i32 i32) (memory.init $active (local.get 0) (local.get 1) (local.get 2)))
  (func (export "drop") (data.drop $d))
)
