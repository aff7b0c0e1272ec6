;; CRC-32 (ISO-HDLC) with a table made at the start; a sieve of primes below 1000.
(module
  (memory (export "memory") 2)
  (global (export "input") i32 (i32.const 4096))
  (func $table (local $n i32) (local $c i32) (local $k i32)
    (loop $each
      (local.set $c (local.get $n))
      (local.set $k (i32.const 8))
      (loop $bit
        (local.set $c
          (i32.xor
            (i32.shr_u (local.get $c) (i32.const 1))
            (i32.and (i32.sub (i32.const 0) (i32.and (local.get $c) (i32.const 1))) (i32.const 0xedb88320))))
        (br_if $bit (local.tee $k (i32.sub (local.get $k) (i32.const 1)))))
      (i32.store (i32.shl (local.get $n) (i32.const 2)) (local.get $c))
      (br_if $each (i32.ne (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 256)))))
  (start $table)
  (func (export "crc32") (param $length i32) (result i32) (local $c i32) (local $at i32)
    (local.set $c (i32.const -1))
    (local.set $at (i32.const 4096))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $length)))
        (local.set $c
          (i32.xor
            (i32.load
              (i32.shl
                (i32.and (i32.xor (local.get $c) (i32.load8_u (local.get $at))) (i32.const 255))
                (i32.const 2)))
            (i32.shr_u (local.get $c) (i32.const 8))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (local.set $length (i32.sub (local.get $length) (i32.const 1)))
        (br $next)))
    (i32.xor (local.get $c) (i32.const -1)))
  (func (export "primes") (param $limit i32) (result i32) (local $i i32) (local $j i32) (local $count i32)
    (memory.fill (i32.const 65536) (i32.const 1) (local.get $limit))
    (local.set $i (i32.const 2))
    (loop $next
      (if (i32.load8_u offset=65536 (local.get $i))
        (then
          (local.set $count (i32.add (local.get $count) (i32.const 1)))
          (local.set $j (i32.mul (local.get $i) (local.get $i)))
          (block $crossed
            (loop $cross
              (br_if $crossed (i32.ge_u (local.get $j) (local.get $limit)))
              (i32.store8 offset=65536 (local.get $j) (i32.const 0))
              (local.set $j (i32.add (local.get $j) (local.get $i)))
              (br $cross)))))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $limit))))
    (local.get $count))
)
