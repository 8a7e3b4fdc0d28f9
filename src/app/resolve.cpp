#include "app/document.hpp"
#include "app/open.hpp"

namespace echelon::app {

Exit resolve(const Context& context) {
  const std::string text = echelon::resolve(open_scenario(context, context.options.arguments.front()));
  if (context.options.json) print(Json{{"scenario", text}});
  else print(text);
  return Exit::done;
}

}  // namespace echelon::app
