/* Printing without printf: buffered text, numbers and lines on a descriptor. */
#ifndef OUT_H
#define OUT_H

#include <string.h>
#include <unistd.h>

static char out_buffer[4096];
static size_t out_used;
static int out_descriptor = 1;

static inline void out_flush(void) {
  size_t done = 0;
  while (done < out_used) {
    ssize_t n = write(out_descriptor, out_buffer + done, out_used - done);
    if (n <= 0) {
      break;
    }
    done += (size_t)n;
  }
  out_used = 0;
}

static inline void out_char(char c) {
  if (out_used == sizeof out_buffer) {
    out_flush();
  }
  out_buffer[out_used++] = c;
}

static inline void out_text(const char *text) {
  while (*text) {
    out_char(*text++);
  }
}

static inline void out_number(long long value) {
  char digits[24];
  int n = 0;
  unsigned long long rest = value < 0 ? 0ULL - (unsigned long long)value : (unsigned long long)value;
  do {
    digits[n++] = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest);
  if (value < 0) {
    out_char('-');
  }
  while (n) {
    out_char(digits[--n]);
  }
}

static inline void out_line(const char *text) {
  out_text(text);
  out_char('\n');
}

/* Text and a number on a line. */
static inline void out_value(const char *text, long long value) {
  out_text(text);
  out_char(' ');
  out_number(value);
  out_char('\n');
}

#endif
