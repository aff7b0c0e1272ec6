// The Mandelbrot set as text, in f64 and in f32. Built without a library:
//
//   clang --target=wasm32 -O2 -ffp-contract=off -nostdlib -Wl,--no-entry -Wl,--strip-all \
//       -o module.wasm mandelbrot.c
//
// For any other target it has a main that prints the same text.

#ifdef __wasm__
#define EXPORT(name) __attribute__((export_name(#name)))
#else
#define EXPORT(name)
#endif

static char text[1 << 16];
static int used;

static void put(char c) {
  if (used < (int)sizeof text) {
    text[used++] = c;
  }
}

static char shade(int steps, int most) {
  static const char shades[] = " .:-=+*#%@";
  return steps == most ? '@' : shades[steps % 9];
}

static int steps64(double cx, double cy, int most) {
  double x = 0;
  double y = 0;
  int n = 0;
  while (n < most && x * x + y * y <= 4.0) {
    double next = x * x - y * y + cx;
    y = 2.0 * x * y + cy;
    x = next;
    n++;
  }
  return n;
}

static int steps32(float cx, float cy, int most) {
  float x = 0;
  float y = 0;
  int n = 0;
  while (n < most && x * x + y * y <= 4.0f) {
    float next = x * x - y * y + cx;
    y = 2.0f * x * y + cy;
    x = next;
    n++;
  }
  return n;
}

// Draws the set; the text is at the address returned, `length` bytes long.
EXPORT(draw) const char *draw(int width, int height, int most, int narrow) {
  used = 0;
  for (int row = 0; row < height; row++) {
    for (int column = 0; column < width; column++) {
      double cx = -2.2 + 3.2 * column / width;
      double cy = -1.2 + 2.4 * row / height;
      put(shade(narrow ? steps32((float)cx, (float)cy, most) : steps64(cx, cy, most), most));
    }
    put('\n');
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
  if (count != 5) {
    return 1;
  }
  const char *drawn = draw(atoi(args[1]), atoi(args[2]), atoi(args[3]), atoi(args[4]));
  fwrite(drawn, 1, length(), stdout);
  return 0;
}
#endif
