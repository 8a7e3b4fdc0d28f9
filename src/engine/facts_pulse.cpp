// Facts that need a push of policy beside the same luck. Fact 26: what one year's push of the high-tech certificate leaves three years
// later. Fact 31: the R&D that a yuan of project money adds, and to whom.
#include <algorithm>
#include <limits>
#include <unordered_map>

#include "core/statistics.hpp"
#include "engine/facts_sample.hpp"

namespace echelon {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr const char* kPushed = "hte";

Instrument push_of(InstrumentKind kind, int year) {
  Instrument x{};
  x.kind = kind, x.scheme = kPushed, x.from = Quarter::of(year, 1), x.to = Quarter::of(year, 4);
  return x;
}

// What the treasury paid a firm and what it spent on R&D from the first year on, million CNY, by identity.
struct Sums {
  double award = 0, research = 0;
};
using ByFirm = std::unordered_map<std::uint32_t, Sums>;

ByFirm sums(const Panel& panel, int from, int to) {
  ByFirm all;
  for (const PanelYear& y : panel.years) {
    if (y.year < from || y.year > to) continue;
    for (std::size_t k = 0; k < y.size(); ++k) {
      Sums& s = all[panel.firms[y.firm[k]].uid];
      s.award += y.award[k], s.research += y.rd_real[k];
    }
  }
  return all;
}

// Years of R&D that the cash at the end of a year would pay.
std::unordered_map<std::uint32_t, double> slack(const Panel& panel, int year) {
  std::unordered_map<std::uint32_t, double> all;
  const PanelYear* const y = panel.find(year);
  for (std::size_t k = 0; y != nullptr && k < y->size(); ++k) {
    if (y->rd_real[k] > 0) all[panel.firms[y->firm[k]].uid] = static_cast<double>(y->cash[k]) / static_cast<double>(y->rd_real[k]);
  }
  return all;
}

struct Winner {
  double slack, money, research;
};

// Firms that got more in the second world, and how much more R&D they did in it.
std::vector<Winner> winners(const Panel& usual, const Panel& more, int from, int to) {
  const ByFirm a = sums(usual, from, to), b = sums(more, from, to);
  const auto before = slack(usual, from - 1);
  std::vector<Winner> all;
  for (const auto& [uid, now] : b) {
    const auto then = a.find(uid);
    const auto rich = before.find(uid);
    if (then == a.end() || rich == before.end() || now.award <= then->second.award) continue;
    all.push_back({rich->second, now.award - then->second.award, now.research - then->second.research});
  }
  std::sort(all.begin(), all.end(), [](const Winner& x, const Winner& y) {
    return x.slack != y.slack ? x.slack < y.slack : x.money != y.money ? x.money < y.money : x.research < y.research;
  });
  return all;
}

double per_yuan(std::span<const Winner> some) {
  double money = 0, research = 0;
  for (const Winner& w : some) money += w.money, research += w.research;
  return money > 0 ? research / money : kNone;
}

}  // namespace

Scenario with_title_push(const Scenario& scenario, const FactOptions& options) {
  Scenario more = scenario;
  const int year = options.push_year - scenario.horizon.first.year();
  const bool known = std::any_of(scenario.schemes.begin(), scenario.schemes.end(), [](const Scheme& s) { return s.id == kPushed; });
  if (!known || year < 0 || year + 3 >= scenario.horizon.years()) return more;
  Instrument award = push_of(InstrumentKind::award, options.push_year), desk = push_of(InstrumentKind::desk_capacity, options.push_year);
  award.id = "push_award", award.trigger = "application", award.amount = options.push_award, award.payers = {{"city", 1.0}};
  desk.id = "push_desk", desk.factor = options.push_desk;
  more.instruments.push_back(award), more.instruments.push_back(desk);
  return more;
}

double title_echo(const Scenario& scenario, const Record& usual, const Record& pushed, const FactOptions& options) {
  const int year = options.push_year - scenario.horizon.first.year();
  for (std::size_t s = 0; s < scenario.schemes.size(); ++s) {
    if (scenario.schemes[s].id != kPushed || year < 0 || year + 3 >= usual.years()) continue;
    const auto more = [&](int y) {
      return static_cast<double>(pushed.at(Series::passed, y, static_cast<int>(s)) - usual.at(Series::passed, y, static_cast<int>(s)));
    };
    return more(year) > 0 ? more(year + 3) / more(year) : kNone;
  }
  return kNone;
}

Scenario with_grant_pulse(const Scenario& scenario, const FactOptions& options) {
  const int first = options.reference_year - options.leak_years;
  Scenario more = with_more_grants(scenario, options);
  for (std::size_t i = scenario.instruments.size(); i < more.instruments.size(); ++i)
    more.instruments[i].to = Quarter::of(first + options.pulse_years - 1, 4);
  return more;
}

void measure_additionality(const PanelRun& usual, const PanelRun& more, const FactOptions& options, FactValues& out) {
  const int from = options.reference_year - options.leak_years, to = options.reference_year + options.follow_years;
  double research = 0, money = 0;
  const int first = usual.panel.years.front().year;
  for (int y = from; y <= to && y - first < usual.record.years(); ++y) {
    research += static_cast<double>(more.record.total(Series::rd_real, y - first) - usual.record.total(Series::rd_real, y - first));
    money += static_cast<double>(more.record.total(Series::outlay, y - first) - usual.record.total(Series::outlay, y - first));
  }
  out["grant_adds"] = money > 0 ? research / money : kNone;
  const std::vector<Winner> all = winners(usual.panel, more.panel, from, to);
  const std::span<const Winner> span(all);
  const double poor = per_yuan(span.first(all.size() / 2)), rich = per_yuan(span.subspan(all.size() / 2));
  out["grant_adds_poor"] = poor, out["grant_adds_rich"] = rich;
  // Where the rich add nothing or less, the poor add more than any multiple of it.
  out["grant_ratio"] = rich > 0 ? poor / rich : poor > 0 ? options.ratio_cap : kNone;
  if (rich > 0 && poor / rich > options.ratio_cap) out["grant_ratio"] = options.ratio_cap;
}

}  // namespace echelon
