// A panel of a real run against the record of the same run: nobody is lost, nobody is seen twice, and looking changes nothing.
#include <catch2/catch.hpp>
#include <algorithm>
#include <set>

#include "engine/panel.hpp"
#include "facts/city.hpp"
#include "model/uid.hpp"

using namespace echelon;

namespace {

struct Run {
  Scenario scenario = test::load_city({"ensemble=none", "replicates=1", "scale=0.02"});
  PanelRun watched;
  Record unwatched;
  Run() : watched(make(panel_options(), true)), unwatched(make({}, false).record) {}

 private:
  PanelRun make(SimulationOptions options, bool look) {
    std::vector<double> values;
    for (const ParameterValue& v : scenario.parameters) values.push_back(v.value);
    const Parameters p = bind_parameters(scenario, values);
    Simulation simulation(scenario, options);
    if (look) return run_with_panel(simulation, p, philox_key(4, 0));
    return {{}, simulation.run(p, philox_key(4, 0))};
  }
};

const Run& run() {
  static const Run r;
  return r;
}

}  // namespace

TEST_CASE("looking at firms changes nothing") {
  for (int i = 0; i < kSeries; ++i) {
    INFO(series_info()[i].name);
    CHECK(run().watched.record.series(static_cast<Series>(i)) == run().unwatched.series(static_cast<Series>(i)));
  }
}

TEST_CASE("every exit of the record is a firm that left, with its cause, whether or not it ever had a row") {
  const Panel& panel = run().watched.panel;
  const Record& record = run().watched.record;
  std::vector<std::vector<std::int64_t>> exits(record.years(), std::vector<std::int64_t>(kCauses, 0));
  std::set<std::uint32_t> with_row;
  for (const PanelYear& y : panel.years) with_row.insert(y.firm.begin(), y.firm.end());
  int never_seen = 0;
  for (std::size_t i = 0; i < panel.firms.size(); ++i) {
    const PanelFirm& f = panel.firms[i];
    CHECK((f.left == kNever) == (f.cause == kStillThere));
    if (f.left == kNever) continue;
    exits[f.left / 4][f.cause] += 1;
    never_seen += !with_row.contains(static_cast<std::uint32_t>(i));
  }
  for (int y = 0; y < record.years(); ++y) {
    for (int c = 0; c < kCauses; ++c) CHECK(exits[y][c] == record.at(Series::exits, y, c));
  }
  CHECK(never_seen > 0);  // firms that came and went within a year are kept
}

TEST_CASE("every entrant of the record is a firm of the panel") {
  const Panel& panel = run().watched.panel;
  const Record& record = run().watched.record;
  std::vector<std::int64_t> entries(kChannels, 0), seen(kChannels, 0);
  for (int c = 0; c < kChannels; ++c) {
    for (int y = 0; y < record.years(); ++y) entries[c] += record.at(Series::entries, y, c);
  }
  for (const PanelFirm& f : panel.firms) seen[f.channel] += f.born >= 0;
  for (int c = 1; c < kChannels; ++c) CHECK(seen[c] == entries[c]);
}

TEST_CASE("a firm has a row in every year between its birth and its end, once") {
  const Panel& panel = run().watched.panel;
  std::vector<int> rows(panel.firms.size(), 0);
  std::set<std::uint32_t> identities;
  for (const PanelYear& y : panel.years) {
    CHECK(std::adjacent_find(y.firm.begin(), y.firm.end(), std::greater_equal<>()) == y.firm.end());
    for (const std::uint32_t firm : y.firm) rows[firm] += 1;
  }
  const int years = static_cast<int>(panel.years.size());
  for (std::size_t i = 0; i < panel.firms.size(); ++i) {
    const PanelFirm& f = panel.firms[i];
    CHECK(identities.insert(f.uid).second);
    const int first = std::max<int>(f.born, 0) / 4, end = f.left == kNever ? years : f.left / 4;
    if (rows[i] != std::max(end - first, 0)) FAIL("firm " << f.uid << " born " << f.born << " left " << f.left << " rows " << rows[i]);
  }
}

TEST_CASE("the certificates of the panel are those of the register") {
  const Panel& panel = run().watched.panel;
  for (std::size_t y = 0; y < panel.years.size(); ++y) {
    for (int s = 0; s < panel.schemes; ++s) {
      std::int64_t held = 0;
      for (const std::uint16_t mask : panel.years[y].held) held += (mask >> s) & 1;
      CHECK(held == run().watched.record.at(Series::certificates, 4 * (static_cast<int>(y) + 1), s));
    }
  }
}

TEST_CASE("active firms, staff and R&D add up to what the record says") {
  const Panel& panel = run().watched.panel;
  const Record& record = run().watched.record;
  double real = 0, reported = 0, real_record = 0, reported_record = 0;
  for (std::size_t k = 0; k < panel.years.size(); ++k) {
    const PanelYear& y = panel.years[k];
    const int year = static_cast<int>(k), step = 4 * (year + 1);
    double active = 0, staff = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
      CHECK(y.rd_staff[i] <= y.employees[i]);
      if (y.status[i] == kActive) active += 1, staff += y.employees[i], real += y.rd_real[i], reported += y.rd_reported[i];
    }
    CHECK(active == static_cast<double>(record.total(Series::firms, step)));
    CHECK(staff == static_cast<double>(record.total(Series::employment, step)));
    real_record += 0.001 * static_cast<double>(record.total(Series::rd_real, year));
    reported_record += 0.001 * static_cast<double>(record.total(Series::rd_reported, year));
  }
  // The record sums whoever was active when the books closed. Since then, in the same quarter, some 2 % left or fell dormant
  // and fewer woke.
  CHECK(real <= real_record * 1.005);
  CHECK(real >= real_record * 0.95);
  CHECK(reported <= reported_record * 1.005);
  CHECK(reported >= reported_record * 0.95);
}

// What went to persons, funds and builders is nobody's award.
TEST_CASE("awards of firms that stay add up to what the treasury paid firms, or a little less") {
  const Panel& panel = run().watched.panel;
  double received = 0, paid = 0;
  for (const PanelYear& y : panel.years) {
    for (const float award : y.award) received += award;
  }
  for (int y = 0; y < run().watched.record.years(); ++y) paid += 0.001 * static_cast<double>(run().watched.record.total(Series::paid_in_district, y));
  CHECK(paid > 0);
  CHECK(received <= paid * 1.0001);
  CHECK(received >= paid * 0.9);
}
