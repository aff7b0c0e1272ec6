// Prints numbers as JSON has them, with as few digits as read back as the same number by this
// file's own reader. Built without a library:
//
//   clang --target=wasm32 -O2 -ffp-contract=off -nostdlib -Wl,--no-entry -Wl,--strip-all \
//       -o module.wasm json-numbers.c
//
// For any other target it has a main that prints the same text.

#ifdef __wasm__
#define EXPORT(name) __attribute__((export_name(#name)))
#else
#define EXPORT(name)
#endif

typedef unsigned long long u64;

static char text[1 << 14];
static int used;

static void put(char c) {
  if (used < (int)sizeof text) {
    text[used++] = c;
  }
}

static void putText(const char *s) {
  while (*s != 0) {
    put(*s++);
  }
}

static double scaled(double value, int power) {
  double ten = 10;
  int left = power < 0 ? -power : power;
  double factor = 1;
  while (left != 0) {
    if (left & 1) {
      factor *= ten;
    }
    ten *= ten;
    left >>= 1;
  }
  return power < 0 ? value / factor : value * factor;
}

// In two halves, since ten to the power of more than 308 is infinite.
static double shifted(double value, int power) {
  return scaled(scaled(value, power / 2), power - power / 2);
}

static int decimalExponent(double value) {
  int exponent = 0;
  while (shifted(value, -exponent) >= 10.0) {
    exponent++;
  }
  while (shifted(value, -exponent) < 1.0) {
    exponent--;
  }
  return exponent;
}

static void putInteger(u64 number) {
  char reversed[20];
  int count = 0;
  do {
    reversed[count++] = (char)('0' + number % 10);
    number /= 10;
  } while (number != 0);
  while (count > 0) {
    put(reversed[--count]);
  }
}

static void putDigits(u64 digits, int count, int exponent) {
  char all[20];
  for (int i = count - 1; i >= 0; i--) {
    all[i] = (char)('0' + digits % 10);
    digits /= 10;
  }
  while (count > 1 && all[count - 1] == '0') {
    count--;
  }
  if (exponent >= 0 && exponent < 17) {
    for (int i = 0; i <= exponent || i < count; i++) {
      if (i == exponent + 1) {
        put('.');
      }
      put(i < count ? all[i] : '0');
    }
    return;
  }
  put(all[0]);
  if (count > 1) {
    put('.');
  }
  for (int i = 1; i < count; i++) {
    put(all[i]);
  }
  put('e');
  if (exponent < 0) {
    put('-');
  }
  putInteger((u64)(exponent < 0 ? -exponent : exponent));
}

static void putNumber(double value, int single) {
  if (value != value || value - value != 0) {
    putText("null");
    return;
  }
  if (__builtin_signbit(value)) {
    put('-');
    value = -value;
  }
  if (value == 0) {
    put('0');
    return;
  }
  int exponent = decimalExponent(value);
  for (int count = 1; count <= 17; count++) {
    u64 digits = (u64)__builtin_rint(shifted(value, count - 1 - exponent));
    double back = shifted((double)digits, exponent - (count - 1));
    int same = single ? (float)back == (float)value : back == value;
    if (same || count == 17) {
      putDigits(digits, count, exponent);
      return;
    }
  }
}

// A list of numbers that begins with `first`, each `factor` times the one before; the text is at
// the address returned, `length` bytes long.
EXPORT(series) const char *series(double first, double factor, int count) {
  used = 0;
  put('[');
  double value = first;
  for (int i = 0; i < count; i++) {
    if (i != 0) {
      putText(", ");
    }
    putNumber(value, 0);
    value *= factor;
  }
  put(']');
  return text;
}

// Likewise with single precision.
EXPORT(seriesSingle) const char *seriesSingle(float first, float factor, int count) {
  used = 0;
  put('[');
  float value = first;
  for (int i = 0; i < count; i++) {
    if (i != 0) {
      putText(", ");
    }
    putNumber(value, 1);
    value *= factor;
  }
  put(']');
  return text;
}

EXPORT(length) int length(void) {
  return used;
}

#ifndef __wasm__
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **args) {
  if (count != 5) {
    return 1;
  }
  double first = atof(args[2]);
  double factor = atof(args[3]);
  const char *printed = atoi(args[1]) ? seriesSingle((float)first, (float)factor, atoi(args[4]))
                                      : series(first, factor, atoi(args[4]));
  fwrite(printed, 1, length(), stdout);
  return 0;
}
#endif
