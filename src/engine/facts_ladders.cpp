// Facts 25, 27 and 35: desks, titles that firms hold together, and the city's own series.
#include <limits>
#include <unordered_map>

#include "core/math/vecmath.hpp"
#include "engine/facts_sample.hpp"

namespace echelon {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double over(double part, double whole) { return whole > 0 ? part / whole : kNone; }

int scheme_index(const Scenario& scenario, const std::string& id) {
  for (std::size_t s = 0; s < scenario.schemes.size(); ++s) {
    if (scenario.schemes[s].id == id) return static_cast<int>(s);
  }
  return -1;
}

std::uint16_t bits(const Scenario& scenario, std::initializer_list<const char*> ids) {
  std::uint16_t mask = 0;
  for (const char* id : ids) {
    const int s = scheme_index(scenario, id);
    if (s >= 0) mask = static_cast<std::uint16_t>(mask | 1u << s);
  }
  return mask;
}

// Of the firms that hold any of `of`, the share that also holds any of `also`.
double overlap(const PanelYear& p, std::uint16_t of, std::uint16_t also) {
  double n = 0, both = 0;
  for (const std::uint16_t held : p.held) {
    if ((held & of) == 0) continue;
    n += 1, both += (held & also) != 0;
  }
  return over(both, n);
}

void passes(const FactSample& s, int hte, int last_year, FactValues& out) {
  double applied = 0, passed = 0;
  for (int y = 0; y <= last_year; ++y) {
    applied += static_cast<double>(s.record().at(Series::applied, y, hte));
    passed += static_cast<double>(s.record().at(Series::passed, y, hte));
  }
  out["hte_pass"] = over(passed, applied);
}

// Certificates that reached their end at a firm still in business: renewed without a gap, or regained within a year.
void renewals(const FactSample& s, int hte, FactValues& out) {
  std::unordered_map<std::uint32_t, std::uint32_t> firm_of;
  for (std::size_t i = 0; i < s.panel().firms.size(); ++i) firm_of[s.panel().firms[i].uid] = static_cast<std::uint32_t>(i);
  std::unordered_map<std::uint32_t, int> expired;  // firm -> quarter
  double ended = 0, kept = 0;
  const int last = 4 * s.years() - 5;
  for (const DecisionRecord& d : s.panel().decisions) {
    if (d.scheme != hte || d.quarter < 0) continue;
    const std::uint32_t firm = firm_of[d.uid];
    if (d.decision == Decision::renewed && d.quarter <= last) ended += 1, kept += 1;
    const int y = d.quarter / 4;
    if (d.decision == Decision::expired && d.quarter <= last && s.active(y, s.row(y, firm))) ended += 1, expired[firm] = d.quarter;
    const auto it = expired.find(firm);
    if (d.decision == Decision::regained && it != expired.end()) kept += d.quarter - it->second <= 4, expired.erase(it);
  }
  out["hte_renewed"] = over(kept, ended);
}

// High-tech enterprises certified for the first time in the year: those on the register of technology SMEs by then.
double came_from_register(const FactSample& s, int y, int hte, int tech_sme) {
  const PanelYear& p = s.year(y);
  const int from = s.panel().quarter_of(p.year, 1);
  std::unordered_map<std::uint32_t, bool> first;
  for (const DecisionRecord& d : s.panel().decisions) {
    if (d.scheme == hte && d.decision == Decision::first && d.quarter >= from && d.quarter < from + 4) first[d.uid] = true;
  }
  double n = 0, were = 0;
  for (std::size_t k = 0; k < p.size(); ++k) {
    if (!first.contains(s.panel().firms[p.firm[k]].uid)) continue;
    n += 1, were += p.since[tech_sme][k] != kNever;
  }
  return over(were, n);
}

void city_series(const FactSample& s, int hte, FactValues& out) {
  for (int y = 0; y < s.years(); ++y) {
    const int year = s.year(y).year;
    out["hte_" + std::to_string(year)] = static_cast<double>(s.record().at(Series::certificates, 4 * (y + 1), hte)) / s.scenario().scale;
  }
  const auto growth = [&](int from, int to) {
    const double a = out["hte_" + std::to_string(from)], b = out["hte_" + std::to_string(to)];
    return a > 0 && b > 0 ? vpow(b / a, 1.0 / (to - from)) - 1 : kNone;
  };
  out["hte_growth_2019_2021"] = growth(2019, 2021);
  out["hte_growth_2021_2022"] = growth(2021, 2022);
  out["hte_growth_2022_2023"] = growth(2022, 2023);
}

}  // namespace

void measure_ladders(const FactSample& sample, const FactOptions& options, FactValues& out) {
  const Scenario& scenario = sample.scenario();
  const int y = sample.index_of(options.reference_year);
  const int hte = scheme_index(scenario, "hte"), tech_sme = scheme_index(scenario, "tech_sme");
  if (hte < 0) return;
  passes(sample, hte, y, out);
  renewals(sample, hte, out);
  city_series(sample, hte, out);
  const auto high_tech = bits(scenario, {"hte"});
  const PanelYear& p = sample.year(y);
  out["overlap_tech_sme"] = overlap(p, bits(scenario, {"tech_sme"}), high_tech);
  out["overlap_gazelle"] = overlap(p, bits(scenario, {"gazelle"}), high_tech);
  out["overlap_srdi"] = overlap(p, bits(scenario, {"srdi_sme"}), high_tech);
  out["overlap_unicorn"] = overlap(p, bits(scenario, {"quasi_unicorn", "potential_unicorn", "unicorn"}), high_tech);
  if (tech_sme >= 0) out["overlap_new_hte"] = came_from_register(sample, y, hte, tech_sme);
}

}  // namespace echelon
