// How likely: probabilities of reaching goals, what is missing, when they are reached, which is missed by most.
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/statistics.hpp"
#include "engine/study/bootstrap.hpp"
#include "engine/study/view.hpp"

namespace echelon {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// As many independent trials as the experiments in which an event is known are worth when several of them share a point: the variance
// of the shares by point over that of independent trials, never less than the points nor more than the experiments. `event` gives 1,
// 0 or NaN (not known) for an experiment.
struct Trials {
  std::size_t hits = 0, known = 0, worth = 0;
  double share() const { return known > 0 ? static_cast<double>(hits) / static_cast<double>(known) : kNan; }
};

template <class Event>
Trials trials(const StudyView& view, std::size_t v, Event event) {
  Trials t;
  Column shares;
  for (std::size_t p = 0; p < view.points(); ++p) {
    if (!view.counts(p)) continue;
    double hits = 0, seen = 0;
    for (std::size_t s = 0; s < view.seeds; ++s) {
      const double y = event(view.experiment(p, s, v));
      if (y == y) seen += 1, hits += y;
    }
    t.hits += static_cast<std::size_t>(hits), t.known += static_cast<std::size_t>(seen);
    if (seen > 0) shares.push_back(hits / seen);
  }
  t.worth = t.known;
  if (view.seeds == 1 || t.known < 2) return t;
  t.worth = std::min(t.known, shares.size());
  const double p = t.share(), spread = shares.size() < 2 ? kNan : sd(shares);
  if (p <= 0 || p >= 1 || !(spread > 0)) return t;
  const double worth = p * (1 - p) * static_cast<double>(shares.size()) / (spread * spread);
  t.worth = static_cast<std::size_t>(std::clamp(worth, static_cast<double>(t.worth), static_cast<double>(t.known)));
  return t;
}

// A probability with its two intervals, by scenario and whatever else.
struct Likely {
  Column p, low, high, jeffreys_low, jeffreys_high;
  std::vector<std::int64_t> converged;

  void add(const Trials& t, double level, double precision) {
    Interval w{kNan, kNan}, j{kNan, kNan};
    if (t.known > 0) {
      const auto successes = static_cast<std::size_t>(std::lround(t.share() * static_cast<double>(t.worth)));
      w = wilson(successes, t.worth, level), j = jeffreys(successes, t.worth, level);
    }
    p.push_back(t.share()), low.push_back(w.low), high.push_back(w.high), jeffreys_low.push_back(j.low), jeffreys_high.push_back(j.high);
    converged.push_back(0.5 * (w.high - w.low) <= precision ? 1 : 0);
  }
  void write(Results& r, const std::string& name, const char* en, const char* zh, const std::vector<std::string>& by, bool both) {
    add_estimate(r, name, "1", en, zh, by, std::move(p));
    add_estimate(r, name + "_low", "1", "lower end of its interval (Wilson)", "下限（Wilson）", by, std::move(low));
    add_estimate(r, name + "_high", "1", "upper end of its interval (Wilson)", "上限（Wilson）", by, std::move(high));
    if (!both) return;
    add_estimate(r, name + "_jeffreys_low", "1", "lower end of its interval (Jeffreys)", "下限（Jeffreys）", by, std::move(jeffreys_low));
    add_estimate(r, name + "_jeffreys_high", "1", "upper end of its interval (Jeffreys)", "上限（Jeffreys）", by, std::move(jeffreys_high));
  }
  void write_converged(Results& r, const std::string& name, const std::vector<std::string>& by) {
    add_estimate(r, name + "_converged", "1", "1 when half the interval of " + name + " is at most `precision`", "区间是否足够窄", by, std::move(converged));
  }
};

// What is missing: on average, and where the goal is missed. Half the normal interval of both; points that share seeds count once.
struct Missing {
  Column all, all_conf, missed, missed_conf;

