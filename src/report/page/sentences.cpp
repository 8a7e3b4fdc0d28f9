#include "report/page/sentences.hpp"

#include <algorithm>
#include <cmath>

namespace echelon::page {

std::string odds_words(Lang lang, double p) {
  static const char* const tenths[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
  const bool zh = lang == Lang::zh;
  if (std::isnan(p)) return "-";
  if (p < 0.005) return zh ? "不到 1 %" : "fewer than 1 in 100";
  if (p < 0.05) return zh ? "不到 5 %" : "fewer than 1 in 20";
  if (p > 0.995) return zh ? "99 % 以上" : "more than 99 in 100";
  if (p > 0.95) return zh ? "95 % 以上" : "more than 19 in 20";
  const long n = std::clamp(std::lround(10 * p), 1L, 9L);
  return zh ? std::string("约") + tenths[n - 1] + "成" : fmt::format("about {} in 10", n);
}

std::string bound_word(Lang lang, const std::string& bound) {
  if (bound == "lower") return lang == Lang::zh ? "至少 " : "at least ";
  if (bound == "upper") return lang == Lang::zh ? "至多 " : "at most ";
  return "";
}

}  // namespace echelon::page
