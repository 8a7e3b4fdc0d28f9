// What it depends on: from the columns of a joined study to indices with intervals and a flag that says whether they have converged.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/study/bootstrap.hpp"
#include "engine/study/view.hpp"

namespace echelon {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Rows whole_rows(std::size_t n, const std::vector<bool>& usable) {
  Rows rows;
  for (std::size_t i = 0; i < n; ++i)
    if (usable[i]) rows.push_back(i);
  return rows;
}

Rows picked(const Rows& rows, const Rows& drawn) {
  Rows out;
  for (const std::size_t i : drawn) out.push_back(rows[i]);
  return out;
}

void append(Column& to, const Column& more) { to.insert(to.end(), more.begin(), more.end()); }

// Indices of one name for every outcome and input.
class Family {
 public:
  Family(const StudyView& view, std::string name, std::string en, std::string zh, std::string units = "1")
      : view_(view), name_(std::move(name)), en_(std::move(en)), zh_(std::move(zh)), units_(std::move(units)) {}

  // One outcome's; `wide` is the half-width that is narrow enough.
  void add(const Column& value, const Column& sd, double wide) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      const double half = i < sd.size() ? half_width(sd[i], view_.level) : kNan;
      value_.push_back(value[i]), conf_.push_back(half), converged_.push_back(half <= wide ? 1 : 0);
    }
  }
  void write(Results& r, const std::vector<std::string>& dims) {
    add_estimate(r, name_, units_, en_, zh_, dims, std::move(value_));
    add_estimate(r, name_ + "_conf", units_, "half the interval of " + name_ + " (bootstrap)", name_ + "区间半宽（自助法）", dims, std::move(conf_));
    add_estimate(r, name_ + "_converged", "1", "1 when the interval of " + name_ + " is narrow enough", name_ + "是否收敛", dims, std::move(converged_));
  }

 private:
  const StudyView& view_;
  std::string name_, en_, zh_, units_;
  Column value_, conf_;
  std::vector<std::int64_t> converged_;
};

const std::vector<std::string> by_input = {"outcome", "input"};

Column part(const Column& all, std::size_t which, std::size_t width) {
  if (all.size() < (which + 1) * width) return {};
  return {all.begin() + static_cast<std::ptrdiff_t>(which * width), all.begin() + static_cast<std::ptrdiff_t>((which + 1) * width)};
}

Saltelli saltelli_of(const StudyView& view, std::size_t o, std::vector<bool>& usable) {
  const Column y = view.point_means(o, 0);
  const std::size_t n = view.groups(), g = view.together, k = view.inputs;
  Saltelli s{Column(n), Column(n), std::vector<Column>(k, Column(n)), std::vector<Column>(view.second_order ? k : 0, Column(n))};
  usable.assign(n, true);
  for (std::size_t row = 0; row < n; ++row) {
    for (std::size_t i = 0; i < g; ++i) usable[row] = usable[row] && y[row * g + i] == y[row * g + i];
    s.a[row] = y[row * g], s.b[row] = y[row * g + g - 1];
    for (std::size_t i = 0; i < k; ++i) {
      s.ab[i][row] = y[row * g + 1 + i];
      if (view.second_order) s.ba[i][row] = y[row * g + 1 + k + i];
    }
  }
  return s;
}

std::vector<std::vector<double>> effects_of(const StudyView& view, std::size_t o) {
  const Column y = view.point_means(o, 0);
  const auto& moved = view.whole("moved");
  const auto& step = view.reals("step");
  std::vector<std::vector<double>> out(view.groups(), std::vector<double>(view.inputs, kNan));
  for (std::size_t t = 0; t < view.groups(); ++t) {
    for (std::size_t s = 1; s < view.together; ++s) {
      const std::size_t p = t * view.together + s, e = view.experiment(p, 0, 0);
      out[t][static_cast<std::size_t>(moved[e])] = (y[p] - y[p - 1]) / step[e];
    }
  }
  return out;
}

// Factors of which a rank can be taken and that are judged alone, as columns over points.
struct Inputs {
  std::vector<std::size_t> place;  // among the inputs
  std::vector<Column> columns;
};
Inputs ranked_inputs(const StudyView& view) {
  Inputs out;
  const auto& input = view.texts("factor_input");
  const auto& ordered = view.whole("factor_ordered");
  for (std::size_t f = 0; f < view.factors; ++f) {
    if (ordered[f] == 0 || std::count(input.begin(), input.end(), input[f]) > 1) continue;
    Column c;
    for (std::size_t p = 0; p < view.points(); ++p) c.push_back(view.factor(view.experiment(p, 0, 0), f));
    out.place.push_back(view.place("input", input[f])), out.columns.push_back(std::move(c));
  }
  return out;
}

