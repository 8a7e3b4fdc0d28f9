// Facts 23 and 24: firms at the threshold of R&D over sales that the high-tech certificate asks for. The share is of three whole
// years, as the rule reads it; every year up to the reference counts.
#include <limits>

#include "engine/facts_sample.hpp"

namespace echelon {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kLeast = 30;

// Firms just above and just below the threshold.
struct Bunch {
  double above = 0, below = 0;
  void add(double ratio) {
    if (ratio >= 1 && ratio < 1.15) above += 1;
    else if (ratio >= 0.85 && ratio < 1) below += 1;
  }
  double value() const { return above + below >= kLeast && below > 0 ? above / below : kNone; }
};

struct ThreeYears {
  double revenue = 0, reported = 0, real = 0;
};

// False unless the firm was in business all three years.
bool add_up(const FactSample& s, int y, std::size_t k, ThreeYears& sum) {
  const std::uint32_t firm = s.year(y).firm[k];
  for (int back = 0; back < 3; ++back) {
    const std::int32_t r = s.row(y - back, firm);
    if (!s.whole(y - back, r)) return false;
    const PanelYear& p = s.year(y - back);
    sum.revenue += p.revenue[r], sum.reported += p.rd_reported[r], sum.real += p.rd_real[r];
  }
  return sum.revenue > 0 && sum.real > 0;
}

const Scheme* high_tech(const Scenario& scenario) {
  for (const Scheme& scheme : scenario.schemes) {
    if (scheme.id == "hte" && !scheme.versions.empty()) return &scheme;
  }
  return nullptr;
}

std::uint16_t bit_of(const Scenario& scenario, const Scheme& scheme) {
  return static_cast<std::uint16_t>(1u << (&scheme - scenario.schemes.data()));
}

}  // namespace

void measure_notch(const FactSample& s, const FactOptions& options, const std::string& run, FactValues& out) {
  const Scheme* const scheme = high_tech(s.scenario());
  if (scheme == nullptr) return;
  const std::uint16_t bit = bit_of(s.scenario(), *scheme);
  Bunch reported, real, willing;
  double relabelled = 0, told = 0;
  for (int y = 2; y <= s.index_of(options.reference_year); ++y) {
    const PanelYear& p = s.year(y);
    const Quarter date = Quarter::of(p.year + 1, scheme->apply_quarter);
    NotchConstants c{};
    for (const RuleVersion& v : scheme->versions) {
      if (v.from <= date && date <= v.to) read_notch(v, 0, c);
    }
    for (std::size_t k = 0; k < p.size(); ++k) {
      if (p.rd_relabelled[k] > 0) relabelled += p.rd_relabelled[k], told += p.rd_reported[k];
      ThreeYears sum;
      const double threshold = notch_threshold(c, p.revenue[k]);
      if (!(threshold > 0) || !add_up(s, y, k, sum)) continue;
      reported.add(sum.reported / sum.revenue / threshold), real.add(sum.real / sum.revenue / threshold);
      const bool wants = (p.held[k] & bit) != 0 || (p.flags[k] & kSeeksTitle) != 0;
      if (wants) willing.add(sum.reported / sum.revenue / threshold);
    }
  }
  out["bunch_reported" + run] = reported.value();
  out["bunch_real" + run] = real.value();
  out["bunch_willing" + run] = willing.value();
  out["relabelled_share" + run] = told > 0 ? relabelled / told : kNone;
}

}  // namespace echelon
