/* list FOLDER: all that is below a folder, with types and sizes, in the order of the host. */
#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

#include "out.h"

static void list(const char *path, int depth) {
  DIR *folder = opendir(path);
  if (!folder) {
    out_text(path);
    out_value(": errno", errno);
    return;
  }
  struct dirent *entry;
  while ((entry = readdir(folder))) {
    if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) {
      continue;
    }
    char name[512];
    if (strlen(path) + strlen(entry->d_name) + 2 > sizeof name) {
      continue;
    }
    strcpy(name, path);
    strcat(name, "/");
    strcat(name, entry->d_name);
    struct stat stat;
    for (int i = 0; i < depth; i++) {
      out_text("  ");
    }
    out_text(entry->d_name);
    if (lstat(name, &stat)) {
      out_value(": errno", errno);
    } else if (S_ISDIR(stat.st_mode)) {
      out_line("/");
      list(name, depth + 1);
    } else {
      out_value(S_ISREG(stat.st_mode) ? "" : " ?", stat.st_size);
    }
  }
  closedir(folder);
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    out_line(argv[i]);
    list(argv[i], 1);
  }
  out_flush();
  return 0;
}
