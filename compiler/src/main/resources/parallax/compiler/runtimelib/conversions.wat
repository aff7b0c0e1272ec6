(module $conversions
  ;; Every i32 is an f64.
  (func $f64_convert_i32_s (export "f64_convert_i32_s") (param $x i32) (result i64)
    (local $wide i64) (local $sign i64) (local $lz i64)
    (if (i32.eqz (local.get $x)) (then (return (i64.const 0))))
    (local.set $wide (i64.extend_i32_s (local.get $x)))
    (local.set $sign (i64.shr_s (local.get $wide) (i64.const 63)))
    (local.set $wide (i64.sub (i64.xor (local.get $wide) (local.get $sign)) (local.get $sign)))
    (local.set $lz (i64.clz (local.get $wide)))
    (i64.or
      (i64.add
        (i64.shl (i64.sub (i64.const 1085) (local.get $lz)) (i64.const 52))
        (i64.shr_u (i64.shl (local.get $wide) (local.get $lz)) (i64.const 11)))
      (i64.shl (local.get $sign) (i64.const 63))))
)
