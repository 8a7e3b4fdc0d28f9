// How much: means and quantiles with their intervals.
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/statistics.hpp"
#include "engine/study/bootstrap.hpp"
#include "engine/study/view.hpp"

namespace echelon {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// Bounds of a quantile from order statistics, without any assumption on the distribution (normal approximation of the binomial).
Interval quantile_bounds(const Column& sorted, double p, double level) {
  const double n = static_cast<double>(sorted.size()), half = half_width(std::sqrt(n * p * (1 - p)), level);
  const auto at = [&](double rank) { return sorted[static_cast<std::size_t>(std::clamp(rank, 1.0, n) - 1)]; };
  return {at(std::floor(n * p - half)), at(std::ceil(n * p + half) + 1)};
}

// Half the interval of the mean. Seeds of one point are no independent experiments, points are; those of a design that is no sample
// of what is believed have a mean but no interval.
double mean_half_width(const StudyView& view, std::size_t variant, std::size_t o) {
  if (!view.is_sample()) return kNan;
  Column means;
  const Column all = view.point_means(o, variant);
  for (std::size_t p = 0; p < all.size(); ++p) {
    if (view.counts(p) && all[p] == all[p]) means.push_back(all[p]);
  }
  return means.size() < 2 ? kNan : half_width(sd(means) / std::sqrt(static_cast<double>(means.size())), view.level);
}

struct Moments {
  Column mean, conf, spread, half_spread, p05, median, p95, p05_low, p05_high, median_low, median_high, p95_low, p95_high;
  std::vector<std::int64_t> finished, converged;
  void add(const StudyView& view, std::size_t v, std::size_t o);
};

void Moments::add(const StudyView& view, std::size_t v, std::size_t o) {
  Column y = view.finished(v, o);
  finished.push_back(static_cast<std::int64_t>(y.size()));
  const bool some = !y.empty();
  mean.push_back(some ? echelon::mean(y) : kNan);
  conf.push_back(mean_half_width(view, v, o));
  converged.push_back(conf.back() <= view.precision * std::abs(mean.back()) ? 1 : 0);
  spread.push_back(y.size() > 1 ? sd(y) : kNan);
  half_spread.push_back(y.size() > 3 ? sd(std::span(y).first(y.size() / 2)) : kNan);
  std::sort(y.begin(), y.end());
  const auto put = [&](double p, Column& at, Column& low, Column& high) {
    const Interval bounds = some ? quantile_bounds(y, p, view.level) : Interval{kNan, kNan};
    at.push_back(some ? quantile(y, p) : kNan), low.push_back(bounds.low), high.push_back(bounds.high);
  };
  put(0.05, p05, p05_low, p05_high), put(0.5, median, median_low, median_high), put(0.95, p95, p95_low, p95_high);
}

}  // namespace

void add_moments(const StudyView& view, Results& r) {
  Moments m;
  for (std::size_t v = 0; v < view.variants; ++v)
    for (std::size_t o = 0; o < view.outcomes; ++o) m.add(view, v, o);
  const std::vector<std::string> by = {"variant", "outcome"};
  const auto put = [&](const char* name, const char* en, const char* zh, Column& c) { add_estimate(r, name, "outcome's own", en, zh, by, std::move(c)); };
  add_estimate(r, "finished", "1", "experiments that count", "有效实验数", by, std::move(m.finished));
  put("mean", "mean", "均值", m.mean), put("mean_conf", "half the interval of the mean", "均值区间半宽", m.conf);
  if (view.precision > 0 && !view.judges_inputs()) add_estimate(r, "mean_converged", "1", "1 when half the interval of the mean is at most `precision` of the mean", "均值是否收敛", by, std::move(m.converged));
  put("sd", "standard deviation", "标准差", m.spread);
  put("sd_half", "standard deviation over the first half of the experiments: near `sd` when there are enough", "前半实验的标准差", m.half_spread);
  put("p05", "5 % quantile", "5%分位", m.p05), put("p05_low", "lower end of its interval", "下限", m.p05_low), put("p05_high", "upper end of its interval", "上限", m.p05_high);
  put("median", "median", "中位数", m.median), put("median_low", "lower end of its interval", "下限", m.median_low), put("median_high", "upper end of its interval", "上限", m.median_high);
  put("p95", "95 % quantile", "95%分位", m.p95), put("p95_low", "lower end of its interval", "下限", m.p95_low), put("p95_high", "upper end of its interval", "上限", m.p95_high);
}

}  // namespace echelon
