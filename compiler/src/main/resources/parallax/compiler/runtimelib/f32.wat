(module $f32
  (import "pvm" "min_u" (func $min_u (param i64 i64) (result i64)))
  (import "pvm" "max_u" (func $max_u (param i64 i64) (result i64)))
)
