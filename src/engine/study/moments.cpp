// How much, and how likely: means, quantiles, probabilities with their intervals.
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

Column finished(const StudyView& view, std::size_t variant, std::size_t o) {
  Column out;
  for (const std::size_t e : view.sample(variant)) {
    const double y = view.outcome(e, o);
    if (y == y) out.push_back(y);
  }
  return out;
}

// Half the interval of the mean. Seeds of one point are no independent experiments, points are.
double mean_half_width(const StudyView& view, std::size_t variant, std::size_t o) {
  Column means;
  const Column all = view.point_means(o, variant);
  for (std::size_t p = 0; p < all.size(); ++p) {
    const bool used = view.kind != "sobol" || p % view.together == 0 || p % view.together == view.together - 1;
    if (used && all[p] == all[p]) means.push_back(all[p]);
  }
  return means.size() < 2 ? kNan : half_width(sd(means) / std::sqrt(static_cast<double>(means.size())), view.level);
}

struct Moments {
  Column mean, conf, spread, half_spread, p05, median, p95, p05_low, p05_high, median_low, median_high, p95_low, p95_high;
  std::vector<std::int64_t> finished;
  void add(const StudyView& view, std::size_t v, std::size_t o);
};

void Moments::add(const StudyView& view, std::size_t v, std::size_t o) {
  Column y = echelon::finished(view, v, o);
  finished.push_back(static_cast<std::int64_t>(y.size()));
  const bool some = !y.empty();
  mean.push_back(some ? echelon::mean(y) : kNan);
  conf.push_back(mean_half_width(view, v, o));
  spread.push_back(y.size() > 1 ? sd(y) : kNan);
  half_spread.push_back(y.size() > 3 ? sd(std::span(y).first(y.size() / 2)) : kNan);
  std::sort(y.begin(), y.end());
  const auto put = [&](double p, Column& at, Column& low, Column& high) {
    const Interval bounds = some ? quantile_bounds(y, p, view.level) : Interval{kNan, kNan};
    at.push_back(some ? quantile(y, p) : kNan), low.push_back(bounds.low), high.push_back(bounds.high);
  };
  put(0.05, p05, p05_low, p05_high), put(0.5, median, median_low, median_high), put(0.95, p95, p95_low, p95_high);
}

// As many independent trials as `n` experiments are worth when several of them share a point: the variance of the point means
// over that of independent trials, never less than the points nor more than the experiments.
std::size_t trials(const StudyView& view, std::size_t v, std::size_t o, double goal, std::size_t n, double p) {
  if (view.seeds == 1 || n < 2 || p <= 0 || p >= 1) return view.seeds == 1 ? n : std::min(n, view.points());
  Column shares;
  for (std::size_t q = 0; q < view.points(); ++q) {
    double hits = 0, seen = 0;
    for (std::size_t s = 0; s < view.seeds; ++s) {
      const double y = view.outcome(view.experiment(q, s, v), o);
      if (y == y) seen += 1, hits += y >= goal ? 1 : 0;
    }
    if (seen > 0) shares.push_back(hits / seen);
  }
  if (shares.size() < 2) return 1;
  const double variance = sd(shares) * sd(shares) / static_cast<double>(shares.size());
  const double worth = variance > 0 ? p * (1 - p) / variance : static_cast<double>(n);
  return static_cast<std::size_t>(std::clamp(worth, static_cast<double>(std::min(n, shares.size())), static_cast<double>(n)));
}

struct Odds {
  Column p, low, high, jeffreys_low, jeffreys_high, missing, missing_if, first_year, binding;
  void add(const StudyView& view, std::size_t v, std::size_t o, double goal);
};

