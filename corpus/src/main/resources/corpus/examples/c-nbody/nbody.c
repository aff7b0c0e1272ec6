// Five bodies that attract each other, by the symplectic Euler method; prints energies as decimals
// and as bits. Built without a library:
//
//   clang --target=wasm32 -O2 -ffp-contract=off -fno-math-errno -nostdlib -Wl,--no-entry \
//       -Wl,--strip-all -o module.wasm nbody.c
//
// For any other target it has a main that prints the same text.

#ifdef __wasm__
#define EXPORT(name) __attribute__((export_name(#name)))
#else
#define EXPORT(name)
#endif

#define BODIES 5

typedef struct {
  double place[3];
  double speed[3];
  double mass;
} Body;

static Body bodies[BODIES];
static char text[1 << 12];
static int used;

static void put(char c) {
  if (used < (int)sizeof text) {
    text[used++] = c;
  }
}

static void putNumber(unsigned long long number, int digits) {
  char reversed[20];
  int count = 0;
  while (number != 0 || count < digits) {
    reversed[count++] = (char)('0' + number % 10);
    number /= 10;
  }
  while (count > 0) {
    put(reversed[--count]);
  }
}

static void putBits(double value) {
  union {
    double value;
    unsigned long long bits;
  } both = {value};
  for (int shift = 60; shift >= 0; shift -= 4) {
    put("0123456789abcdef"[both.bits >> shift & 15]);
  }
}

static void putDecimal(double value) {
  if (value < 0) {
    put('-');
    value = -value;
  }
  unsigned long long billionths = (unsigned long long)(value * 1e9 + 0.5);
  putNumber(billionths / 1000000000ULL, 1);
  put('.');
  putNumber(billionths % 1000000000ULL, 9);
}

// Bodies on circles around the first, in whose units its mass is 1.
static void place(void) {
  for (int i = 0; i < BODIES; i++) {
    Body *body = &bodies[i];
    double radius = i * (1.0 + 0.37 * i);
    body->place[0] = i % 2 == 0 ? radius : 0.1 * i;
    body->place[1] = i % 2 == 0 ? 0.05 * i : -radius;
    body->place[2] = 0.01 * i;
    double speed = i == 0 ? 0 : 1.0 / __builtin_sqrt(radius);
    body->speed[0] = i % 2 == 0 ? 0 : speed;
    body->speed[1] = i % 2 == 0 ? speed : 0;
    body->speed[2] = 0.001 * i;
    body->mass = i == 0 ? 1.0 : 0.003 / i;
  }
}

static double energy(void) {
  double sum = 0;
  for (int i = 0; i < BODIES; i++) {
    for (int k = 0; k < 3; k++) {
      sum += 0.5 * bodies[i].mass * bodies[i].speed[k] * bodies[i].speed[k];
    }
    for (int j = i + 1; j < BODIES; j++) {
      double square = 0;
      for (int k = 0; k < 3; k++) {
        double d = bodies[i].place[k] - bodies[j].place[k];
        square += d * d;
      }
      sum -= bodies[i].mass * bodies[j].mass / __builtin_sqrt(square);
    }
  }
  return sum;
}

static void advance(double time) {
  for (int i = 0; i < BODIES; i++) {
    for (int j = i + 1; j < BODIES; j++) {
      double d[3];
      double square = 0;
      for (int k = 0; k < 3; k++) {
        d[k] = bodies[i].place[k] - bodies[j].place[k];
        square += d[k] * d[k];
      }
      double pull = time / (square * __builtin_sqrt(square));
      for (int k = 0; k < 3; k++) {
        bodies[i].speed[k] -= d[k] * bodies[j].mass * pull;
        bodies[j].speed[k] += d[k] * bodies[i].mass * pull;
      }
    }
  }
  for (int i = 0; i < BODIES; i++) {
    for (int k = 0; k < 3; k++) {
      bodies[i].place[k] += time * bodies[i].speed[k];
    }
  }
}

// Runs; the text is at the address returned, `length` bytes long.
EXPORT(simulate) const char *simulate(int rounds, int steps, double time) {
  used = 0;
  place();
  for (int round = 0; round <= rounds; round++) {
    double now = energy();
    putDecimal(now);
    put(' ');
    putBits(now);
    put('\n');
    for (int step = 0; step < steps; step++) {
      advance(time);
    }
  }
  return text;
}

EXPORT(length) int length(void) {
  return used;
}

#ifndef __wasm__
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **args) {
  if (count != 4) {
    return 1;
  }
  const char *printed = simulate(atoi(args[1]), atoi(args[2]), atof(args[3]));
  fwrite(printed, 1, length(), stdout);
  return 0;
}
#endif
