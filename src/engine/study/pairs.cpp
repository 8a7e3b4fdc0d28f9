// Which does better: differences between scenarios under the same points and the same luck, what they cost, and who among the
// instruments brings the effect about.
#include <cmath>
#include <limits>

#include "engine/compare_statistics.hpp"
#include "engine/study/bootstrap.hpp"
#include "engine/study/view.hpp"

namespace echelon {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// What is paid, and what is paid less the tax that comes back, by point.
Column costs(const StudyView& view, std::size_t variant, bool net) {
  const auto &outlay = view.reals("outlay_total"), &tax = view.reals("tax_local_total");
  Column out;
  for (std::size_t p = 0; p < view.points(); ++p) {
    double sum = 0;
    for (std::size_t s = 0; s < view.seeds; ++s) {
      const std::size_t e = view.experiment(p, s, variant);
      sum += outlay[e] - (net ? tax[e] : 0);
    }
    out.push_back(sum / static_cast<double>(view.seeds));
  }
  return out;
}

// Only points that all sides finished make pairs.
void keep_pairs(std::vector<Column*> columns) {
  Column kept;
  std::vector<std::size_t> rows;
  for (std::size_t p = 0; p < columns.front()->size(); ++p) {
    bool whole = true;
    for (const Column* c : columns) whole = whole && (*c)[p] == (*c)[p];
    if (whole) rows.push_back(p);
  }
  for (Column* c : columns) {
    kept.clear();
    for (const std::size_t p : rows) kept.push_back((*c)[p]);
    *c = kept;
  }
}

struct Differences {
  Column mean, low, high, p05, p95, ratio;
  void add(const Column& reference, const Column& other, double level) {
    const PairedDifference d = reference.empty() ? PairedDifference{kNan, kNan, kNan, kNan, kNan, kNan} : paired_difference(reference, other, level);
    mean.push_back(d.mean), low.push_back(d.low), high.push_back(d.high), p05.push_back(d.p05), p95.push_back(d.p95), ratio.push_back(d.variance_ratio);
  }
  void write(Results& r, const std::string& name, const std::string& units, const std::vector<std::string>& by) {
    add_estimate(r, name + "_difference", units, "mean of other - reference over pairs", "平均差值", by, std::move(mean));
    add_estimate(r, name + "_difference_low", units, "lower end of its interval (Student's t)", "下限", by, std::move(low));
    add_estimate(r, name + "_difference_high", units, "upper end of its interval (Student's t)", "上限", by, std::move(high));
    add_estimate(r, name + "_difference_p05", units, "low end of single pairs", "单对下限", by, std::move(p05));
    add_estimate(r, name + "_difference_p95", units, "high end of single pairs", "单对上限", by, std::move(p95));
    add_estimate(r, name + "_variance_ratio", "1", "variance of the paired difference over that of an unpaired one", "配对与非配对方差之比", by, std::move(ratio));
  }
};

// CNY per additional unit, with Fieller's interval; and how often a payer who would give this much at most would say yes.
struct Prices {
  std::string name;
  Column value, low, high;
  void add(const Column& cost, const Column& effect, double level) {
    const CostPerUnit c = cost.empty() ? CostPerUnit{kNan, kNan, kNan} : cost_per_unit(cost, effect, level);
    value.push_back(c.value), low.push_back(c.low), high.push_back(c.high);
  }
  void write(Results& r, const char* en, const char* zh, const std::vector<std::string>& by) {
    add_estimate(r, name, "CNY per unit of the outcome", en, zh, by, std::move(value));
    add_estimate(r, name + "_low", "CNY per unit of the outcome", "lower end of its interval (Fieller); none where the effect may be zero", "下限（Fieller）", by, std::move(low));
    add_estimate(r, name + "_high", "CNY per unit of the outcome", "upper end of its interval (Fieller); none where the effect may be zero", "上限（Fieller）", by, std::move(high));
  }
};

Column minus(const Column& a, const Column& b) {
  Column out;
  for (std::size_t i = 0; i < a.size(); ++i) out.push_back(a[i] - b[i]);
  return out;
}

constexpr double kMultiples[] = {0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4};

// The acceptability curve (van Hout et al. 1994): share of resamples of the pairs in which `multiple` times the price found would
// pay for the mean effect.
void add_acceptability(const StudyView& view, const Column& cost, const Column& effect, double price, Column& out) {
  std::vector<std::size_t> yes(std::size(kMultiples), 0);
  std::size_t seen = 0;
  bootstrap_sd(cost.size(), view.resamples, view.seed, [&](const Rows& drawn) {
    double c = 0, e = 0;
    for (const std::size_t i : drawn) c += cost[i], e += effect[i];
    ++seen;
    for (std::size_t m = 0; m < yes.size(); ++m) yes[m] += kMultiples[m] * price * e > c ? 1 : 0;
    return Column{c};
  });
  for (const std::size_t n : yes) out.push_back(seen > 0 && price == price ? static_cast<double>(n) / static_cast<double>(seen) : kNan);
}

double factorial(std::size_t n) { return n < 2 ? 1 : static_cast<double>(n) * factorial(n - 1); }

}  // namespace

