/* clock: both clocks, their resolution, a sleep, and random bytes. */
#include <errno.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "out.h"

static long long now(clockid_t id) {
  struct timespec time;
  if (clock_gettime(id, &time)) {
    return -1;
  }
  return (long long)time.tv_sec * 1000000000 + time.tv_nsec;
}

int main(void) {
  long long real = now(CLOCK_REALTIME);
  long long before = now(CLOCK_MONOTONIC);
  out_value("realtime", real);
  out_value("monotonic", before);
  struct timespec resolution;
  out_value("resolution", clock_getres(CLOCK_MONOTONIC, &resolution) ? -1 : resolution.tv_nsec);
  struct timespec pause = {2, 500000000};
  out_value("slept", nanosleep(&pause, NULL));
  long long after = now(CLOCK_MONOTONIC);
  out_value("at least 2.5 s", after - before >= 2500000000LL);
  out_value("passed", after - before);
  time_t seconds = time(NULL);
  struct tm *date = gmtime(&seconds);
  out_value("year", date->tm_year + 1900);
  out_value("month", date->tm_mon + 1);
  out_value("day", date->tm_mday);
  unsigned char random[21];
  out_value("random", getentropy(random, sizeof random));
  for (size_t i = 0; i < sizeof random; i++) {
    out_number(random[i]);
    out_char(i + 1 < sizeof random ? ' ' : '\n');
  }
  out_flush();
  return 0;
}
