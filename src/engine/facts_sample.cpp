#include "engine/facts_sample.hpp"

#include "core/math/vecmath.hpp"

namespace echelon {

FactSample::FactSample(const PanelRun& run, const Scenario& scenario) : run_(run), scenario_(scenario) {
  for (const PanelYear& y : run.panel.years) rows_.push_back(rows_by_firm(run.panel, y));
  collect_growth();
}

// The opening population was active when the run began.
bool FactSample::whole(int y, std::int32_t row) const {
  if (!active(y, row)) return false;
  const std::uint32_t firm = year(y).firm[row];
  if (panel().firms[firm].born >= panel().quarter_of(year(y).year, 1)) return false;
  return y == 0 || active(y - 1, rows_[y - 1][firm]);
}

double FactSample::age(int y, std::uint32_t firm) const {
  return (panel().quarter_of(year(y).year, 4) - panel().firms[firm].born) / 4.0;
}

void FactSample::collect_growth() {
  std::vector<std::int32_t> before(panel().firms.size(), -1);  // index of the firm's growth in the year before
  for (int y = 1; y < years(); ++y) {
    const PanelYear& now = year(y);
    const PanelYear& then = year(y - 1);
    const std::size_t first = growth_.size();
    std::vector<double> sum(scenario_.sectors.size(), 0), n(scenario_.sectors.size(), 0);
    std::vector<std::int32_t> here(panel().firms.size(), -1);
    for (std::size_t k = 0; k < now.size(); ++k) {
      const std::uint32_t firm = now.firm[k];
      const std::int32_t r = rows_[y - 1][firm];
      if (!whole(y, static_cast<std::int32_t>(k)) || !whole(y - 1, r)) continue;
      if (now.revenue[k] <= 0 || then.revenue[r] <= 0) continue;
      const double a = vlog(static_cast<double>(then.revenue[r])), b = vlog(static_cast<double>(now.revenue[k]));
      const std::uint8_t sector = panel().firms[firm].sector;
      sum[sector] += b - a, n[sector] += 1;
      here[firm] = static_cast<std::int32_t>(growth_.size());
      growth_.push_back({firm, now.year, b - a, a, 0.5 * (a + b), then.employees[r], age(y - 1, firm), sector, before[firm]});
    }
    for (std::size_t i = first; i < growth_.size(); ++i) growth_[i].growth -= sum[growth_[i].sector] / n[growth_[i].sector];
    before = std::move(here);
  }
}

}  // namespace echelon
