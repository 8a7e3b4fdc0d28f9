#include <stdexcept>

#include "app/command.hpp"

namespace echelon::app {

// The wrapper catches `test` before the program sees it, because the tests must be built first.
Exit test(const Context&) {
  throw std::runtime_error("the tests are built and run from the source tree: ./echelon test [--fast|--long]");
}

}  // namespace echelon::app