// Values of the ranked inputs spread over all inputs; NaN elsewhere.
Column spread_out(const Inputs& inputs, const Column& values, std::size_t width) {
  Column out(width, kNan);
  for (std::size_t i = 0; i < values.size(); ++i) out[inputs.place[i]] = values[i];
  return out;
}

// Points at which every outcome is there; outcomes that are nowhere there stay out of it.
std::vector<bool> usable_points(const std::vector<Column>& outcomes, std::size_t points) {
  std::vector<bool> usable(points, true);
  for (const Column& y : outcomes) {
    const bool never = std::all_of(y.begin(), y.end(), [](double v) { return v != v; });
    for (std::size_t p = 0; p < points && !never; ++p) usable[p] = usable[p] && y[p] == y[p];
  }
  return usable;
}

void add_prcc(const StudyView& view, const Inputs& inputs, const std::vector<Column>& y, const Rows& rows, Results& r) {
  const auto all = prcc(inputs.columns, y, rows);
  const auto again = [&](const Rows& drawn) {
    Column flat;
    for (const auto& line : prcc(inputs.columns, y, picked(rows, drawn))) append(flat, line);
    return flat;
  };
  const std::size_t k = inputs.columns.size();
  const Column sd = bootstrap_sd(rows.size(), view.resamples, view.seed, again);
  Family family(view, "prcc", "partial rank correlation with the outcome, given the other inputs", "偏秩相关系数");
  for (std::size_t o = 0; o < y.size(); ++o)
    family.add(spread_out(inputs, all[o], view.inputs), spread_out(inputs, part(sd, o, k), view.inputs), view.precision);
  family.write(r, by_input);
}

void add_pawn(const StudyView& view, const Inputs& inputs, const std::vector<Column>& y, const Rows& rows, Results& r) {
  Family median(view, "pawn_median", "PAWN: median distance between conditional and unconditional distributions", "PAWN中位数");
  Family widest(view, "pawn_max", "PAWN: greatest distance", "PAWN最大值");
  Column bound;  // of the dummy: what an input without influence reaches
  const std::size_t dummy = view.place("input", "dummy");
  for (const Column& outcome : y) {
    Column middle, most;
    for (const Column& x : inputs.columns) {
      const PawnIndices p = pawn(x, outcome, view.slices, rows);
      middle.push_back(p.median), most.push_back(p.max);
    }
    const auto again = [&](const Rows& drawn) {
      Column flat;
      for (const Column& x : inputs.columns) {
        const PawnIndices p = pawn(x, outcome, view.slices, picked(rows, drawn));
        flat.push_back(p.median), flat.push_back(p.max);
      }
      return flat;
    };
    const Column sd = bootstrap_sd(rows.size(), view.resamples, view.seed, again);
    Column sd_middle, sd_most;
    for (std::size_t i = 0; i < sd.size(); ++i) (i % 2 == 0 ? sd_middle : sd_most).push_back(sd[i]);
    const Column value = spread_out(inputs, middle, view.inputs), spread = spread_out(inputs, sd_middle, view.inputs);
    median.add(value, spread, view.precision);
    widest.add(spread_out(inputs, most, view.inputs), spread_out(inputs, sd_most, view.inputs), view.precision);
    bound.push_back(dummy < view.inputs ? value[dummy] + half_width(spread[dummy], view.level) : kNan);
  }
  median.write(r, by_input), widest.write(r, by_input);
  add_estimate(r, "pawn_dummy_bound", "1", "upper end of the dummy's interval: a pawn_median below it may be chance", "虚拟输入上限", {"outcome"}, std::move(bound));
}

}  // namespace

