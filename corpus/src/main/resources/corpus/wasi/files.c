/* files FOLDER: makes, links, cuts, seeks and removes, and says how each of it went. */
#include <errno.h>
#include <fcntl.h>
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
  result("mkdir", mkdir("new", 0755));
  result("mkdir again", mkdir("new", 0755));
  result("open missing", open("new/missing", O_RDONLY));
  int file = open("new/file", O_RDWR | O_CREAT | O_EXCL, 0644);
  result("create", file < 0 ? -1 : 0);
  result("create again", open("new/file", O_RDWR | O_CREAT | O_EXCL, 0644));
  result("write", write(file, "0123456789", 10));
  result("seek", lseek(file, -4, SEEK_END));
  char buffer[16];
  result("read", read(file, buffer, sizeof buffer));
  result("tell", lseek(file, 0, SEEK_CUR));
  result("seek before", lseek(file, -100, SEEK_CUR));
  result("pread", pread(file, buffer, 4, 2));
  out_char(buffer[0]);
  out_char(buffer[3]);
  out_char('\n');
  result("pwrite", pwrite(file, "xyz", 3, 8));
  result("truncate", ftruncate(file, 9));
  result("extend", ftruncate(file, 12));
  result("sync", fsync(file));
  struct stat stat;
  result("fstat", fstat(file, &stat));
  out_value("size", stat.st_size);
  result("close", close(file));
  result("close again", close(file));
  file = open("new/file", O_WRONLY | O_APPEND);
  result("append", write(file, "end", 3));
  result("read write-only", read(file, buffer, 1));
  close(file);
  result("link", link("new/file", "new/second"));
  result("stat", lstat("new/second", &stat));
  out_value("links", (long long)stat.st_nlink);
  result("link over", link("new/file", "new/second"));
  result("third name", link("new/second", "third"));
  result("unlink second", unlink("new/second"));
  result("rmdir full", rmdir("new"));
  result("unlink folder", unlink("new"));
  result("rmdir file", rmdir("third"));
  result("unlink", unlink("new/file"));
  result("rmdir", rmdir("new"));
  result("access", access("third", R_OK));
  result("access gone", access("new", R_OK));
  struct timespec times[2] = {{1000, 5000}, {2000, 7000}};
  result("utimens", utimensat(AT_FDCWD, "third", times, 0));
  result("stat times", lstat("third", &stat));
  out_value("accessed", stat.st_atim.tv_sec);
  out_value("modified", stat.st_mtim.tv_sec);
  out_value("modified ns", stat.st_mtim.tv_nsec);
  result("outside", open("../outside", O_RDONLY));
  out_flush();
  return 0;
}
