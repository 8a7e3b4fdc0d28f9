#include "report/page/page.hpp"

#include "report/page/run_page.hpp"
#include "report/page/study_page.hpp"

namespace echelon::page {

std::string result_page(const PageInput& input) {
  if (input.results.attributes.count("study") > 0) return study_page(input);
  return ResultView(input.results).attribute("kind") == "comparison" ? compare_page(input) : run_page(input);
}

}  // namespace echelon::page
