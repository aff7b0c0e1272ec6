/* large LINES: that many lines on standard output through stdio, and a checksum on standard error. */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  int lines = argc > 1 ? atoi(argv[1]) : 1000;
  unsigned checksum = 1;
  for (int i = 0; i < lines; i++) {
    char line[64];
    int length = snprintf(line, sizeof line, "%08d %08x %s\n", i, checksum, i % 2 ? "odd" : "even");
    for (int j = 0; j < length; j++) {
      checksum = checksum * 31 + (unsigned char)line[j];
    }
    fputs(line, stdout);
  }
  fprintf(stderr, "%u\n", checksum);
  return fflush(stdout) ? 1 : 0;
}
