;; A segment that does not fit traps at instantiation, although nothing would be stored.
(module
  (memory 1)
  (data (i32.const 65536) "")
  (data (i32.const 65535) "a")
  (data (i32.const 65537) "")
)
