// What comes to the rungs of a ladder and leaves them. A result holds who gained and lost a title in a year, not from which rung a firm
// came: whoever climbs keeps the lower title as long as its rules let it.
#include <algorithm>
#include <cmath>
#include <functional>

#include "report/numbers.hpp"
#include "report/page/html.hpp"
#include "report/page/run_charts.hpp"
#include "report/page/sentences.hpp"
#include "report/page/table.hpp"

namespace echelon::page {
namespace {

constexpr int account_years = 4;

// Means over the worlds of one scheme, which add up.
struct Account {
  double before = 0, granted = 0, moved = 0, lapsed = 0, closed = 0, revoked = 0, after = 0;
};

class Accounts {
 public:
  explicit Accounts(const RunData& data)
      : data_(data), stock_(data.amounts("certificates")), granted_(data.amounts("certificates_granted")), moved_(data.amounts("certificates_moved_in")),
        lapsed_(data.amounts("certificates_lapsed")), closed_(data.amounts("certificates_lapsed_closed")), revoked_(data.amounts("certificates_revoked")) {}

  // From the end of year `from` to the end of year `to`, as places in the list of years.
  Account between(std::size_t scheme, std::size_t from, std::size_t to) const {
    const auto sum = [&](const auto& value) {
      return data_.over_replicates([&](std::size_t r) {
        double all = 0;
        for (std::size_t y = from + 1; y <= to; ++y) all += value(r, y, scheme);
        return all;
      }).mean;
    };
    const double moved = sum(moved_), closed = sum(closed_);
    return {stock(scheme, from), sum(granted_) - moved, moved, sum(lapsed_) - closed, closed, sum(revoked_), stock(scheme, to)};
  }

  // Valid titles at the end of a year.
  double stock(std::size_t scheme, std::size_t year) const {
    return data_.over_replicates([&](std::size_t r) { return stock_(r, year, scheme); }).mean;
  }

 private:
  using Value = std::function<double(std::size_t, std::size_t, std::size_t)>;
  const RunData& data_;
  Value stock_, granted_, moved_, lapsed_, closed_, revoked_;
};

bool has_ladders(const RunData& data) { return data.input.scenario && data.view.has("certificates_granted") && data.years.size() > 1; }

// The last year of the account: when the binding target is due, else the last one.
std::size_t last_place(const RunData& data) {
  const TargetSummary* target = binding_target(data.run);
  const int year = target ? std::clamp(target->deadline, data.years.front() + 1, data.years.back()) : data.years.back();
  return static_cast<std::size_t>(year - data.years.front());
}

std::vector<std::size_t> rungs_of(const RunData& data, const Ladder& ladder) {
  std::vector<std::size_t> out;
  for (const std::string& rung : ladder.rungs) {
    if (const std::size_t s = data.place("scheme", rung); s < data.view.size("scheme")) out.push_back(s);
  }
  return out;
}

Chart rate_chart(const RunData& data, const Accounts& accounts, const Ladder& ladder) {
  const std::size_t to = last_place(data), from = to - std::min<std::size_t>(to, account_years);
  Chart chart;
  chart.id = chart_id("rates", ladder.id), chart.unit = "fraction";
  chart.title = capital(each([&](Lang lang) { return fill(lang, rates_chart, in(lang, ladder.name), data.years[from] + 1, data.years[to]); }));
  chart.note = names(rates_note);
  chart.measures = {names(flow_in), names(flow_out)};
  auto rungs = rungs_of(data, ladder);
  std::reverse(rungs.begin(), rungs.end());  // the highest stands on top
  for (const std::size_t s : rungs) {
    double held = 0;
    for (std::size_t y = from; y < to; ++y) held += accounts.stock(s, y);
    const Account a = accounts.between(s, from, to);
    if (held > 0) chart.rows.push_back({data.name("scheme", s), {{(a.granted + a.moved) / held}, {-(a.lapsed + a.closed + a.revoked) / held}}});
  }
  return chart;
}

}  // namespace

std::vector<Chart> rate_charts(const RunData& data) {
  std::vector<Chart> out;
  if (!has_ladders(data)) return out;
  const Accounts accounts(data);
  for (const Ladder& ladder : data.input.scenario->ladders) {
    Chart chart = rate_chart(data, accounts, ladder);
    if (!chart.rows.empty()) out.push_back(std::move(chart));
  }
  return out;
}

std::string ladder_accounts(const RunData& data) {
  if (!has_ladders(data)) return "";
  const Accounts accounts(data);
  const std::size_t to = last_place(data), from = to - std::min<std::size_t>(to, account_years);
  const auto year_end = [&](std::size_t y) { return both(each([&](Lang lang) { return fill(lang, valid_column, data.years[y]); })); };
  HtmlTable table(each([&](Lang lang) { return fill(lang, accounts_table, data.years[from], data.years[to]); }),
                  {both(names(rung_column)), year_end(from), "+\u00a0" + both(names(flow_granted)), "+\u00a0" + both(names(flow_moved)), "−\u00a0" + both(names(flow_lapsed)), "−\u00a0" + both(names(flow_closed)),
                   "−\u00a0" + both(names(flow_revoked)), year_end(to)}, 1);
  for (const Ladder& ladder : data.input.scenario->ladders) {
    table.section(both(capital(ladder.name)));
    auto rungs = rungs_of(data, ladder);
    std::reverse(rungs.begin(), rungs.end());  // the highest stands on top
    for (const std::size_t s : rungs) {
      const Account a = accounts.between(s, from, to);
      std::vector<std::string> cells{both(data.name("scheme", s))};
      for (const double v : {a.before, a.granted, a.moved, a.lapsed, a.closed, a.revoked, a.after}) cells.push_back(escaped(grouped(v < 10 ? std::round(10 * v) / 10 : std::round(v))));
      table.row(cells);
    }
  }
  return table.empty() ? "" : table.html() + element("p", both(names(accounts_note)), "class=\"note\"");
}

}  // namespace echelon::page
