#include "report/numbers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace echelon {
namespace {

std::string with_commas(const std::string& digits) {
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

struct Scale {
  double unit;
  const char* name;
};

std::string scaled(Lang lang, double value, const char* currency_en, const char* currency_zh) {
  static constexpr Scale english[] = {{1e9, "bn"}, {1e6, "m"}};
  static constexpr Scale chinese[] = {{1e8, "亿"}, {1e4, "万"}};
  const std::string currency = lang == Lang::zh ? currency_zh : currency_en;
  for (const Scale& scale : lang == Lang::zh ? chinese : english) {
    if (std::abs(value) < scale.unit) continue;
    const std::string space = lang == Lang::en && !currency.empty() ? " " : "";
    return grouped(value / scale.unit) + " " + scale.name + space + currency;
  }
  return grouped(value) + (currency.empty() ? "" : " " + currency);
}

// Things that are counted; the quantiles of a count fall between two of them.
bool is_count(const std::string& unit) { return unit == "firms" || unit == "count" || unit == "persons"; }

// A mean that lies between two shown numbers goes the same way however it was reached: 1527.05 / 0.1 is a hair below 15270.5.
constexpr double hair = 1 + 1e-12;

double whole(double value, const std::string& unit) { return is_count(unit) ? std::round(value * hair) : value; }

const char* points(Lang lang) { return lang == Lang::zh ? " 个百分点" : " percentage points"; }

// Size and sign of a difference, a share without its unit.
std::string bare_change(Lang lang, double value, const std::string& unit, const char* minus) {
  const bool counted = is_count(unit) || unit == "1";
  const double size = std::abs(is_share(unit) ? 100 * value : value);
  const double shown = counted ? (size >= 99.95 ? std::round(size * hair) : std::round(size * 10 * hair) / 10) : is_share(unit) ? std::round(size * 100 * hair) / 100 : size;
  if (shown == 0) return "0";
  return (value > 0 ? "+" : minus) + (counted || is_share(unit) ? grouped(shown) : quantity(lang, shown, unit));
}

}  // namespace

bool is_share(const std::string& unit) { return unit.rfind("fraction", 0) == 0; }

std::string grouped(double value) {
  if (std::isnan(value)) return "-";
  const double size = std::abs(value);
  const std::string sign = value < 0 ? "-" : "";
  if (size >= 99.95 || size == std::round(size)) return sign + with_commas(fmt::format("{:.0f}", std::round(size * hair)));
  return sign + fmt::format("{:.3g}", size * hair);
}

std::string bare_quantity(Lang lang, double value, const std::string& unit) {
  if (std::isnan(value)) return "-";
  if (unit == "CNY") return scaled(lang, value, "", "");
  return is_share(unit) ? grouped(100 * value) + " %" : grouped(whole(value, unit));
}

std::string quantity(Lang lang, double value, const std::string& unit) {
  if (std::isnan(value)) return "-";
  if (unit == "CNY") return scaled(lang, value, "CNY", "元");
  const std::string name = unit_word(lang, unit);
  return grouped(is_share(unit) ? 100 * value : whole(value, unit)) + (name.empty() ? "" : " " + name);
}

std::string level(Lang lang, double value, const std::string& unit) { return unit == "CNY" ? quantity(lang, value, unit) : bare_quantity(lang, value, unit); }

std::string signed_change(Lang lang, double value, const std::string& unit, const char* minus) {
  if (std::isnan(value)) return "-";
  const std::string text = bare_change(lang, value, unit, minus);
  return is_share(unit) && text != "0" ? text + points(lang) : text;
}

std::string signed_range(Lang lang, double low, double high, const std::string& unit, const char* word, const char* minus) {
  if (std::isnan(low) || std::isnan(high)) return "-";
  return bare_change(lang, low, unit, minus) + word + bare_change(lang, high, unit, minus) + (is_share(unit) ? points(lang) : "");
}

std::string probability(double p) {
  if (std::isnan(p)) return "-";
  if (p < 0.005) return "< 0.01";
  if (p > 0.995) return "> 0.99";
  return fmt::format("{:.2f}", p);
}

std::string percent(double share) { return std::isnan(share) ? "-" : grouped(std::round(100 * share) + 0.0) + " %"; }

double told(double value, double low) { return std::isnan(low) ? std::numeric_limits<double>::quiet_NaN() : value; }

}  // namespace echelon
