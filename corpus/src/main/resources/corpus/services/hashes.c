/* A pure refine: the first byte of the arguments says which hash of the rest is the result: 0 BLAKE2b-256 (RFC 7693), 1 SHA-512 (FIPS 180-4), 2 BLAKE2b-512. */
#include "service.h"

static u64 rotate(u64 x, int n) { return x >> n | x << (64 - n); }

static const u64 IV[8] = {
    0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
    0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179};

static const u8 SIGMA[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};

static void mix(u64 *v, int a, int b, int c, int d, u64 x, u64 y) {
  v[a] += v[b] + x;
  v[d] = rotate(v[d] ^ v[a], 32);
  v[c] += v[d];
  v[b] = rotate(v[b] ^ v[c], 24);
  v[a] += v[b] + y;
  v[d] = rotate(v[d] ^ v[a], 16);
  v[c] += v[d];
  v[b] = rotate(v[b] ^ v[c], 63);
}

static void blake2b_block(u64 *h, const u8 *block, u64 counted, int last) {
  u64 v[16], m[16];
  for (int i = 0; i < 8; i++) {
    v[i] = h[i];
    v[i + 8] = IV[i];
  }
  v[12] ^= counted;
  if (last) v[14] = ~v[14];
  for (int i = 0; i < 16; i++) {
    m[i] = 0;
    for (int k = 0; k < 8; k++) m[i] |= (u64)block[8 * i + k] << 8 * k;
  }
  for (int round = 0; round < 12; round++) {
    const u8 *s = SIGMA[round % 10];
    for (int i = 0; i < 4; i++) mix(v, i, 4 + i, 8 + i, 12 + i, m[s[2 * i]], m[s[2 * i + 1]]);
    for (int i = 0; i < 4; i++)
      mix(v, i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4, m[s[8 + 2 * i]], m[s[9 + 2 * i]]);
  }
  for (int i = 0; i < 8; i++) h[i] ^= v[i] ^ v[i + 8];
}

static u64 blake2b(const u8 *bytes, u32 length, u32 size) {
  u64 h[8];
  for (int i = 0; i < 8; i++) h[i] = IV[i];
  h[0] ^= 0x01010000 ^ size;
  u32 done = 0;
  while (length - done > 128) {
    blake2b_block(h, bytes + done, done + 128, 0);
    done += 128;
  }
  u8 *block = allocate(128);
  for (u32 i = 0; i < 128; i++) block[i] = i < length - done ? bytes[done + i] : 0;
  blake2b_block(h, block, length, 1);
  u8 *out = allocate(size);
  for (u32 i = 0; i < size; i++) out[i] = (u8)(h[i / 8] >> 8 * (i % 8));
  return result(out, size);
}

static const u64 K[80] = {
    0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc, 0x3956c25bf348b538, 0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118,
    0xd807aa98a3030242, 0x12835b0145706fbe, 0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2, 0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235, 0xc19bf174cf692694,
    0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65, 0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5,
    0x983e5152ee66dfab, 0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4, 0xc6e00bf33da88fc2, 0xd5a79147930aa725, 0x06ca6351e003826f, 0x142929670a0e6e70,
    0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed, 0x53380d139d95b3df, 0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
    0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30, 0xd192e819d6ef5218, 0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8,
    0x19a4c116b8d2d0c8, 0x1e376c085141ab53, 0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8, 0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373, 0x682e6ff3d6b2b8a3,
    0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec, 0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b,
    0xca273eceea26619c, 0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178, 0x06f067aa72176fba, 0x0a637dc5a2c898a6, 0x113f9804bef90dae, 0x1b710b35131c471b,
    0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc, 0x431d67c49c100d4c, 0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817};

static void sha512_block(u64 *h, const u8 *block) {
  u64 w[80], s[8];
  for (int i = 0; i < 16; i++) {
    w[i] = 0;
    for (int k = 0; k < 8; k++) w[i] = w[i] << 8 | block[8 * i + k];
  }
  for (int i = 16; i < 80; i++) {
    u64 a = rotate(w[i - 15], 1) ^ rotate(w[i - 15], 8) ^ w[i - 15] >> 7;
    u64 b = rotate(w[i - 2], 19) ^ rotate(w[i - 2], 61) ^ w[i - 2] >> 6;
    w[i] = w[i - 16] + a + w[i - 7] + b;
  }
  for (int i = 0; i < 8; i++) s[i] = h[i];
  for (int i = 0; i < 80; i++) {
    u64 one = s[7] + (rotate(s[4], 14) ^ rotate(s[4], 18) ^ rotate(s[4], 41)) + ((s[4] & s[5]) ^ (~s[4] & s[6])) + K[i] + w[i];
    u64 two = (rotate(s[0], 28) ^ rotate(s[0], 34) ^ rotate(s[0], 39)) + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
    for (int k = 7; k > 0; k--) s[k] = s[k - 1];
    s[4] += one;
    s[0] = one + two;
  }
  for (int i = 0; i < 8; i++) h[i] += s[i];
}

static u64 sha512(const u8 *bytes, u32 length) {
  u64 h[8];
  for (int i = 0; i < 8; i++) h[i] = IV[i];
  u32 blocks = (length + 17 + 127) / 128;
  u8 *padded = allocate(blocks * 128);
  for (u32 i = 0; i < blocks * 128; i++) padded[i] = i < length ? bytes[i] : i == length ? 0x80 : 0;
  for (int i = 0; i < 8; i++) padded[blocks * 128 - 1 - i] = (u8)((u64)length * 8 >> 8 * i);
  for (u32 i = 0; i < blocks; i++) sha512_block(h, padded + 128 * i);
  u8 *out = allocate(64);
  for (int i = 0; i < 64; i++) out[i] = (u8)(h[i / 8] >> (56 - 8 * (i % 8)));
  return result(out, 64);
}

EXPORT(refine) u64 refine(const u8 *at, u32 length) {
  if (length == 0) return result(at, 0);
  switch (*at) {
    case 0: return blake2b(at + 1, length - 1, 32);
    case 1: return sha512(at + 1, length - 1);
    case 2: return blake2b(at + 1, length - 1, 64);
    default: __builtin_trap();
  }
}
