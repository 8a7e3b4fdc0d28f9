#include "engine/skill.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace echelon {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// Figures of a series up to the freeze, by year.
std::vector<Observation> known(const FitTable& table, const std::string& series, int until) {
  std::vector<Observation> all;
  for (const FitRow& row : table.rows) {
    const Observation& o = row.observation;
    if (o.series == series && o.bound.empty() && o.year <= until && o.value > 0) all.push_back(o);
  }
  std::stable_sort(all.begin(), all.end(), [](const Observation& a, const Observation& b) { return a.year < b.year; });
  return all;
}

SkillRow forecast(const FitTable& table, const FitRow& row, int until) {
  SkillRow r{row.observation, row.median, kNone, kNone, kNone};
  const std::vector<Observation> past = known(table, row.observation.series, until);
  if (past.empty()) return r;
  const Observation& b = past.back();
  r.last = b.value;
  if (past.size() < 2) return r;
  const Observation& a = past[past.size() - 2];
  const double ahead = row.observation.year - b.year, apart = b.year - a.year;
  if (apart <= 0) return r;
  const double line = b.value + (b.value - a.value) * ahead / apart;
  r.line = line > 0 ? line : kNone;
  r.growth = b.value * std::pow(b.value / a.value, ahead / apart);
  return r;
}

double miss(double forecast, const SkillRow& row) { return std::abs(std::log(forecast / row.observation.value)); }

Skill against(const std::vector<SkillRow>& rows, double SkillRow::*naive) {
  Skill s{0, kNone};
  double model = 0, other = 0;
  for (const SkillRow& row : rows) {
    if (!std::isfinite(row.*naive) || !(row.model > 0)) continue;
    s.figures += 1, model += miss(row.model, row), other += miss(row.*naive, row);
  }
  if (s.figures > 0 && other > 0) s.skill = 1 - model / other;
  return s;
}

}  // namespace

SkillTable skill_table(const FitTable& table, int known_until) {
  SkillTable out;
  for (const FitRow& row : table.rows) {
    const bool judges = row.role == FitRole::held_out || row.role == FitRole::test;
    if (!judges || row.observation.year <= known_until || !row.observation.bound.empty() || !(row.observation.value > 0)) continue;
    const SkillRow r = forecast(table, row, known_until);
    if (std::isfinite(r.last)) out.rows.push_back(r);
  }
  out.last = against(out.rows, &SkillRow::last), out.line = against(out.rows, &SkillRow::line), out.growth = against(out.rows, &SkillRow::growth);
  return out;
}

}  // namespace echelon