void Odds::add(const StudyView& view, std::size_t v, std::size_t o, double goal) {
  const Column y = finished(view, v, o);
  const bool judged = goal == goal && !y.empty();
  std::size_t hits = 0;
  double gap = 0;
  for (const double x : y) hits += x >= goal ? 1 : 0, gap += x < goal ? goal - x : 0;
  const double n = static_cast<double>(y.size()), share = judged ? static_cast<double>(hits) / n : kNan;
  p.push_back(share);
  Interval w{kNan, kNan}, j{kNan, kNan};
  if (judged) {
    const std::size_t worth = trials(view, v, o, goal, y.size(), share);
    const auto successes = static_cast<std::size_t>(std::lround(share * static_cast<double>(worth)));
    w = wilson(successes, worth, view.level), j = jeffreys(successes, worth, view.level);
  }
  low.push_back(w.low), high.push_back(w.high), jeffreys_low.push_back(j.low), jeffreys_high.push_back(j.high);
  missing.push_back(judged ? gap / n : kNan);
  missing_if.push_back(judged && hits < y.size() ? gap / static_cast<double>(y.size() - hits) : kNan);
  Column years;
  const auto& first = view.reals("first_year");
  for (const std::size_t e : view.sample(v)) {
    const double year = first[e * view.outcomes + o];
    years.push_back(year == year ? year : std::numeric_limits<double>::infinity());
  }
  double middle = kNan;
  if (judged && !years.empty()) {
    std::sort(years.begin(), years.end());
    middle = years[(years.size() - 1) / 2];
  }
  first_year.push_back(std::isfinite(middle) ? middle : kNan);
}

// The goal that is missed by most, relative to itself, in every experiment: the share of experiments in which it is this one.
Column binding_shares(const StudyView& view, std::size_t v) {
  const auto& goals = view.reals("outcome_goal");
  Column share(view.outcomes, kNan);
  double seen = 0;
  for (std::size_t o = 0; o < view.outcomes; ++o)
    if (goals[o] > 0) share[o] = 0;
  for (const std::size_t e : view.sample(v)) {
    if (view.whole("status")[e] != 0) continue;
    double worst = 0;
    std::size_t which = view.outcomes;
    for (std::size_t o = 0; o < view.outcomes; ++o) {
      const double gap = goals[o] > 0 ? (goals[o] - view.outcome(e, o)) / goals[o] : 0;
      if (gap > worst) worst = gap, which = o;
    }
    seen += 1;
    if (which < view.outcomes) share[which] += 1;
  }
  for (double& s : share) s = seen > 0 ? s / seen : kNan;
  return share;
}

// All goals of the constraints together, or of all that have one.
void add_joint(const StudyView& view, const std::vector<std::size_t>& which, Results& r) {
  const auto& goals = view.reals("outcome_goal");
  Column p, low, high;
  for (std::size_t v = 0; v < view.variants; ++v) {
    std::size_t all = 0, n = 0;
    for (const std::size_t e : view.sample(v)) {
      bool known = true, reached = true;
      for (const std::size_t o : which) {
        const double y = view.outcome(e, o);
        known = known && y == y, reached = reached && y >= goals[o];
      }
      if (known) ++n, all += reached ? 1 : 0;
    }
    const Interval w = n > 0 ? wilson(all, n, view.level) : Interval{kNan, kNan};
    p.push_back(n > 0 ? static_cast<double>(all) / static_cast<double>(n) : kNan), low.push_back(w.low), high.push_back(w.high);
  }
  add_estimate(r, "joint_probability", "1", "probability that the goals of all constraints are reached together", "同时实现概率", {"variant"}, std::move(p));
  add_estimate(r, "joint_probability_low", "1", "lower end of its interval (Wilson)", "下限", {"variant"}, std::move(low));
  add_estimate(r, "joint_probability_high", "1", "upper end of its interval (Wilson)", "上限", {"variant"}, std::move(high));
}

