#include "app/command.hpp"
#include "app/document.hpp"
#include "app/open.hpp"
#include "io/digest.hpp"

namespace echelon::app {

// The hash alone, so that two of them can be compared in a script.
Exit digest(const Context& context) {
  const std::string& file = context.options.arguments.front();
  const std::string hash = echelon::digest(read_given(file), context.options.world);
  if (context.options.json) print(Json{{"file", file}, {"digest", hash}, {"world", context.options.world}});
  else print(hash + "\n");
  return Exit::done;
}

}  // namespace echelon::app
