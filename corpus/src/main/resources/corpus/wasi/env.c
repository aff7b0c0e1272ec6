/* env: arguments, the whole environment, and some variables by name; changes are seen. */
#include <stdlib.h>

#include "out.h"

extern char **environ;

int main(int argc, char **argv) {
  for (int i = 0; i < argc; i++) {
    out_text("argument ");
    out_number(i);
    out_text(": ");
    out_line(argv[i]);
  }
  for (char **each = environ; each && *each; each++) {
    out_line(*each);
  }
  const char *home = getenv("HOME");
  out_text("HOME is ");
  out_line(home ? home : "not set");
  setenv("HOME", "/elsewhere", 1);
  unsetenv("LANG");
  out_text("HOME is now ");
  out_line(getenv("HOME"));
  out_value("LANG is set", getenv("LANG") != NULL);
  out_flush();
  return 0;
}
