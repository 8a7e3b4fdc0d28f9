#pragma once
#include <atomic>

namespace echelon::app {

// From now on the first SIGINT or SIGTERM sets the flag, so that work in hand can be finished; the second one ends the
// program at once, as without us.
const std::atomic<bool>& watch_interrupts();

}  // namespace echelon::app
