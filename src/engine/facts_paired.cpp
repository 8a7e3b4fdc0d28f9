// Facts that need two worlds with the same luck. Fact 32: how much of the money that research gets on top goes into wages.
#include <limits>

#include "engine/facts_sample.hpp"
#include "model/processes/talent.hpp"

namespace echelon {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// Cost of an R&D person of the sector over its trend, mean of the year's quarters: each spends at the wage that the one before left.
double cost_of_year(const Record& r, const Sector& sector, double staff_share, int year) {
  double sum = 0;
  for (int q = 0; q < 4; ++q) {
    std::vector<double> wage;
    for (int f = 0; f < r.width(Series::rd_wage_index); ++f)
      wage.push_back(static_cast<double>(r.at(Series::rd_wage_index, 4 * year + q, f)) / static_cast<double>(kOneInRecord));
    sum += person_cost_index(sector.skills, wage, staff_share);
  }
  return sum / 4;
}

}  // namespace

Scenario with_more_grants(const Scenario& scenario, const FactOptions& options) {
  Scenario more = scenario;
  const Quarter from = Quarter::of(options.reference_year - options.leak_years, 1);
  for (const Instrument& x : scenario.instruments) {
    if (x.kind != InstrumentKind::grant || x.from > from || x.to < from) continue;
    Instrument extra = x;
    extra.id += "_more", extra.from = from, extra.per_year *= options.more_grants;
    if (extra.budget >= 0) extra.budget *= options.more_grants;
    more.instruments.push_back(extra);
  }
  return more;
}

double wage_leak(const Scenario& scenario, const Record& usual, const Record& more, double staff_share, int year) {
  double extra = 0, absorbed = 0;
  for (std::size_t s = 0; s < scenario.sectors.size(); ++s) {
    const int i = static_cast<int>(s);
    const double spent = static_cast<double>(more.at(Series::rd_real, year, i));
    extra += spent - static_cast<double>(usual.at(Series::rd_real, year, i));
    const Sector& sector = scenario.sectors[s];
    absorbed += spent * (1 - cost_of_year(usual, sector, staff_share, year) / cost_of_year(more, sector, staff_share, year));
  }
  return extra > 0 ? absorbed / extra : kNone;
}

void measure_pair(const Scenario& scenario, const Record& usual, const Record& more, const Parameters& p,
                  const FactOptions& options, FactValues& out) {
  out["wage_leak"] = wage_leak(scenario, usual, more, p.talent.staff_share.v, options.reference_year - scenario.horizon.first.year());
}

}  // namespace echelon
