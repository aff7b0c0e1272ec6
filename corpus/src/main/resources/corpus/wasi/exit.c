/* exit CODE HOW: ends with a code: from the depth of a recursion, through atexit, or by a trap. */
#include <stdlib.h>

#include "out.h"

static void goodbye(void) {
  out_line("goodbye");
  out_flush();
}

__attribute__((noinline)) static int deep(int depth, int code) {
  volatile int here = depth;
  if (depth == 0) {
    exit(code);
  }
  return deep(depth - 1, code) + here;
}

int main(int argc, char **argv) {
  int code = argc > 1 ? atoi(argv[1]) : 0;
  const char *how = argc > 2 ? argv[2] : "return";
  out_line(how);
  out_flush();
  if (!strcmp(how, "deep")) {
    atexit(goodbye);
    return deep(200, code);
  }
  if (!strcmp(how, "quick")) {
    atexit(goodbye);
    _Exit(code);
  }
  if (!strcmp(how, "trap")) {
    __builtin_trap();
  }
  if (!strcmp(how, "abort")) {
    abort();
  }
  return code;
}
