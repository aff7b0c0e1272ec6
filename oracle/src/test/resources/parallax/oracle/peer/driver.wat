;; A service that runs another one on an interpreter, the peer's release.wasm, which is linked with it as an adapter. Its arguments are those of the peer's compiler.wasm: gas (8 bytes),
;; position (4), length of the program (4) and of its arguments (4), the program with its metadata, the arguments. Its result is status (1), exit argument (4), gas left (8), position (4) and, after a
;; halt, the bytes that a0 and a1 (address, length) designate.
;;
;; The inner program's host calls are served outside. Host call 2000 has the address of a block: number (8), registers (13 of 8), gas (8), and room for an address (8) and a length (8). It answers what to
;; do next: 0, go on with the registers and the gas of the block; 1, read the inner memory at the address and give it with host call 2001 (address, length; address 0 when it cannot be read);
;; 2, get bytes with host call 2002 (where, length) and write them there; 3, end. 2001 and 2002 answer likewise.
(module
  (import "peer" "memory" (memory 0))
  (import "peer" "__new" (func $new (param $size i32) (param $id i32) (result i32)))
  (import "peer" "__pin" (func $pin (param i32) (result i32)))
  (import "peer" "__setArgumentsLength" (func $count_arguments (param i32)))
  (import "peer" "resetJAM" (func $reset (param $program i32) (param $pc i32) (param $gas i64) (param $arguments i32) (param $has_metadata i32)))
  (import "peer" "nSteps" (func $steps (param i32) (result i32)))
  (import "peer" "getStatus" (func $status (result i32)))
  (import "peer" "getExitArg" (func $exit_argument (result i32)))
  (import "peer" "getProgramCounter" (func $pc (result i32)))
  (import "peer" "getGasLeft" (func $gas (result i64)))
  (import "peer" "setGasLeft" (func $set_gas (param i64)))
  (import "peer" "getRegisters" (func $registers (result i32)))
  (import "peer" "setRegisters" (func $set_registers (param i32)))
  (import "peer" "getMemory" (func $read (param $at i32) (param $length i32) (result i32)))
  (import "peer" "setMemory" (func $write (param $at i32) (param $bytes i32) (result i32)))
  (import "pvm" "pvm_ptr" (func $pvm_ptr (param i32 i32) (result i64)))
  (import "pvm" "host_call_2" (func $host (param i32 i64 i64) (result i64)))

  ;; A buffer that stays.
  (func $buffer (param $length i32) (result i32)
    (call $pin (call $new (local.get $length) (i32.const 1))))

  ;; An object of AssemblyScript that refers to a buffer: an array of bytes (16, 6) or a Uint8Array (12, 10).
  (func $object (param $bytes i32) (param $length i32) (param $size i32) (param $id i32) (result i32)
    (local $object i32)
    (local.set $object (call $pin (call $new (local.get $size) (local.get $id))))
    (i32.store (local.get $object) (local.get $bytes))
    (i32.store offset=4 (local.get $object) (local.get $bytes))
    (i32.store offset=8 (local.get $object) (local.get $length))
    (if (i32.eq (local.get $size) (i32.const 16))
      (then (i32.store offset=12 (local.get $object) (local.get $length))))
    (local.get $object))

  ;; An array of a copy of bytes.
  (func $array (param $from i32) (param $length i32) (result i32)
    (local $copy i32)
    (local.set $copy (call $buffer (local.get $length)))
    (memory.copy (local.get $copy) (local.get $from) (local.get $length))
    (call $object (local.get $copy) (local.get $length) (i32.const 16) (i32.const 6)))

  ;; Where the bytes of a Uint8Array are.
  (func $bytes_of (param $array i32) (result i32)
    (i32.load offset=4 (local.get $array)))

  ;; The machine's address of a range; 0 for an address 0.
  (func $outside (param $at i32) (param $length i32) (result i64)
    (if (result i64) (local.get $at)
      (then (call $pvm_ptr (local.get $at) (local.get $length)))
      (else (i64.const 0))))

  ;; What the host says of a range of bytes. The number of a host call has to be a constant just before it.
  (func $ask (param $at i32) (param $length i32) (result i32)
    (i32.wrap_i64 (call $host (i32.const 2000) (call $outside (local.get $at) (local.get $length)) (i64.extend_i32_u (local.get $length)))))
  (func $tell (param $at i32) (param $length i32) (result i32)
    (i32.wrap_i64 (call $host (i32.const 2001) (call $outside (local.get $at) (local.get $length)) (i64.extend_i32_u (local.get $length)))))
  (func $fill (param $at i32) (param $length i32) (result i32)
    (i32.wrap_i64 (call $host (i32.const 2002) (call $outside (local.get $at) (local.get $length)) (i64.extend_i32_u (local.get $length)))))

  ;; Has a host call answered; 1 to go on.
  (func $serve (param $block i32) (result i32)
    (local $next i32) (local $at i32) (local $length i32) (local $bytes i32)
    (i64.store (local.get $block) (i64.extend_i32_s (call $exit_argument)))
    (memory.copy (i32.add (local.get $block) (i32.const 8)) (call $bytes_of (call $registers)) (i32.const 104))
    (i64.store offset=112 (local.get $block) (call $gas))
    (local.set $next (call $ask (local.get $block) (i32.const 136)))
    (loop $more
      (local.set $at (i32.load offset=120 (local.get $block)))
      (local.set $length (i32.load offset=128 (local.get $block)))
      (if (i32.eq (local.get $next) (i32.const 1))
        (then
          (local.set $bytes (call $read (local.get $at) (local.get $length)))
          (if (local.get $bytes) (then (local.set $bytes (call $bytes_of (local.get $bytes)))))
          (local.set $next (call $tell (local.get $bytes) (local.get $length)))
          (br $more)))
      (if (i32.eq (local.get $next) (i32.const 2))
        (then
          (local.set $bytes (call $buffer (local.get $length)))
          (local.set $next (call $fill (local.get $bytes) (local.get $length)))
          (if (i32.eqz (call $write (local.get $at) (call $object (local.get $bytes) (local.get $length) (i32.const 12) (i32.const 10))))
            (then (unreachable)))
          (br $more))))
    (call $set_registers (call $array (i32.add (local.get $block) (i32.const 8)) (i32.const 104)))
    (call $set_gas (i64.load offset=112 (local.get $block)))
    (i32.eqz (local.get $next)))

  (func (export "refine") (param $at i32) (param $length i32) (result i64)
    (local $block i32) (local $program i32) (local $result i32) (local $bytes i32)
    (local.set $at (call $pin (local.get $at)))
    (local.set $block (call $buffer (i32.const 136)))
    (local.set $program (i32.load offset=12 (local.get $at)))
    (call $count_arguments (i32.const 5))
    (call $reset
      (call $array (i32.add (local.get $at) (i32.const 20)) (local.get $program))
      (i32.load offset=8 (local.get $at))
      (i64.load (local.get $at))
      (call $array (i32.add (local.get $at) (i32.add (i32.const 20) (local.get $program))) (i32.load offset=16 (local.get $at)))
      (i32.const 1))
    (loop $run
      (br_if $run (call $steps (i32.const 1000000)))
      (if (i32.eq (call $status) (i32.const 3))
        (then (br_if $run (call $serve (local.get $block))))))
    (memory.copy (local.get $block) (call $bytes_of (call $registers)) (i32.const 104))
    (local.set $length (i32.const 0))
    (if (i32.eqz (call $status))
      (then
        (local.set $length (i32.load offset=64 (local.get $block)))
        (local.set $bytes (call $read (i32.load offset=56 (local.get $block)) (local.get $length)))
        (if (local.get $bytes)
          (then (drop (call $pin (local.get $bytes))))
          (else (local.set $length (i32.const 0))))))
    (local.set $result (call $pin (call $new (i32.add (i32.const 17) (local.get $length)) (i32.const 1))))
    (i32.store8 (local.get $result) (call $status))
    (i32.store offset=1 (local.get $result) (call $exit_argument))
    (i64.store offset=5 (local.get $result) (call $gas))
    (i32.store offset=13 (local.get $result) (call $pc))
    (if (local.get $length)
      (then (memory.copy (i32.add (local.get $result) (i32.const 17)) (call $bytes_of (local.get $bytes)) (local.get $length))))
    (i64.or (i64.extend_i32_u (local.get $result)) (i64.shl (i64.extend_i32_u (i32.add (i32.const 17) (local.get $length))) (i64.const 32)))))
