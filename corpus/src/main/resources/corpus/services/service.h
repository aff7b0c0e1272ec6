/* What services in C share: JAM's host functions by name, results, and an allocator that never frees. */
typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;

#define JAM(name) __attribute__((import_module("jam"), import_name(#name)))
#define EXPORT(name) __attribute__((export_name(#name)))

#define NONE (~0ull)
#define SELF (~0ull)

JAM(read) u64 jam_read(u64 service, const u8 *key, u32 key_length, u8 *out, u32 offset, u32 length);
JAM(write) u64 jam_write(const u8 *key, u32 key_length, const u8 *value, u32 value_length);

/* The result of a service: where it is, and in the upper half how long. */
static inline u64 result(const u8 *at, u32 length) { return (u32)at | (u64)length << 32; }

extern u8 __heap_base;
static u8 *heap = &__heap_base;

EXPORT(malloc) u8 *allocate(u32 size) {
  u8 *at = heap;
  u32 end = (u32)at + ((size + 7) & ~7u);
  u32 pages = __builtin_wasm_memory_size(0);
  u32 wanted = (end + 65535) >> 16;
  if (wanted > pages && __builtin_wasm_memory_grow(0, wanted - pages) == ~0u) __builtin_trap();
  heap = (u8 *)end;
  return at;
}

static void copy(u8 *to, const u8 *from, u32 length) {
  for (u32 i = 0; i < length; i++) to[i] = from[i];
}
