#include "report/page/amounts.hpp"

#include <cmath>

#include "report/numbers.hpp"

namespace echelon::page {
namespace {

std::string between(Lang lang, const std::string& low, const std::string& high) { return low + (lang == Lang::zh ? " 至 " : " to ") + high; }

}  // namespace

std::string change(Lang lang, double value, const std::string& unit) { return signed_change(lang, value, unit, "−"); }

std::string change_range(Lang lang, double low, double high, const std::string& unit) {
  return signed_range(lang, low, high, unit, lang == Lang::zh ? " 至 " : " to ", "−");
}

std::string size_of_change(Lang lang, double value, const std::string& unit) {
  const std::string text = signed_change(lang, std::abs(value), unit);
  return text.front() == '+' ? text.substr(1) : text;
}

std::string amount(Lang lang, double value, const std::string& unit) { return level(lang, value, unit); }

std::string amount_range(Lang lang, double low, double high, const std::string& unit) {
  if (std::isnan(low) || std::isnan(high)) return "-";
  return between(lang, amount(lang, low, unit), amount(lang, high, unit));
}

std::string money_range(Lang lang, double low, double high) {
  if (std::isnan(low) || std::isnan(high)) return "-";
  return between(lang, quantity(lang, low, "CNY"), quantity(lang, high, "CNY"));
}

}  // namespace echelon::page
