#pragma once
#include "report/page/run_data.hpp"

namespace echelon::page {

std::string run_page(const PageInput& input);
std::string compare_page(const PageInput& input);

}  // namespace echelon::page