// Share of the experiments that have reached the goal by a year: Kaplan and Meier's estimate (1958), which is the plain share since
// all experiments are watched to the same end.
void add_times(const StudyView& view, int from, int to, Results& r) {
  const auto& first = view.reals("first_year");
  const auto& goals = view.reals("outcome_goal");
  std::vector<std::int64_t> years;
  for (int y = from; y <= to; ++y) years.push_back(y);
  Column share;
  for (std::size_t v = 0; v < view.variants; ++v) {
    const std::vector<std::size_t> sample = view.sample(v);
    for (std::size_t o = 0; o < view.outcomes; ++o) {
      for (int y = from; y <= to; ++y) {
        double hits = 0, n = 0;
        for (const std::size_t e : sample) {
          if (view.outcome(e, o) != view.outcome(e, o)) continue;
          n += 1, hits += first[e * view.outcomes + o] <= y ? 1 : 0;
        }
        share.push_back(goals[o] == goals[o] && n > 0 ? hits / n : kNan);
      }
    }
  }
  r.dimensions.push_back({"year", std::move(years), "1", "calendar year", "年份", {}});
  add_estimate(r, "reached_by", "1", "share of experiments that reached the goal by this year (Kaplan-Meier)", "至该年实现的比例", {"variant", "outcome", "year"}, std::move(share));
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
  put("sd", "standard deviation", "标准差", m.spread);
  put("sd_half", "standard deviation over the first half of the experiments: near `sd` when there are enough", "前半实验的标准差", m.half_spread);
  put("p05", "5 % quantile", "5%分位", m.p05), put("p05_low", "lower end of its interval", "下限", m.p05_low), put("p05_high", "upper end of its interval", "上限", m.p05_high);
  put("median", "median", "中位数", m.median), put("median_low", "lower end of its interval", "下限", m.median_low), put("median_high", "upper end of its interval", "上限", m.median_high);
  put("p95", "95 % quantile", "95%分位", m.p95), put("p95_low", "lower end of its interval", "下限", m.p95_low), put("p95_high", "upper end of its interval", "上限", m.p95_high);
}

void add_targets(const StudyView& view, Results& r) {
  if (!view.is_sample()) return;
  const auto& goals = view.reals("outcome_goal");
  std::vector<std::size_t> judged;
  for (std::size_t o = 0; o < view.outcomes; ++o)
    if (goals[o] == goals[o]) judged.push_back(o);
  if (judged.empty()) return;
  Odds odds;
  for (std::size_t v = 0; v < view.variants; ++v) {
    for (std::size_t o = 0; o < view.outcomes; ++o) odds.add(view, v, o, goals[o]);
    for (const double share : binding_shares(view, v)) odds.binding.push_back(share);
  }
  const std::vector<std::string> by = {"variant", "outcome"};
  const auto put = [&](const char* name, const char* units, const char* en, const char* zh, Column& c) { add_estimate(r, name, units, en, zh, by, std::move(c)); };
  put("probability", "1", "probability of reaching the goal", "实现概率", odds.p);
  put("probability_low", "1", "lower end of its interval (Wilson)", "下限（Wilson）", odds.low);
  put("probability_high", "1", "upper end of its interval (Wilson)", "上限（Wilson）", odds.high);
  put("probability_jeffreys_low", "1", "lower end of its interval (Jeffreys)", "下限（Jeffreys）", odds.jeffreys_low);
  put("probability_jeffreys_high", "1", "upper end of its interval (Jeffreys)", "上限（Jeffreys）", odds.jeffreys_high);
  put("shortfall_mean", "outcome's own", "mean of what is missing, 0 where reached", "平均缺口", odds.missing);
  put("shortfall_conditional", "outcome's own", "mean of what is missing where it is missed", "未实现时的平均缺口", odds.missing_if);
  put("first_year_median", "1", "median of the first year in which the goal is reached", "首次实现年份中位数", odds.first_year);
  put("binding_share", "1", "share of experiments in which this goal is missed by most, relative to itself", "最紧约束的比例", odds.binding);
  std::vector<std::size_t> together;
  for (const std::size_t o : judged)
    if (view.constraint(o)) together.push_back(o);
  add_joint(view, together.empty() ? judged : together, r);
  if (view.first_year > 0) add_times(view, view.first_year, view.last_year, r);
}

}  // namespace echelon
