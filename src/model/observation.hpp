#pragma once
// OBSERVATION (S19)
// What        The official view of a world: what statistics and registers would publish, never the latent state.
// Equation    (O1) certificates valid at the end of the quarter; flows by year; titles and unique firms apart
//             (O2) R&D/GDP = (reported R&D of modelled firms · coverage / (1 − outside)) / (1 − non-firm share) / GDP
//             (O3) the city's patents = the modelled firms' / the firms' share of grants
// Reads       everything
// Writes      the record
// Parameters  config/parameters/observation.yaml
// Draws       none
// Neglects    revisions of published figures
// Source      model page S19; data J4, W31; decisions 2, 12, 13
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/isa.hpp"
#include "core/quantity.hpp"
#include "model/columns.hpp"

namespace echelon {

struct Scenario;
struct Metric;

struct ObservationParams {
  Share rd_coverage;       // share of the modelled firms' reported R&D that statistics count
  Share rd_outside;        // share of firms' R&D done by firms outside the model
  Share rd_non_firm;       // share of R&D done by universities and institutes
  Share patent_firm_share; // share of the city's grants that goes to firms
  Share patent_covered;    // share of firms' grants that goes to modelled firms
};

// What is recorded of one replicate. Quarterly series hold the opening stock first. Money is in thousand CNY.
enum class Series : int {
  firms, revenue, employment,                                   // time, sector
  certificates,                                                 // time, scheme
  certified_firms,                                              // time, ladder
  dormant,                                                      // time
  applied, passed, granted, renewed, lapsed, lapsed_closed, revoked, moved_in,  // year, scheme
  certificates_in_tracks,                                       // year, scheme
  certificates_district,                                        // year, scheme, district
  firms_district,                                               // year, district
  entries,                                                      // year, channel
  exits,                                                        // year, cause
  rd_real, rd_reported, patents_filed, patents_granted, patents_valid, venture_invested,  // year, sector
  tax_paid, tax_local,                                          // year
  tax_forgone,                                                  // year, relief
  relocated, attracted_supported, attracted_additional,         // year
  attraction_under_way, region_firms,                           // year
  consortia, consortia_formed, consortium_members,              // year, type of consortium
  carrier_space, carrier_space_used, carrier_firms, carrier_admitted, carrier_left,  // year
  platforms_opened, platform_projects, platform_asked,          // year
  budget, outlay, arrears,                                      // year, instrument
  paid_in_district, paid_by_district,                           // year, district
  rd_people, rd_posts, rd_people_employed, rd_wage_index, rd_fill_ratio,  // time, family
  rd_people_graduated, rd_people_arrived, rd_people_left,       // year, family
  vice_presidents, talents_or_teams, talent_teams, talent_teams_in_tracks,  // year
  track_firms, track_revenue, track_readiness, track_capability, track_hype, track_pull,  // time, track
  track_entries,                                                // year, track
  track_parks_opened,                                           // year
  loans_granted,                                                // year, sector
  loans_outstanding, loans_guaranteed, loans_lost, loans_compensated, loan_count, loan_defaults, pledge_loans, pledge_amount,  // year
  guidance_called, guidance_private,                            // year
  guidance_invested,                                            // year, sector
  financed,                                                     // year, scheme
  count_
};
constexpr int kSeries = static_cast<int>(Series::count_);

enum class Axis { none, sector, scheme, ladder, channel, cause, instrument, district, scheme_district, consortium, family, relief, track };
struct SeriesInfo {
  const char* name;
  bool quarterly;
  Axis axis;
  double unit_scale;       // recorded integer -> unit of the file
  const char* units;
  const char* en;
  const char* zh;
  const char* room = "";   // the optional room whose series it is: not there when the room is off
};
const std::array<SeriesInfo, kSeries>& series_info();

constexpr int kConsortiumKinds = 4;
inline constexpr const char* consortium_kinds[kConsortiumKinds] = {"ecosystem", "task", "platform", "spontaneous"};  // nobody called for the last
// A ratio is kept in millionths.
constexpr std::int64_t kOneInRecord = 1000000;

// Whether the scenario leaves a room on; it does unless it says otherwise.
bool room_on(const Scenario& scenario, const char* room);
// Whether the market of R&D people is there: the room is on and the city knows skill families.
bool talent_on(const Scenario& scenario);
// Likewise the tracks of future industries.
bool tracks_on(const Scenario& scenario);
// Whether a series is recorded in the scenario.
bool recorded(const SeriesInfo& info, const Scenario& scenario);

constexpr int kCauses = 3;  // closed, insolvent, dormant_closed
constexpr int kReliefs = 3; // super_deduction, small_firm, high_tech_rate

// One replicate, seen from outside.
class Record {
 public:
  explicit Record(const Scenario& scenario);
  std::int64_t& at(Series s, int step, int i = 0) { return data_[static_cast<int>(s)][index(s, step, i)]; }
  std::int64_t at(Series s, int step, int i = 0) const { return data_[static_cast<int>(s)][index(s, step, i)]; }
  const std::vector<std::int64_t>& series(Series s) const { return data_[static_cast<int>(s)]; }
  int width(Series s) const { return width_[static_cast<int>(s)]; }
  int steps(Series s) const;
  int years() const { return years_; }
  int quarters() const { return quarters_; }
  // Sum over the axis.
  std::int64_t total(Series s, int step) const;

