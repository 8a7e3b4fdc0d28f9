#include "report/page/page.hpp"

#include "report/page/run_page.hpp"

namespace echelon::page {

std::string result_page(const PageInput& input) {
  return ResultView(input.results).attribute("kind") == "comparison" ? compare_page(input) : run_page(input);
}

}  // namespace echelon::page
