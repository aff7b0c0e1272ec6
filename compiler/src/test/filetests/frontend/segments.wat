;; test: frontend
;; Segments whose effect is known become images. From the first that traps on, init applies them in
;; order, and then calls the start function.
(module
  (memory 1)
  (table 2 funcref)
  (data (i32.const 8) "known")
  (data (i32.const 65535) "out")
  (data (i32.const 0) "later")
  (data "passive")
  (elem (i32.const 1) $start)
  (elem declare func $start)
  (start $start)
  (func $start))

;; expected:
;; module
;; declare 0 "start" () -> () type 0 referenced
;; declare 1 "init" () -> () type -1
;; memory 0 min 1 max 32767
;; table 0 funcref min 2 max 2
;; data 0
;; data 1 "6f7574"
;; data 2 "6c61746572"
;; data 3 "70617373697665"
;; elements 0 funcref []
;; elements 1 funcref []
;; memory_image 0 at 8 "6b6e6f776e"
;; table_image 0 at 1 [function 0]
;; init 1
;; function 0 "start" () -> () {
;; b0():
;;   jump b1() @0x32
;; b1():
;;   return () @0x32
;; }
;; function 1 "init" () -> () {
;; b0():
;;   v0 = const.i32 65535
;;   v1 = const.i32 0
;;   v2 = const.i32 3
;;   memory_init 0 1 v0, v1, v2
;;   data_drop 1
;;   v3 = const.i32 0
;;   v4 = const.i32 0
;;   v5 = const.i32 5
;;   memory_init 0 2 v3, v4, v5
;;   data_drop 2
;;   call 0 ()
;;   return ()
;; }