  std::vector<double> gdp;        // CNY, by year
  std::vector<double> rd_gdp;     // (O2)
  std::vector<std::int64_t> city_grants, city_valid;  // (O3)
  std::vector<double> track_scale;  // (K8), CNY a year; empty where it cannot be told
  std::vector<double> parameters; // as drawn, in the scenario's order
  double firm_quarters = 0;       // firms, dormant ones included, at the start of every quarter

 private:
  std::size_t index(Series s, int step, int i) const {
    return static_cast<std::size_t>(step) * width_[static_cast<int>(s)] + i;
  }
  int quarters_, years_;
  std::array<int, kSeries> width_;
  std::array<std::vector<std::int64_t>, kSeries> data_;
};

// Names that metrics and observations may use besides scheme ids.
std::vector<std::string> record_series();

// Value of a metric at the end of a year of the horizon (0-based); NaN when it cannot be expressed.
double measure(const Metric& metric, const Record& record, const Scenario& scenario, int year);
// Value of an observed series (a scheme id, rd_gdp, patents_granted, hte.xinwu, ...) at a year of the horizon; NaN if unknown.
// Counts and money of a part of the city (scale below one) are blown up to the whole.
double observe_series(const std::string& series, const Record& record, const Scenario& scenario, int year);

// --- the sweep that counts ---------------------------------------------------------------------------------------

struct ObserveView {
  In<Status> status;
  In<Sales> sales;
  In<Measured> measured;
  In<Employees> employees;
  In<Held> held;
};
struct PatentStockView {
  In<Status> status;
  In<Inventions> inventions;
};
struct PlaceView {
  In<Status> status;
  In<DistrictOf> district;
};
struct ObserveSums {
  std::int64_t active = 0, dormant = 0, revenue = 0, sales = 0, employees = 0;  // thousand CNY a year: measured, permanent
  std::int64_t unique[4] = {};                                       // by ladder
};

inline namespace ECHELON_ISA {

void observe_quarter(Block block, const ObserveView& view, const std::uint16_t* ladder_masks, int ladders, ObserveSums& sums);
// Valid inventions of the active firms of a block.
std::int64_t observe_patents(Block block, const PatentStockView& view);
// Adds the active firms of a block to those of their districts, of which there are `places`.
void count_places(Block block, const PlaceView& view, std::size_t places, std::int64_t* firms);
// 1 for a firm with some certificate.
void mark_certified(Block block, In<Held> held, std::uint8_t* marks);

}
}  // namespace echelon
