/* brainfuck FILE: interprets a program of the eight instructions; input and output are the guest's. */
#include <fcntl.h>
#include <stdlib.h>

#include "out.h"

static char code[16384];
static int jump[16384];
static unsigned char tape[30000];

int main(int argc, char **argv) {
  if (argc != 2) {
    return 64;
  }
  int file = open(argv[1], O_RDONLY);
  if (file < 0) {
    return 66;
  }
  size_t size = 0;
  ssize_t n;
  while (size < sizeof code && (n = read(file, code + size, sizeof code - size)) > 0) {
    size += (size_t)n;
  }
  close(file);
  int open_brackets[512];
  int depth = 0;
  for (int i = 0; i < (int)size; i++) {
    if (code[i] == '[') {
      if (depth == 512) {
        return 65;
      }
      open_brackets[depth++] = i;
    } else if (code[i] == ']') {
      if (!depth) {
        return 65;
      }
      int start = open_brackets[--depth];
      jump[i] = start;
      jump[start] = i;
    }
  }
  if (depth) {
    return 65;
  }
  size_t at = 0;
  for (int i = 0; i < (int)size; i++) {
    switch (code[i]) {
      case '>':
        at = (at + 1) % sizeof tape;
        break;
      case '<':
        at = (at + sizeof tape - 1) % sizeof tape;
        break;
      case '+':
        tape[at]++;
        break;
      case '-':
        tape[at]--;
        break;
      case '.':
        out_char((char)tape[at]);
        break;
      case ',': {
        out_flush();
        char c = 0;
        tape[at] = read(0, &c, 1) == 1 ? (unsigned char)c : 0;
        break;
      }
      case '[':
        if (!tape[at]) {
          i = jump[i];
        }
        break;
      case ']':
        if (tape[at]) {
          i = jump[i];
        }
        break;
      default:
        break;
    }
  }
  out_flush();
  return 0;
}
