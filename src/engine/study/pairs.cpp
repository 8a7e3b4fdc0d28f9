// Which does better: differences between scenarios under the same points and the same luck, and what they cost.
#include <cmath>
#include <limits>

#include "core/statistics.hpp"
#include "engine/compare_statistics.hpp"
#include "engine/study/bootstrap.hpp"
#include "engine/study/view.hpp"

namespace echelon {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

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

// Money and movers by point, of the reference and beside it.
struct Flows {
  Column paid_0, paid, tax_0, tax, moved_0, moved;
  Flows(const StudyView& view, std::size_t v)
      : paid_0(view.point_sums("outlay_total", 0)), paid(view.point_sums("outlay_total", v)), tax_0(view.point_sums("tax_local_total", 0)),
        tax(view.point_sums("tax_local_total", v)), moved_0(view.point_sums("relocated_total", 0)), moved(view.point_sums("relocated_total", v)) {}
};

// What one unit costs, from the most that can be said for a package to the least: every unit that is counted, those that would not
// be there otherwise, those that are new to the region too, and what remains when the tax that comes back is taken off.
struct Costs {
  Prices gross{"gross_cost_per_unit", {}, {}, {}}, additional{"cost_per_unit", {}, {}, {}}, regional{"regional_cost_per_unit", {}, {}, {}},
      net{"net_cost_per_unit", {}, {}, {}};
  Column deadweight, accepted;

  void add(const StudyView& view, Flows f, std::size_t v, std::size_t o) {
    Column y0 = view.point_means(o, 0), y = view.point_means(o, v);
    keep_whole({&y0, &y, &f.paid_0, &f.paid, &f.tax_0, &f.tax, &f.moved_0, &f.moved});
    const Column effect = minus(y, y0), cost = minus(f.paid, f.paid_0);
    const bool firms = view.texts("outcome_unit")[o] == "firms";  // of nothing else is it known what came from the region
    gross.add(cost, y, view.level), additional.add(cost, effect, view.level);
    // All movers count as firms that the outcome counts: where they outnumber the effect, nothing can be said.
    const Column own = firms ? minus(effect, minus(f.moved, f.moved_0)) : Column{};
    const bool some = !own.empty() && mean(own) > 0;
    regional.add(some ? cost : Column{}, some ? own : Column{}, view.level);
    net.add(minus(cost, minus(f.tax, f.tax_0)), effect, view.level);
    deadweight.push_back(y.empty() ? kNan : mean(y0) / mean(y));
    add_acceptability(view, cost, effect, additional.value.back(), accepted);
  }
  void write(Results& r) {
    const std::vector<std::string> by = {"other", "outcome"};
    gross.write(r, "additional outlay for one unit that is counted in the scenario, whether or not it would be there anyway", "每计一单位的新增支出（未扣无谓损失）", by);
    add_estimate(r, "deadweight_share", "1", "share of what is counted in the scenario that is there in the reference too", "无谓份额：无政策时也会出现的比例", by, std::move(deadweight));
    additional.write(r, "additional outlay for one additional unit of the outcome", "每增加一单位的支出", by);
    regional.write(r, "additional outlay for one additional firm that did not move in from elsewhere in the region, an upper end", "每增加一家非区域内迁入企业的支出（上限）", by);
    net.write(r, "additional outlay less the tax that comes back, for one additional unit", "每增加一单位的净支出", by);
    add_estimate(r, "acceptability", "1", "share of resamples in which this multiple of cost_per_unit pays for the effect", "可接受概率", {"other", "outcome", "multiple"}, std::move(accepted));
  }
};

}  // namespace

void add_pairs(const StudyView& view, Results& r) {
  Differences outcome, outlay, net;
  Costs costs;
  std::vector<std::string> others(view.ids("variant").begin() + 1, view.ids("variant").end());
  for (std::size_t v = 1; v < view.variants; ++v) {
    Flows f(view, v);
    for (std::size_t o = 0; o < view.outcomes; ++o) {
      Column y0 = view.point_means(o, 0), y = view.point_means(o, v);
      keep_whole({&y0, &y});
      outcome.add(y0, y, view.level), costs.add(view, f, v, o);
    }
    keep_whole({&f.paid_0, &f.paid, &f.tax_0, &f.tax});
    outlay.add(f.paid_0, f.paid, view.level), net.add(minus(f.paid_0, f.tax_0), minus(f.paid, f.tax), view.level);
  }
  r.dimensions.push_back({"other", std::move(others), "1", "scenario beside the reference", "对比情景", {}});
  r.dimensions.push_back({"multiple", std::vector<double>(std::begin(kMultiples), std::end(kMultiples)), "1", "multiple of cost_per_unit", "单位成本倍数", {}});
  outcome.write(r, "outcome", "outcome's own", {"other", "outcome"});
  outlay.write(r, "outlay", "CNY", {"other"}), net.write(r, "net_outlay", "CNY", {"other"});
  costs.write(r);
}

}  // namespace echelon
