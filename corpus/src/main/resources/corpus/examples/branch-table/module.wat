;; br_table: an index past the labels, also a negative one, takes the default. Core 3.0 4.6.8.
(module
  (func (export "pick") (param i32) (result i32)
    (block $d (block $c (block $b (block $a
      (br_table $a $b $c $b $d (local.get 0)))
      (return (i32.const 10)))
      (return (i32.const 20)))
      (return (i32.const 30)))
    (i32.const 99))
  (func (export "only default") (param i32) (result i32)
    (block $d (br_table $d (local.get 0)))
    (i32.const 7))
  ;; a value travels with the branch
  (func (export "value") (param i32) (result i32)
    (block $outer (result i32)
      (block $inner (result i32)
        (br_table $inner $outer (i32.const 5) (local.get 0)))
      (i32.add (i32.const 100))))
  ;; a label may be the function or a loop
  (func (export "count down") (param $n i32) (result i32) (local $rounds i32)
    (loop $again
      (local.set $rounds (i32.add (local.get $rounds) (i32.const 1)))
      (local.set $n (i32.sub (local.get $n) (i32.const 1)))
      (block $stop
        (br_table $stop $again $again $again $stop (local.get $n))))
    (local.get $rounds))
  (func (export "return") (param i32) (result i32)
    (block (result i32)
      (br_table 0 1 (i32.const 1) (local.get 0)))
    (i32.add (i32.const 1)))
)
