#pragma once
// Firms of one replicate, year by year, seen from outside: one row for every firm in the register on 31 December, joined
// across years by the firm's identity. Firms that left stay in the list of firms with the quarter and the cause, also those that
// came and went within a year and so have no row: statistics on survivors alone would flatter (model page, pitfall P11).
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "model/columns.hpp"
#include "model/parameters.hpp"
#include "model/schedule.hpp"

namespace echelon {

constexpr std::int8_t kStillThere = -1;

struct PanelFirm {
  std::uint32_t uid;
  std::int16_t born;      // quarter of the run; negative before its start
  std::int16_t left;      // quarter of the run; kNever while in the register
  std::int8_t cause;      // as in Series::exits; kStillThere
  std::uint8_t sector, district, track, channel;
};

// Columns over the firms in the register at the end of one year, dormant ones included, in rising order of `firm`.
struct PanelYear {
  int year = 0;
  std::vector<std::uint32_t> firm;      // index into Panel::firms
  std::vector<std::uint8_t> status, flags;
  std::vector<float> revenue;           // measured sales of the closed year, million CNY
  std::vector<float> employees, rd_staff;
  std::vector<float> rd_real, rd_reported;  // of the closed year, million CNY
  std::vector<float> rd_relabelled;     // of the reported: other cost, to reach the threshold of the high-tech certificate
  std::vector<std::uint16_t> inventions, utilities, pending;  // valid; invention applications under examination
  std::vector<float> cash;              // million CNY, at the end of the year
  std::vector<float> valuation;         // million CNY, post-money of the last round
  std::vector<float> raised;            // million CNY, equity of the year
  std::vector<std::uint8_t> round;      // rounds of equity so far
  std::vector<float> award;             // million CNY, paid by the treasury in the year
  std::vector<std::uint16_t> held;      // a bit a scheme: certificate valid on 31 December
  std::vector<std::vector<std::int16_t>> since, until;  // by scheme, quarters of the run; kNever when never held
  std::size_t size() const { return firm.size(); }
};

struct Panel {
  Quarter first{};                      // first quarter of the run
  int schemes = 0;
  std::vector<PanelFirm> firms;
  std::vector<PanelYear> years;
  std::vector<DecisionRecord> decisions;  // every passage of every certificate
  int quarter_of(int year, int quarter_1_to_4) const { return Quarter::of(year, quarter_1_to_4) - first; }
  const PanelYear* find(int year) const;  // null outside the run
};

// Rows of the firms in one year: row[firm], -1 where the firm is not in the register.
std::vector<std::int32_t> rows_by_firm(const Panel& panel, const PanelYear& year);

// What a simulation must keep for a panel to be complete.
SimulationOptions panel_options();

// Runs one replicate and looks on. The simulation must have been made with panel_options(); its watchers are replaced.
struct PanelRun {
  Panel panel;
  Record record;
};
PanelRun run_with_panel(Simulation& simulation, const Parameters& parameters, PhiloxKey key);

}  // namespace echelon
