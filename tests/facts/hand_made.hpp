#pragma once
// Panels written by hand: a few firms whose every year is known, so that every statistic can be worked out on paper.
#include <algorithm>
#include <string>
#include <vector>

#include "engine/facts_sample.hpp"

namespace echelon::test {

inline Scenario hand_made_scenario(int first_year, int last_year, int sectors = 1) {
  Scenario s;
  s.id = "by hand";
  s.horizon = {Quarter::of(first_year, 1), Quarter::of(last_year, 4)};
  s.sectors.resize(sectors);
  for (int i = 0; i < sectors; ++i) s.sectors[i].id = "s" + std::to_string(i);
  s.districts.resize(1);
  s.districts[0].id = "d";
  for (const char* id : {"hte", "tech_sme", "gazelle", "srdi_sme", "quasi_unicorn", "potential_unicorn", "unicorn"}) {
    s.schemes.emplace_back();
    s.schemes.back().id = id;
  }
  return s;
}

class HandMade {
 public:
  HandMade(int first_year, int last_year, int sectors = 1)
      : scenario_(hand_made_scenario(first_year, last_year, sectors)), run_{{}, Record(scenario_)} {
    Panel& p = run_.panel;
    p.first = scenario_.horizon.first;
    p.schemes = static_cast<int>(scenario_.schemes.size());
    for (int y = first_year; y <= last_year; ++y) {
      p.years.emplace_back();
      p.years.back().year = y;
      p.years.back().since.resize(p.schemes), p.years.back().until.resize(p.schemes);
    }
  }

  // A firm registered in a quarter of the run (negative: before it). Returns its number.
  std::uint32_t firm(int born, int sector = 0) {
    const auto uid = static_cast<std::uint32_t>(1000 + run_.panel.firms.size());
    run_.panel.firms.push_back({uid, static_cast<std::int16_t>(born), kNever, kStillThere, static_cast<std::uint8_t>(sector), 0, 0, 0});
    return static_cast<std::uint32_t>(run_.panel.firms.size() - 1);
  }

  struct Row {
    double revenue = 1, employees = 10, rd = 0, relabelled = 0;
    int patents = 0;
    bool dormant = false;
    std::uint8_t round = 0;   // rounds of equity so far
    std::uint16_t held = 0;   // a bit a scheme, in the order of hand_made_scenario
  };
  // Years are to be filled firm by firm in rising order.
  void year(int calendar_year, std::uint32_t firm, const Row& row) {
    PanelYear& y = run_.panel.years[calendar_year - scenario_.horizon.first.year()];
    y.firm.push_back(firm);
    y.status.push_back(row.dormant ? kDormant : kActive), y.flags.push_back(0);
    y.revenue.push_back(static_cast<float>(row.revenue)), y.employees.push_back(static_cast<float>(row.employees));
    y.rd_staff.push_back(0), y.rd_real.push_back(static_cast<float>(row.rd)), y.rd_reported.push_back(static_cast<float>(row.rd + row.relabelled));
    y.rd_relabelled.push_back(static_cast<float>(row.relabelled));
    y.inventions.push_back(static_cast<std::uint16_t>(row.patents)), y.utilities.push_back(0), y.pending.push_back(0);
    y.valuation.push_back(0), y.raised.push_back(0), y.round.push_back(row.round), y.award.push_back(0), y.held.push_back(row.held);
    for (auto& since : y.since) since.push_back(kNever);
    for (auto& until : y.until) until.push_back(kNever);
  }
  void since(int calendar_year, std::uint32_t firm, int scheme, int quarter) {
    PanelYear& y = run_.panel.years[calendar_year - scenario_.horizon.first.year()];
    const auto row = std::find(y.firm.begin(), y.firm.end(), firm) - y.firm.begin();
    y.since[scheme][row] = static_cast<std::int16_t>(quarter);
  }
  void leave(std::uint32_t firm, int quarter) {
    run_.panel.firms[firm].left = static_cast<std::int16_t>(quarter), run_.panel.firms[firm].cause = 0;
  }
  void decide(int quarter, int scheme, std::uint32_t firm, Decision decision) {
    run_.panel.decisions.push_back({quarter, scheme, run_.panel.firms[firm].uid, decision});
  }

  Record& record() { return run_.record; }
  const Panel& panel() const { return run_.panel; }
  const Scenario& scenario() const { return scenario_; }
  FactSample sample() const { return FactSample(run_, scenario_); }

 private:
  Scenario scenario_;
  PanelRun run_;
};

}  // namespace echelon::test
