/* copy FROM TO: copies a file, and says how many bytes it had. Errors are errno's numbers. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "out.h"

static int fail(const char *what, const char *path) {
  out_descriptor = 2;
  out_text(what);
  out_char(' ');
  out_text(path);
  out_text(": errno ");
  out_number(errno);
  out_char('\n');
  out_flush();
  return 1;
}

int main(int argc, char **argv) {
  static char buffer[1000];
  if (argc != 3) {
    out_descriptor = 2;
    out_line("usage: copy FROM TO");
    out_flush();
    return 64;
  }
  int from = open(argv[1], O_RDONLY);
  if (from < 0) {
    return fail("open", argv[1]);
  }
  int to = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (to < 0) {
    return fail("create", argv[2]);
  }
  long long total = 0;
  ssize_t n;
  while ((n = read(from, buffer, sizeof buffer)) > 0) {
    for (ssize_t done = 0; done < n;) {
      ssize_t part = write(to, buffer + done, (size_t)(n - done));
      if (part < 0) {
        return fail("write", argv[2]);
      }
      done += part;
    }
    total += n;
  }
  if (n < 0) {
    return fail("read", argv[1]);
  }
  struct stat before;
  struct stat after;
  if (fstat(from, &before) || fstat(to, &after)) {
    return fail("stat", argv[2]);
  }
  close(from);
  close(to);
  out_value("bytes", total);
  out_value("same size", before.st_size == after.st_size);
  out_value("same file", before.st_ino == after.st_ino);
  out_flush();
  return 0;
}
