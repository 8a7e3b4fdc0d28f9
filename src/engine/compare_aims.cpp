#include "engine/compare_aims.hpp"

#include <algorithm>
#include <string>

namespace echelon {

namespace {

const Instrument* find(const Scenario& s, const std::string& id) {
  const auto found = std::find_if(s.instruments.begin(), s.instruments.end(), [&](const Instrument& x) { return x.id == id; });
  return found == s.instruments.end() ? nullptr : &*found;
}

// What a scenario may set of an instrument.
bool same_terms(const Instrument& a, const Instrument& b) {
  const auto terms = [](const Instrument& x) {
    return std::vector<double>{x.amount,   x.share,          x.loan_cap,          x.pace, x.first_year_share, static_cast<double>(x.duration_quarters), x.per_year, x.budget, x.factor,
                               x.selected_share, static_cast<double>(x.lag_quarters)};
  };
  return terms(a) == terms(b) && a.scheme == b.scheme && a.trigger == b.trigger && a.payers == b.payers && a.districts == b.districts && a.tracks == b.tracks && a.sectors == b.sectors &&
         a.from == b.from && a.to == b.to;
}

bool differs(const Instrument* a, const Instrument* b) { return a && b ? !same_terms(*a, *b) : a != b; }

}  // namespace

void add_aims(Results& results, const Scenario& reference, const std::vector<Scenario>& others) {
  const ResultDimension* dimension = results.dimension("instrument");
  if (!dimension) return;
  std::vector<std::string> schemes;
  std::vector<std::int64_t> apart;
  const auto& ids = std::get<std::vector<std::string>>(dimension->values);
  for (const std::string& id : ids) {
    const Instrument* x = find(reference, id);
    for (std::size_t s = 0; !x && s < others.size(); ++s) x = find(others[s], id);
    schemes.push_back(x ? x->scheme : "");
  }
  for (const Scenario& other : others) {
    for (const std::string& id : ids) apart.push_back(differs(find(reference, id), find(other, id)) ? 1 : 0);
  }
  results.variables.push_back({"instrument_scheme", "1", "title that it is aimed at", "所针对的资格", {"instrument"}, std::move(schemes), {}});
  results.variables.push_back({"instrument_differs", "1", "1 where it differs from the reference or is not there", "与参照是否不同", {"scenario", "instrument"}, std::move(apart), {}});
}

}  // namespace echelon