  void add(const StudyView& view, std::size_t v, std::size_t o, double goal) {
    Column by_point, gaps, misses;
    for (std::size_t p = 0; p < view.points(); ++p) {
      if (!view.counts(p)) continue;
      double gap = 0, seen = 0, short_of = 0;
      for (std::size_t s = 0; s < view.seeds; ++s) {
        const double y = view.outcome(view.experiment(p, s, v), o);
        if (y == y) seen += 1, gap += y < goal ? goal - y : 0, short_of += y < goal ? 1 : 0;
      }
      if (seen > 0) by_point.push_back(gap / seen), gaps.push_back(gap), misses.push_back(short_of);
    }
    if (goal != goal) by_point.clear(), gaps.clear(), misses.clear();
    put(by_point, view.level, all, all_conf), put_ratio(gaps, misses, view.level);
  }
  void write(Results& r, const std::vector<std::string>& by) {
    add_estimate(r, "shortfall_mean", "outcome's own", "mean of what is missing, 0 where reached", "平均缺口", by, std::move(all));
    add_estimate(r, "shortfall_mean_conf", "outcome's own", "half its interval", "区间半宽", by, std::move(all_conf));
    add_estimate(r, "shortfall_conditional", "outcome's own", "mean of what is missing where it is missed", "未实现时的平均缺口", by, std::move(missed));
    add_estimate(r, "shortfall_conditional_conf", "outcome's own", "half its interval", "区间半宽", by, std::move(missed_conf));
  }

 private:
  // What is missing over all misses: a ratio of two sums over points, its interval from the residuals.
  void put_ratio(const Column& gaps, const Column& misses, double level) {
    const double often = misses.empty() ? 0 : mean(misses), ratio = often > 0 ? mean(gaps) / often : kNan;
    Column rest;
    for (std::size_t p = 0; p < gaps.size(); ++p) rest.push_back(gaps[p] - ratio * misses[p]);
    const auto missing = std::count_if(misses.begin(), misses.end(), [](double n) { return n > 0; });
    const bool some = missing > 1;  // one point that misses says nothing of the spread
    missed.push_back(ratio);
    missed_conf.push_back(some ? half_width(sd(rest) / std::sqrt(static_cast<double>(rest.size())) / often, level) : kNan);
  }
  static void put(const Column& x, double level, Column& value, Column& conf) {
    value.push_back(x.empty() ? kNan : mean(x));
    conf.push_back(x.size() < 2 ? kNan : half_width(sd(x) / std::sqrt(static_cast<double>(x.size())), level));
  }
};

// The goal of an experiment that is missed by most, relative to itself; the number of outcomes when none is.
std::size_t binding(const StudyView& view, const Column& goals, std::size_t e) {
  double worst = 0;
  std::size_t which = view.outcomes;
  for (std::size_t o = 0; o < view.outcomes; ++o) {
    const double gap = goals[o] > 0 ? (goals[o] - view.outcome(e, o)) / goals[o] : 0;
    if (gap > worst) worst = gap, which = o;
  }
  return which;
}

// Median of the first year in which the goal is reached; NaN where most never reach it.
double median_year(const StudyView& view, std::size_t v, std::size_t o) {
  Column years;
  const auto& first = view.reals("first_year");
  for (const std::size_t e : view.sample(v)) {
    const double year = first[e * view.outcomes + o];
    if (view.outcome(e, o) == view.outcome(e, o)) years.push_back(year == year ? year : std::numeric_limits<double>::infinity());
  }
  if (years.empty()) return kNan;
  std::sort(years.begin(), years.end());
  const double middle = years[(years.size() - 1) / 2];
  return std::isfinite(middle) ? middle : kNan;
}

// All goals of the constraints together, or of all that have one.
void add_joint(const StudyView& view, const std::vector<std::size_t>& which, Results& r) {
  const auto& goals = view.reals("outcome_goal");
  Likely all;
  for (std::size_t v = 0; v < view.variants; ++v) {
    const auto event = [&](std::size_t e) {
      double reached = 1;
      for (const std::size_t o : which) {
        const double y = view.outcome(e, o);
        reached = y == y ? (y >= goals[o] ? reached : 0 * reached) : kNan;
      }
      return reached;
    };
    all.add(trials(view, v, event), view.level, view.precision);
  }
  all.write(r, "joint_probability", "probability that the goals of all constraints are reached together", "同时实现概率", {"variant"}, true);
}

// Share of the experiments that have reached the goal by a year: Kaplan and Meier's estimate (1958), which is the plain share since
// all experiments are watched to the same end.
void add_times(const StudyView& view, Results& r) {
  const auto& first = view.reals("first_year");
  const auto& goals = view.reals("outcome_goal");
  std::vector<std::int64_t> years;
  for (int y = view.first_year; y <= view.last_year; ++y) years.push_back(y);
  Likely reached;
  for (std::size_t v = 0; v < view.variants; ++v) {
    for (std::size_t o = 0; o < view.outcomes; ++o) {
      for (const std::int64_t year : years) {
        const auto event = [&](std::size_t e) {
          const double y = view.outcome(e, o);
          return goals[o] != goals[o] || y != y ? kNan : first[e * view.outcomes + o] <= static_cast<double>(year) ? 1.0 : 0.0;
        };
        reached.add(trials(view, v, event), view.level, view.precision);
      }
    }
  }
  r.dimensions.push_back({"year", std::move(years), "1", "calendar year", "年份", {}});
  reached.write(r, "reached_by", "share of experiments that reached the goal by this year (Kaplan-Meier)", "至该年实现的比例", {"variant", "outcome", "year"}, false);
}

}  // namespace

