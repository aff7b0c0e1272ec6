/* links FOLDER: renames, follows symbolic links, changes flags; what Chicory's WASI cannot. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "out.h"

static void result(const char *what, long long value) {
  out_text(what);
  if (value < 0) {
    out_value(": errno", errno);
  } else {
    out_value(":", value);
  }
}

int main(int argc, char **argv) {
  if (argc != 2 || chdir(argv[1])) {
    return 64;
  }
  result("mkdir", mkdir("d", 0755));
  int file = open("d/a", O_RDWR | O_CREAT, 0644);
  result("write", write(file, "hello", 5));
  result("append", fcntl(file, F_SETFL, O_APPEND));
  result("seek", lseek(file, 0, SEEK_SET));
  result("write", write(file, "more", 4));
  close(file);
  result("rename", rename("d/a", "d/b"));
  result("rename missing", rename("d/a", "d/b"));
  result("rename folder", rename("d", "e"));
  result("rename into itself", rename("e", "e/f"));
  result("symlink", symlink("e/b", "link"));
  result("symlink loop", symlink("loop", "loop"));
  result("symlink absolute", symlink("/etc/passwd", "absolute"));
  result("symlink out", symlink("../../outside", "out"));
  char text[32];
  ssize_t length = readlink("link", text, sizeof text - 1);
  result("readlink", length);
  text[length < 0 ? 0 : length] = 0;
  out_line(text);
  struct stat stat;
  result("lstat", lstat("link", &stat));
  out_value("is link", S_ISLNK(stat.st_mode));
  file = open("link", O_RDONLY);
  result("open link", file < 0 ? -1 : 0);
  result("read", read(file, text, sizeof text));
  result("not followed", open("link", O_RDONLY | O_NOFOLLOW));
  result("open loop", open("loop", O_RDONLY));
  result("open out", open("out", O_RDONLY));
  result("unlink", unlink("loop"));
  out_flush();
  return 0;
}
