;; A counter. accumulate adds every byte of its arguments to a number of 64 bits that is stored under the key "counter", and gives the sum, little-endian; refine gives its
;; arguments back.
(module
  (import "jam" "read" (func $read (param $service i64) (param $key i32) (param $key_length i32) (param $out i32) (param $offset i32) (param $length i32) (result i64)))
  (import "jam" "write" (func $write (param $key i32) (param $key_length i32) (param $value i32) (param $value_length i32) (result i64)))
  (import "jam" "log" (func $log (param $level i32) (param $target i32) (param $target_length i32) (param $text i32) (param $text_length i32) (result i64)))
  (memory (export "memory") 1)
  (data (i32.const 16) "counter")
  (data (i32.const 32) "counted")

  ;; The address of a range and its length in one number.
  (func $range (param $at i32) (param $length i32) (result i64)
    (i64.or (i64.extend_i32_u (local.get $at)) (i64.shl (i64.extend_i32_u (local.get $length)) (i64.const 32))))

  (func (export "refine") (param $at i32) (param $length i32) (result i64)
    (call $range (local.get $at) (local.get $length)))

  (func (export "accumulate") (param $at i32) (param $length i32) (result i64)
    (local $end i32)
    (i64.store (i32.const 0) (i64.const 0))
    (drop (call $read (i64.const -1) (i32.const 16) (i32.const 7) (i32.const 0) (i32.const 0) (i32.const 8)))
    (local.set $end (i32.add (local.get $at) (local.get $length)))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $at) (local.get $end)))
        (i64.store (i32.const 0) (i64.add (i64.load (i32.const 0)) (i64.load8_u (local.get $at))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $next)))
    (drop (call $write (i32.const 16) (i32.const 7) (i32.const 0) (i32.const 8)))
    (drop (call $log (i32.const 2) (i32.const 16) (i32.const 7) (i32.const 32) (i32.const 7)))
    (call $range (i32.const 0) (i32.const 8))))
