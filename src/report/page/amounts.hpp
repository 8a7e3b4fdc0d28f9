#pragma once
// Differences and ranges as a page writes them.
#include <string>

#include "report/words.hpp"

namespace echelon::page {

// With its sign; what is below the shown digits is 0. A mean of counts keeps one digit.
std::string change(Lang lang, double value, const std::string& unit);
std::string change_range(Lang lang, double low, double high, const std::string& unit);

// The same without its sign.
std::string size_of_change(Lang lang, double value, const std::string& unit);

// A level, such as a mean, with its unit; "-" for NaN.
std::string amount(Lang lang, double value, const std::string& unit);
std::string amount_range(Lang lang, double low, double high, const std::string& unit);

std::string money_range(Lang lang, double low, double high);

}  // namespace echelon::page
