#pragma once
// What the facts look at: one replicate's panel, joined across years, and the growth that comes out of it. Growth is measured
// between two whole years of business: the firm was active at the start and at the end of both, so that neither the part of a
// year in which it was born nor the one in which it fell dormant counts as growth.
#include <cstdint>
#include <vector>

#include "engine/facts.hpp"
#include "engine/panel.hpp"

namespace echelon {

struct Growth1 {           // growth of measured sales over one year
  std::uint32_t firm;
  int year;                // the later one
  double growth;           // ln ratio, less the mean of the sector in the year
  double log_size;         // ln sales of the earlier year, million CNY
  double mean_log_size;    // of both years
  double staff;            // at the end of the earlier year
  double age;              // years, at the end of the earlier year
  std::uint8_t sector;
  std::int32_t before;     // index of the same firm's growth one year earlier, -1
};

class FactSample {
 public:
  FactSample(const PanelRun& run, const Scenario& scenario);

  const Panel& panel() const { return run_.panel; }
  const Record& record() const { return run_.record; }
  const Scenario& scenario() const { return scenario_; }
  int years() const { return static_cast<int>(run_.panel.years.size()); }
  const PanelYear& year(int y) const { return run_.panel.years[y]; }
  int index_of(int calendar_year) const { return calendar_year - year(0).year; }
  std::int32_t row(int y, std::uint32_t firm) const { return rows_[y][firm]; }  // -1: not in the register
  bool active(int y, std::int32_t row) const { return row >= 0 && year(y).status[row] == kActive; }
  // Active over the whole of the year.
  bool whole(int y, std::int32_t row) const;
  double age(int y, std::uint32_t firm) const;  // years at 31 December
  const std::vector<Growth1>& growth() const { return growth_; }

 private:
  void collect_growth();

  const PanelRun& run_;
  const Scenario& scenario_;
  std::vector<std::vector<std::int32_t>> rows_;
  std::vector<Growth1> growth_;
};

// Each measures some of the facts of one replicate into `out`.
void measure_growth(const FactSample& sample, const FactOptions& options, FactValues& out);      // 1-6
void measure_demography(const FactSample& sample, const FactOptions& options, FactValues& out);  // 9-11, the city's exit rate
void measure_fast_growth(const FactSample& sample, const FactOptions& options, FactValues& out); // 12-15
void measure_research(const FactSample& sample, const FactOptions& options, FactValues& out);    // 16-20
void measure_patents(const FactSample& sample, const FactOptions& options, FactValues& out);     // 21, 22
void measure_notch(const FactSample& sample, const FactOptions& options, const std::string& run, FactValues& out);  // 23, 24
void measure_ladders(const FactSample& sample, const FactOptions& options, FactValues& out);     // 25, 27, 35
void measure_funnel(const FactSample& sample, const FactOptions& options, FactValues& out);      // 30
// 34: sizes of consortia when they formed, and whom newcomers join.
void measure_alliances(const Consortia& consortia, FactValues& out);
// 32, from the replicate's record and that of its twin with more grants.
void measure_pair(const Scenario& scenario, const Record& usual, const Record& more, const Parameters& p,
                  const FactOptions& options, FactValues& out);

// 28, 29, 33
void measure_productivity(const FactSample& sample, const FactOptions& options, const Parameters& p, FactValues& out);
// 31, from a replicate and its twin with more grants for a while.
void measure_additionality(const PanelRun& usual, const PanelRun& more, const FactOptions& options, FactValues& out);

// Facts 7 and 8. One firm born under observation: how many quarters after its birth it left or was last seen.
struct Life {
  int quarters;
  bool left;
};
// Every firm born in a run that kept its departures, and has just finished.
std::vector<Life> lives_of(const Simulation& finished);
void measure_cohorts(std::span<const Life> lives, FactValues& out);

}  // namespace echelon
