#include "engine/panel_results.hpp"

#include <algorithm>
#include <chrono>
#include <limits>
#include <numeric>

#include "engine/draw.hpp"
#include "model/uid.hpp"

namespace echelon {

namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
constexpr float kYuan = 1e6f;  // million CNY -> CNY

// Days from 1970-01-01 to the first day of a quarter.
float first_day(Quarter q) {
  using namespace std::chrono;
  const auto month = static_cast<unsigned>(3 * (q.of_year() - 1) + 1);
  return static_cast<float>(sys_days{year{q.year()} / std::chrono::month{month} / day{1}}.time_since_epoch().count());
}

struct RowAt {
  std::uint32_t firm;   // place in the order of identities
  std::uint32_t year;   // index into Panel::years
  std::uint32_t row;
};

// Identities in rising order, so that the file does not depend on which slot a firm sat in.
std::vector<std::uint32_t> by_identity(const Panel& panel) {
  std::vector<std::uint32_t> order(panel.firms.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return panel.firms[a].uid < panel.firms[b].uid; });
  return order;
}

std::vector<RowAt> rows_of(const Panel& panel, const std::vector<std::uint32_t>& order) {
  std::vector<std::uint32_t> place(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = static_cast<std::uint32_t>(i);
  std::vector<RowAt> rows;
  for (std::uint32_t y = 0; y < panel.years.size(); ++y) {
    for (std::uint32_t k = 0; k < panel.years[y].size(); ++k) rows.push_back({place[panel.years[y].firm[k]], y, k});
  }
  std::sort(rows.begin(), rows.end(), [](const RowAt& a, const RowAt& b) { return a.firm != b.firm ? a.firm < b.firm : a.year < b.year; });
  return rows;
}

template <class Id>
std::map<std::string, std::string> meanings(std::size_t n, Id id) {
  std::string names, values;
  for (std::size_t i = 0; i < n; ++i) {
    names += (i ? " " : "") + id(i);
    values += (i ? " " : "") + std::to_string(i);
  }
  return {{"flag_values", values}, {"flag_meanings", names}};
}

const std::map<std::string, std::string> kDate = {{"calendar", "proleptic_gregorian"}};

class Writer {
 public:
  Writer(const Panel& panel, const Scenario& scenario)
      : panel_(panel), scenario_(scenario), order_(by_identity(panel)), rows_(rows_of(panel, order_)) {}

  Results results() {
    dimensions();
    firms();
    money("revenue", "measured sales of the year", "当年营业收入", &PanelYear::revenue);
    persons("employees", "employees at the end of the year", "年末职工", &PanelYear::employees);
    persons("rd_staff", "R&D persons as the rules count them", "研发人员", &PanelYear::rd_staff);
    money("rd_real", "real R&D of the year", "当年实际研发投入", &PanelYear::rd_real);
    money("rd_reported", "reported R&D of the year", "当年申报研发费用", &PanelYear::rd_reported);
    whole("patents", "valid invention patents", "有效发明专利", &PanelYear::inventions);
    whole("utility_models", "valid utility models and the like", "有效实用新型等", &PanelYear::utilities);
    whole("pending", "invention applications under examination", "在审发明专利申请", &PanelYear::pending);
    money("valuation", "post-money valuation of the last round; 0 without one", "最近一轮投后估值", &PanelYear::valuation);
    money("raised", "equity raised in the year", "当年股权融资", &PanelYear::raised);
    money("award_received", "paid by the treasury in the year", "当年财政奖补", &PanelYear::award);
    states();
    certificates();
    out_.attributes["title"] = "firms of one replicate of " + scenario_.id;
    out_.attributes["scenario"] = scenario_.id;
    out_.attributes["seed"] = std::to_string(scenario_.seed);
    return std::move(out_);
  }

 private:
  void dimensions() {
    std::vector<std::int64_t> identity, row(rows_.size());
    for (const std::uint32_t firm : order_) identity.push_back(panel_.firms[firm].uid);
    std::iota(row.begin(), row.end(), std::int64_t{0});
    std::vector<std::string> schemes;
    for (const Scheme& s : scenario_.schemes) schemes.push_back(s.id);
    out_.dimensions.push_back({"firm", std::move(identity), "1", "identity of the firm", "企业标识", {}});
    out_.dimensions.push_back({"row", std::move(row), "1", "a firm in a year", "企业×年份", {}});
    out_.dimensions.push_back({"scheme", std::move(schemes), "1", "scheme", "资格", {}});
  }

  template <class Get>
  void per_firm(const char* name, const char* en, const char* zh, std::map<std::string, std::string> more, Get get) {
    std::vector<std::int64_t> v;
    for (const std::uint32_t firm : order_) v.push_back(get(panel_.firms[firm]));
    out_.variables.push_back({name, "1", en, zh, {"firm"}, std::move(v), std::move(more)});
  }

  void firms() {
    std::vector<float> born, left;
    for (const std::uint32_t firm : order_) {
      const PanelFirm& f = panel_.firms[firm];
      born.push_back(first_day(panel_.first + f.born));
      left.push_back(f.left == kNever ? kNone : first_day(panel_.first + f.left));
    }
    out_.variables.push_back({"born", "days since 1970-01-01", "first day of the quarter of registration", "注册季度首日", {"firm"}, std::move(born), kDate});
    out_.variables.push_back({"left", "days since 1970-01-01", "first day of the quarter of leaving the register", "注销季度首日", {"firm"}, std::move(left), kDate});
    static const char* const causes[] = {"closed", "insolvent", "dormant_closed"};
    static const char* const channels[] = {"initial", "organic", "spin_off", "attracted", "talent"};
    auto cause = meanings(3, [](std::size_t i) { return std::string(causes[i]); });
    cause["comment"] = "-1: still in the register";
    per_firm("cause", "cause of leaving", "退出原因", std::move(cause), [](const PanelFirm& f) { return f.cause; });
    per_firm("channel", "channel of entry", "进入渠道", meanings(kChannels, [](std::size_t i) { return std::string(channels[i]); }),
             [](const PanelFirm& f) { return f.channel; });
    per_firm("sector", "sector", "行业", meanings(scenario_.sectors.size(), [&](std::size_t i) { return scenario_.sectors[i].id; }),
             [](const PanelFirm& f) { return f.sector; });
    per_firm("district", "district", "区县", meanings(scenario_.districts.size(), [&](std::size_t i) { return scenario_.districts[i].id; }),
             [](const PanelFirm& f) { return f.district; });
    std::vector<std::int64_t> owner, year;
    for (const RowAt& r : rows_) owner.push_back(panel_.firms[order_[r.firm]].uid), year.push_back(panel_.years[r.year].year);
    out_.variables.push_back({"firm_of_row", "1", "identity of the firm", "企业标识", {"row"}, std::move(owner), {}});
    out_.variables.push_back({"year", "1", "calendar year", "年份", {"row"}, std::move(year), {}});
  }

  void real(const char* name, const char* units, const char* en, const char* zh, std::vector<float> PanelYear::*column, float factor) {
    std::vector<float> v;
    v.reserve(rows_.size());
    for (const RowAt& r : rows_) v.push_back(factor * (panel_.years[r.year].*column)[r.row]);
    out_.variables.push_back({name, units, en, zh, {"row"}, std::move(v), {}});
  }
  void money(const char* name, const char* en, const char* zh, std::vector<float> PanelYear::*column) {
    real(name, "CNY", en, zh, column, kYuan);
  }
  void persons(const char* name, const char* en, const char* zh, std::vector<float> PanelYear::*column) {
    real(name, "persons", en, zh, column, 1);
  }
  void whole(const char* name, const char* en, const char* zh, std::vector<std::uint16_t> PanelYear::*column) {
    std::vector<std::int64_t> v;
    v.reserve(rows_.size());
    for (const RowAt& r : rows_) v.push_back((panel_.years[r.year].*column)[r.row]);
    out_.variables.push_back({name, "1", en, zh, {"row"}, std::move(v), {}});
  }

  void states() {
    std::vector<std::int64_t> dormant, listed;
    for (const RowAt& r : rows_) {
      dormant.push_back(panel_.years[r.year].status[r.row] == kDormant);
      listed.push_back((panel_.years[r.year].flags[r.row] & kListed) != 0);
    }
    out_.variables.push_back({"dormant", "1", "1 when dormant at the end of the year", "年末休眠", {"row"}, std::move(dormant), {}});
    out_.variables.push_back({"listed", "1", "1 when on a stock exchange", "是否上市", {"row"}, std::move(listed), {}});
  }

  void certificates() {
    std::vector<std::int64_t> holds;
    std::vector<float> since;
    for (const RowAt& r : rows_) {
      const PanelYear& y = panel_.years[r.year];
      for (int s = 0; s < panel_.schemes; ++s) {
        holds.push_back((y.held[r.row] >> s) & 1);
        const std::int16_t q = y.since[s][r.row];
        since.push_back(q == kNever ? kNone : first_day(panel_.first + q));
      }
    }
    out_.variables.push_back({"holds", "1", "1 when the certificate is valid on 31 December", "年末资格有效", {"row", "scheme"}, std::move(holds), {}});
    out_.variables.push_back({"since", "days since 1970-01-01", "first day of the quarter in which the current or last certificate began",
                              "现有或最近资格起始季度首日", {"row", "scheme"}, std::move(since), kDate});
  }

  const Panel& panel_;
  const Scenario& scenario_;
  std::vector<std::uint32_t> order_;
  std::vector<RowAt> rows_;
  Results out_;
};

}  // namespace

Results panel_results(const Panel& panel, const Scenario& scenario) { return Writer(panel, scenario).results(); }

Panel panel_of_replicate(const Scenario& scenario, std::size_t replicate) {
  const ParameterDraws draws = draw_parameters(scenario);
  const auto per_point = static_cast<std::size_t>(std::max(scenario.seeds_per_point, 1));
  Simulation simulation(scenario, panel_options());
  const Parameters parameters = bind_parameters(scenario, draws.points[replicate / per_point]);
  return run_with_panel(simulation, parameters, philox_key(scenario.seed, replicate)).panel;
}

}  // namespace echelon
