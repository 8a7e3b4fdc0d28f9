#pragma once
#include <ctime>

namespace echelon {

// Seconds of processor time of this thread: on an idle machine the same as wall time, on a busy one not disturbed by
// who else is running.
inline double thread_seconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

}  // namespace echelon