void add_pairs(const StudyView& view, Results& r) {
  Differences outcome, outlay, net;
  Prices price{"cost_per_unit", {}, {}, {}}, net_price{"net_cost_per_unit", {}, {}, {}};
  Column accepted;
  std::vector<std::string> others(view.ids("variant").begin() + 1, view.ids("variant").end());
  for (std::size_t v = 1; v < view.variants; ++v) {
    Column paid_0 = costs(view, 0, false), paid = costs(view, v, false), left_0 = costs(view, 0, true), left = costs(view, v, true);
    for (std::size_t o = 0; o < view.outcomes; ++o) {
      Column y0 = view.point_means(o, 0), y = view.point_means(o, v), c0 = paid_0, c = paid, n0 = left_0, n = left;
      keep_pairs({&y0, &y, &c0, &c, &n0, &n});
      outcome.add(y0, y, view.level);
      const Column effect = minus(y, y0), cost = minus(c, c0);
      price.add(cost, effect, view.level), net_price.add(minus(n, n0), effect, view.level);
      add_acceptability(view, cost, effect, price.value.back(), accepted);
    }
    keep_pairs({&paid_0, &paid, &left_0, &left});
    outlay.add(paid_0, paid, view.level), net.add(left_0, left, view.level);
  }
  r.dimensions.push_back({"other", std::move(others), "1", "scenario beside the reference", "对比情景", {}});
  r.dimensions.push_back({"multiple", std::vector<double>(std::begin(kMultiples), std::end(kMultiples)), "1", "multiple of cost_per_unit", "单位成本倍数", {}});
  const std::vector<std::string> by = {"other", "outcome"};
  outcome.write(r, "outcome", "outcome's own", by);
  outlay.write(r, "outlay", "CNY", {"other"}), net.write(r, "net_outlay", "CNY", {"other"});
  price.write(r, "outlay for one additional unit of the outcome", "每增加一单位的支出", by);
  net_price.write(r, "outlay less the tax that comes back, for one additional unit", "每增加一单位的净支出", by);
  add_estimate(r, "acceptability", "1", "share of resamples in which this multiple of cost_per_unit pays for the effect", "可接受概率", {"other", "outcome", "multiple"}, std::move(accepted));
}

// Shapley (1953): every player's mean contribution over all orders in which the players may join. Variant v has player j when bit j
// of v is set.
void add_shapley(const StudyView& view, Results& r) {
  std::size_t k = 0;
  while ((std::size_t{1} << k) < view.variants) ++k;
  Column value, low, high, whole;
  const auto contribution = [&](const std::vector<Column>& y, std::size_t j, std::size_t p) {
    double sum = 0;
    for (std::size_t s = 0; s < view.variants; ++s) {
      if ((s >> j) & 1) continue;
      const auto size = static_cast<std::size_t>(__builtin_popcountll(s));
      sum += factorial(size) * factorial(k - size - 1) / factorial(k) * (y[s | (std::size_t{1} << j)][p] - y[s][p]);
    }
    return sum;
  };
  for (std::size_t o = 0; o <= view.outcomes; ++o) {  // the last one is what is paid
    std::vector<Column> y;
    for (std::size_t v = 0; v < view.variants; ++v) y.push_back(o < view.outcomes ? view.point_means(o, v) : costs(view, v, false));
    std::vector<Column*> columns;
    for (Column& c : y) columns.push_back(&c);
    keep_pairs(columns);
    const Column nothing(y[0].size(), 0.0);
    whole.push_back(y[0].empty() ? kNan : paired_difference(y.front(), y.back(), view.level).mean);
    for (std::size_t j = 0; j < k; ++j) {
      Column phi;
      for (std::size_t p = 0; p < y[0].size(); ++p) phi.push_back(contribution(y, j, p));
      const PairedDifference d = phi.empty() ? PairedDifference{kNan, kNan, kNan, kNan, kNan, kNan} : paired_difference(nothing, phi, view.level);
      value.push_back(d.mean), low.push_back(d.low), high.push_back(d.high);
    }
  }
  std::vector<std::string> ids = view.ids("outcome");
  ids.emplace_back("outlay_total");
  r.dimensions.push_back({"shared", std::move(ids), "1", "outcome that is shared out, and the outlay", "分摊对象", {}});
  r.dimensions.push_back({"player", view.players(), "1", "instruments that join together", "工具组", {}});
  const std::vector<std::string> by = {"shared", "player"};
  add_estimate(r, "shapley", "outcome's own", "Shapley share of the effect", "Shapley值", by, std::move(value));
  add_estimate(r, "shapley_low", "outcome's own", "lower end of its interval (Student's t over points)", "下限", by, std::move(low));
  add_estimate(r, "shapley_high", "outcome's own", "upper end of its interval (Student's t over points)", "上限", by, std::move(high));
  add_estimate(r, "whole_effect", "outcome's own", "effect of all together", "总效应", {"shared"}, std::move(whole));
}

}  // namespace echelon
