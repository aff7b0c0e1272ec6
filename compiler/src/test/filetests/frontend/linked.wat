;; test: frontend
;; Two instances: the second uses the memory, a global and a function of the first.
;; instance: store
(module
  (memory (export "memory") 1)
  (global (export "base") i32 (i32.const 16))
  (data (i32.const 0) "own")
  (func $put (export "put") (param i32 i32) (i32.store (local.get 0) (local.get 1))))
;; instance: user
(module
  (import "store" "memory" (memory 1))
  (import "store" "base" (global $base i32))
  (import "store" "put" (func $put (param i32 i32)))
  (memory $private 1 2)
  (data (offset (global.get $base)) "shared")
  (func $start (call $put (global.get $base) (i32.load $private (i32.const 4))))
  (start $start))

;; expected:
;; module
;; declare 0 "store.put" (i32, i32) -> () type 0 referenced
;; declare 1 "user.start" () -> () type 1
;; declare 2 "init of store" () -> () type -1
;; declare 3 "init of user" () -> () type -1
;; memory 0 min 1 max 32767
;; memory 1 min 1 max 2
;; global 0 i32 = 16
;; data 0
;; data 1 "736861726564"
;; memory_image 0 at 0 "6f776e"
;; init 2
;; init 3
;; function 0 "store.put" (i32, i32) -> () {
;; b0(v0: i32, v1: i32):
;;   store.i32 memory 0 offset 0 width 4 checked v0, v1 @0x43
;;   jump b1() @0x46
;; b1():
;;   return () @0x46
;; }
;; function 1 "user.start" () -> () {
;; b0():
;;   v0 = global_get.i32 0 @0x52
;;   v1 = const.i32 4 @0x54
;;   v2 = load.i32 memory 1 offset 0 width 4 checked v1 @0x56
;;   call 0 (v0, v2) @0x5a
;;   jump b1() @0x5c
;; b1():
;;   return () @0x5c
;; }
;; function 2 "init of store" () -> () {
;; b0():
;;   return ()
;; }
;; function 3 "init of user" () -> () {
;; b0():
;;   v0 = const.i32 16
;;   v1 = const.i32 0
;;   v2 = const.i32 6
;;   memory_init 0 1 v0, v1, v2
;;   data_drop 1
;;   call 1 ()
;;   return ()
;; }
