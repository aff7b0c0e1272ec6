;; Active segments are applied in order, later over earlier; far apart, also empty ones.
(module
  (memory (export "memory") 3)
  (data (i32.const 10) "aaaaaaaa")
  (data (i32.const 12) "bb")
  (data (i32.const 0) "\00\ff\7f\80")
  (data (i32.const 196600) "the end!")
  (data (i32.const 70000) "\01\00\00\00\02\00\00\00" "\03\00\00\00\00\00\00\80")
  (data (i32.const 196608) "")
  (data $passive "passive")
  (func (export "byte") (param i32) (result i32) (i32.load8_u (local.get 0)))
  (func (export "sum") (result i32) (local $i i32) (local $sum i32)
    (loop $next
      (local.set $sum (i32.add (local.get $sum) (i32.load offset=70000 (local.get $i))))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 4))) (i32.const 16))))
    (local.get $sum))
)
