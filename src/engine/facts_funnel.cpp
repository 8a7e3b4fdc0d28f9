// Fact 30: rounds of equity, and what becomes of potential unicorns.
#include <limits>
#include <string>

#include "engine/facts_sample.hpp"

namespace echelon {

namespace {

double over(double part, double whole) { return whole > 0 ? part / whole : std::numeric_limits<double>::quiet_NaN(); }

std::uint16_t bit_of(const Scenario& scenario, const std::string& id) {
  for (std::size_t s = 0; s < scenario.schemes.size(); ++s) {
    if (scenario.schemes[s].id == id) return static_cast<std::uint16_t>(1u << s);
  }
  return 0;
}

// Rounds at the end of the year before; a firm that was not in the register had none.
int rounds_before(const FactSample& s, int y, std::uint32_t firm) {
  const std::int32_t row = s.row(y - 1, firm);
  return row < 0 ? 0 : s.year(y - 1).round[row];
}

void deals(const FactSample& s, int last, FactValues& out) {
  double all = 0, first = 0;
  for (int y = 1; y <= last; ++y) {
    const PanelYear& p = s.year(y);
    for (std::size_t k = 0; k < p.size(); ++k) {
      const int before = rounds_before(s, y, p.firm[k]), now = p.round[k];
      all += now - before, first += before == 0 && now > 0;
    }
  }
  out["funnel_first"] = over(first, all);
}

// Firms whose first round fell into a year that is followed long enough; those that left keep what they had reached.
void followed(const FactSample& s, int years, FactValues& out) {
  double cohort = 0, second = 0, fourth = 0;
  for (int y = 1; y + years < s.years(); ++y) {
    const PanelYear& p = s.year(y);
    for (std::size_t k = 0; k < p.size(); ++k) {
      if (rounds_before(s, y, p.firm[k]) > 0 || p.round[k] == 0) continue;
      int reached = p.round[k];
      for (int later = y + 1; later <= y + years; ++later) {
        const std::int32_t row = s.row(later, p.firm[k]);
        if (row >= 0) reached = s.year(later).round[row];
      }
      cohort += 1, second += reached >= 2, fourth += reached >= 4;
    }
  }
  out["funnel_second"] = over(second, cohort), out["funnel_fourth"] = over(fourth, cohort);
}

// Passages from year to year over all years: a city has few on these lists.
void lists(const FactSample& s, FactValues& out) {
  const std::uint16_t potential = bit_of(s.scenario(), "potential_unicorn"), unicorn = bit_of(s.scenario(), "unicorn");
  double hopeful = 0, risen = 0, listed = 0, gone = 0;
  for (int y = 0; y + 1 < s.years(); ++y) {
    const PanelYear& p = s.year(y);
    for (std::size_t k = 0; k < p.size(); ++k) {
      const std::int32_t row = s.row(y + 1, p.firm[k]);
      const bool next = row >= 0 && (s.year(y + 1).held[row] & unicorn) != 0;
      const bool now = (p.held[k] & unicorn) != 0;
      if (now) listed += 1, gone += !next;
      else if ((p.held[k] & potential) != 0) hopeful += 1, risen += next;
    }
  }
  out["funnel_unicorn"] = over(risen, hopeful), out["funnel_leaves"] = over(gone, listed);
}

}  // namespace

void measure_funnel(const FactSample& sample, const FactOptions& options, FactValues& out) {
  deals(sample, sample.index_of(options.reference_year), out);
  followed(sample, options.funnel_years, out);
  lists(sample, out);
}

}  // namespace echelon
