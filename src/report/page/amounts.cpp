#include "report/page/amounts.hpp"

#include <cmath>

#include "report/numbers.hpp"

namespace echelon::page {
namespace {

bool is_count(const std::string& unit) { return unit == "count" || unit == "firms" || unit == "1" || unit == "persons"; }

std::string between(Lang lang, const std::string& low, const std::string& high) { return low + (lang == Lang::zh ? " 至 " : " to ") + high; }

}  // namespace

std::string change(Lang lang, double value, const std::string& unit) {
  if (std::isnan(value)) return "-";
  const double shown = is_count(unit) ? std::round(value * 10) / 10 : value;
  if (shown == 0) return "0";
  return (shown > 0 ? "+" : "−") + (is_count(unit) ? grouped(std::abs(shown)) : bare_quantity(lang, std::abs(shown), unit));
}

std::string change_range(Lang lang, double low, double high, const std::string& unit) {
  if (std::isnan(low) || std::isnan(high)) return "-";
  return between(lang, change(lang, low, unit), change(lang, high, unit));
}

std::string amount(Lang lang, double value, const std::string& unit) { return std::isnan(value) ? "-" : bare_quantity(lang, value, unit); }

std::string amount_range(Lang lang, double low, double high, const std::string& unit) {
  if (std::isnan(low) || std::isnan(high)) return "-";
  return between(lang, amount(lang, low, unit), amount(lang, high, unit));
}

std::string money_range(Lang lang, double low, double high) {
  if (std::isnan(low) || std::isnan(high)) return "-";
  return between(lang, quantity(lang, low, "CNY"), quantity(lang, high, "CNY"));
}

}  // namespace echelon::page