void add_targets(const StudyView& view, Results& r) {
  if (!view.is_sample()) return;
  const auto& goals = view.reals("outcome_goal");
  const auto& status = view.whole("status");
  std::vector<std::size_t> judged, together;
  for (std::size_t o = 0; o < view.outcomes; ++o)
    if (goals[o] == goals[o]) judged.push_back(o);
  if (judged.empty()) return;
  Likely odds, binds;
  Missing missing;
  Column first_year;
  std::vector<std::size_t> tightest(view.experiments, view.outcomes);
  for (std::size_t v = 0; v < view.variants; ++v) {
    for (const std::size_t e : view.sample(v)) tightest[e] = binding(view, goals, e);
    for (std::size_t o = 0; o < view.outcomes; ++o) {
      const double goal = goals[o];
      const auto known = [&](std::size_t e) { return goal == goal && view.outcome(e, o) == view.outcome(e, o); };
      odds.add(trials(view, v, [&](std::size_t e) { return known(e) ? (view.outcome(e, o) >= goal ? 1.0 : 0.0) : kNan; }), view.level, view.precision);
      binds.add(trials(view, v, [&](std::size_t e) { return goal > 0 && status[e] == 0 ? (tightest[e] == o ? 1.0 : 0.0) : kNan; }), view.level, view.precision);
      missing.add(view, v, o, goal);
      first_year.push_back(goal == goal ? median_year(view, v, o) : kNan);
    }
  }
  const std::vector<std::string> by = {"variant", "outcome"};
  odds.write(r, "probability", "probability of reaching the goal", "实现概率", by, true);
  if (view.precision > 0 && !view.judges_inputs()) odds.write_converged(r, "probability", by);
  missing.write(r, by);
  add_estimate(r, "first_year_median", "1", "median of the first year in which the goal is reached", "首次实现年份中位数", by, std::move(first_year));
  binds.write(r, "binding_share", "share of experiments in which this goal is missed by most, relative to itself", "最紧约束的比例", by, false);
  for (const std::size_t o : judged)
    if (view.constraint(o)) together.push_back(o);
  add_joint(view, together.empty() ? judged : together, r);
  if (view.first_year > 0) add_times(view, r);
}

}  // namespace echelon