void add_sobol(const StudyView& view, Results& r) {
  Family first(view, "S1", "first-order Sobol' index (Saltelli 2010)", "一阶Sobol'指数"), total(view, "ST", "total Sobol' index (Jansen 1999)", "总Sobol'指数");
  Family second(view, "S2", "second-order Sobol' index (Saltelli 2002)", "二阶Sobol'指数");
  const std::size_t k = view.inputs;
  std::vector<std::int64_t> used;
  for (std::size_t o = 0; o < view.outcomes; ++o) {
    std::vector<bool> usable;
    const Saltelli y = saltelli_of(view, o, usable);
    const Rows rows = whole_rows(view.groups(), usable);
    used.push_back(static_cast<std::int64_t>(rows.size()));
    const auto flat = [&](const Rows& which) {
      const SobolIndices s = sobol_indices(y, which);
      Column all = s.first;
      append(all, s.total), append(all, s.second);
      return all;
    };
    const Column value = flat(rows);
    const Column sd = bootstrap_sd(rows.size(), view.resamples, view.seed, [&](const Rows& drawn) { return flat(picked(rows, drawn)); });
    first.add(part(value, 0, k), part(sd, 0, k), view.precision), total.add(part(value, 1, k), part(sd, 1, k), view.precision);
    if (!view.second_order) continue;
    const auto tail = [&](const Column& c) { return c.size() > 2 * k ? Column(c.begin() + static_cast<std::ptrdiff_t>(2 * k), c.end()) : Column(k * k, kNan); };
    second.add(tail(value), tail(sd), view.precision);
  }
  first.write(r, by_input), total.write(r, by_input);
  add_estimate(r, "base_rows", "1", "base rows without a failed experiment", "有效基行数", {"outcome"}, std::move(used));
  if (!view.second_order) return;
  r.dimensions.push_back({"input_2", view.ids("input"), "1", "the other input of a pair", "另一输入", {}});
  second.write(r, {"outcome", "input", "input_2"});
}

void add_morris(const StudyView& view, Results& r) {
  Family mu(view, "mu", "mean elementary effect: change of the outcome over the whole range of the input", "平均基本效应", "outcome's own");
  Family star(view, "mu_star", "mean size of the elementary effects", "基本效应绝对值均值", "outcome's own");
  Family sigma(view, "sigma", "standard deviation of the elementary effects", "基本效应标准差", "outcome's own");
  const std::size_t k = view.inputs;
  for (std::size_t o = 0; o < view.outcomes; ++o) {
    const auto effects = effects_of(view, o);
    const auto flat = [&](const Rows& which) {
      const MorrisIndices m = morris_indices(effects, which);
      Column all = m.mu;
      append(all, m.mu_star), append(all, m.sigma);
      return all;
    };
    Rows rows(view.groups());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    const Column value = flat(rows), sd = bootstrap_sd(rows.size(), view.resamples, view.seed, flat);
    double largest = 0;
    for (const double m : part(value, 1, k)) largest = m > largest ? m : largest;
    const double wide = view.precision * largest;  // relative to the input that matters most
    mu.add(part(value, 0, k), part(sd, 0, k), wide), star.add(part(value, 1, k), part(sd, 1, k), wide), sigma.add(part(value, 2, k), part(sd, 2, k), wide);
  }
  mu.write(r, by_input), star.write(r, by_input), sigma.write(r, by_input);
}

void add_given_data(const StudyView& view, Results& r) {
  if (view.kind == "monte-carlo") return;
  const Inputs inputs = ranked_inputs(view);
  std::vector<Column> y;
  for (std::size_t o = 0; o < view.outcomes; ++o) y.push_back(view.point_means(o, 0));
  const Rows rows = whole_rows(view.points(), usable_points(y, view.points()));
  if (view.kind == "prcc") add_prcc(view, inputs, y, rows, r);
  else add_pawn(view, inputs, y, rows, r);
}

void add_noise(const StudyView& view, Results& r) {
  Column share, conf;
  for (std::size_t v = 0; v < view.variants; ++v) {
    for (std::size_t o = 0; o < view.outcomes; ++o) {
      Column y;
      std::vector<bool> usable(view.points(), true);
      for (std::size_t p = 0; p < view.points(); ++p) {
        for (std::size_t s = 0; s < view.seeds; ++s) {
          y.push_back(view.outcome(view.experiment(p, s, v), o));
          usable[p] = usable[p] && y.back() == y.back();
        }
      }
      const Rows rows = whole_rows(view.points(), usable);
      share.push_back(noise_share(y, view.seeds, rows));
      const auto again = [&](const Rows& drawn) { return Column{noise_share(y, view.seeds, picked(rows, drawn))}; };
      const Column sd = bootstrap_sd(rows.size(), view.resamples, view.seed, again);
      conf.push_back(sd.empty() ? kNan : half_width(sd[0], view.level));
    }
  }
  add_estimate(r, "noise_share", "1", "share of the variance that is luck alone, points being equal", "随机性占方差的比例", {"variant", "outcome"}, std::move(share));
  add_estimate(r, "noise_share_conf", "1", "half its interval (bootstrap)", "区间半宽（自助法）", {"variant", "outcome"}, std::move(conf));
}

}  // namespace echelon
