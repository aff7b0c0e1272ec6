/* sort: the lines of standard input in order; with -r the other way round, with -u each once. */
#include <stdlib.h>

#include "out.h"

static char **lines;
static size_t count;

static int ascending(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

int main(int argc, char **argv) {
  int reverse = 0;
  int unique = 0;
  for (int i = 1; i < argc; i++) {
    reverse |= !strcmp(argv[i], "-r");
    unique |= !strcmp(argv[i], "-u");
  }
  size_t size = 0;
  size_t room = 256;
  char *text = malloc(room);
  ssize_t n;
  while (text && (n = read(0, text + size, room - size - 1)) > 0) {
    size += (size_t)n;
    if (room - size < 2) {
      room *= 2;
      text = realloc(text, room);
    }
  }
  if (!text) {
    return 70;
  }
  text[size] = 0;
  lines = malloc((size + 1) * sizeof *lines);
  if (!lines) {
    return 70;
  }
  for (char *line = text; *line;) {
    lines[count++] = line;
    char *end = strchr(line, '\n');
    if (!end) {
      break;
    }
    *end = 0;
    line = end + 1;
  }
  qsort(lines, count, sizeof *lines, ascending);
  for (size_t i = 0; i < count; i++) {
    size_t at = reverse ? count - 1 - i : i;
    size_t before = reverse ? at + 1 : at - 1;
    if (!unique || i == 0 || strcmp(lines[at], lines[before])) {
      out_line(lines[at]);
    }
  }
  out_flush();
  return 0;
}
