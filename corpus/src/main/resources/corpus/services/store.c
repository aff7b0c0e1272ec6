/*
 * A key-value store that checks what it kept. The arguments of accumulate are operations, one behind the other:
 *   0  key length (1 byte)  key  value length (2 bytes, little-endian)  value      put; the result gets nothing
 *   1  key length (1 byte)  key                                                    get; the result gets 1, length (2 bytes), value
 *                                                                                  or 0 when there is none, or 2 when it is damaged
 * A value is stored with its CRC-32 behind it.
 */
#include "service.h"

enum { PUT = 0, GET = 1 };
enum { MISSING = 0, FOUND = 1, DAMAGED = 2 };

static u32 crc32(const u8 *bytes, u32 length) {
  u32 crc = ~0u;
  for (u32 i = 0; i < length; i++) {
    crc ^= bytes[i];
    for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
  }
  return ~crc;
}

static void word(u8 *at, u32 value) {
  for (int i = 0; i < 4; i++) at[i] = (u8)(value >> 8 * i);
}

static u32 word_at(const u8 *at) { return at[0] | at[1] << 8 | at[2] << 16 | (u32)at[3] << 24; }

static void put(const u8 *key, u32 key_length, const u8 *value, u32 length) {
  u8 *kept = allocate(length + 4);
  copy(kept, value, length);
  word(kept + length, crc32(value, length));
  jam_write(key, key_length, kept, length + 4);
}

static u8 *get(u8 *out, const u8 *key, u32 key_length) {
  u64 size = jam_read(SELF, key, key_length, out, 0, 0);
  if (size == NONE) {
    *out = MISSING;
    return out + 1;
  }
  u8 *kept = allocate((u32)size);
  jam_read(SELF, key, key_length, kept, 0, (u32)size);
  u32 length = (u32)size - 4;
  if (size < 4 || word_at(kept + length) != crc32(kept, length)) {
    *out = DAMAGED;
    return out + 1;
  }
  out[0] = FOUND;
  out[1] = (u8)length;
  out[2] = (u8)(length >> 8);
  copy(out + 3, kept, length);
  return out + 3 + length;
}

EXPORT(accumulate) u64 accumulate(const u8 *at, u32 total) {
  const u8 *end = at + total;
  u8 *out = allocate(1 << 16);
  u8 *next = out;
  while (at < end) {
    u8 operation = *at++;
    u32 key_length = *at++;
    const u8 *key = at;
    at += key_length;
    if (operation == PUT) {
      u32 length = at[0] | at[1] << 8;
      put(key, key_length, at + 2, length);
      at += 2 + length;
    } else if (operation == GET) {
      next = get(next, key, key_length);
    } else {
      __builtin_trap();
    }
  }
  return result(out, (u32)(next - out));
}
