#include <algorithm>
#include <cmath>
#include <map>

#include "core/problems.hpp"
#include "engine/compare_statistics.hpp"
#include "report/compare_report.hpp"
#include "report/result_view.hpp"

namespace echelon {
namespace {

struct Item {
  std::string id;
  Names name;
  std::string unit;
};

std::vector<Item> items(const ResultView& view, const std::string& dim, const std::string& unit) {
  std::vector<Item> all;
  const auto ids = view.labels(dim);
  if (ids.empty()) return all;
  const auto& en = view.texts(dim + "_name");
  const auto& zh = view.texts(dim + "_name_zh");
  for (std::size_t i = 0; i < ids.size(); ++i) all.push_back({ids[i], {en[i], zh[i]}, unit});
  return all;
}

constexpr std::size_t all_years = 1000;

// Reads the arrays of one quantity for one of the other scenarios. Counts and amounts become those of the whole city; of what is a
// number of the whole city already, such as a target, `scale` is 1.
class Reader {
 public:
  Reader(const ResultView& view, std::size_t scenario, double scale) : view_(view), scenario_(scenario), scale_(scale) {
    for (const double year : view.coordinates("year")) years_.push_back(static_cast<int>(year));
  }

  std::vector<DifferenceSeries> series(const std::string& quantity, const std::vector<Item>& items) const {
    std::vector<DifferenceSeries> all;
    if (items.empty()) return all;
    const std::string base = quantity + "_difference";
    const auto reference = view_.numbers("reference_" + quantity);
    const auto mean = view_.numbers(base + "_mean"), low = view_.numbers(base + "_low"), high = view_.numbers(base + "_high"),
               p05 = view_.numbers(base + "_p05"), p95 = view_.numbers(base + "_p95"),
               ratio = view_.numbers(base + "_variance_ratio");
    for (std::size_t i = 0; i < items.size(); ++i) {
      DifferenceSeries s{items[i].id, items[i].name, items[i].unit, {}, 0};
      for (std::size_t y = 0; y < years_.size(); ++y) {
        const std::size_t at = this->at(y, i, items.size());
        s.years.push_back({years_[y], mean_of(reference, y, i, items.size()) / scale_, mean[at] / scale_, low[at] / scale_, high[at] / scale_, p05[at] / scale_,
                           p95[at] / scale_, ratio[at]});
      }
      all.push_back(std::move(s));
    }
    return all;
  }

  std::vector<CostSeries> cost(const std::vector<Item>& ladders) const {
    std::vector<CostSeries> all;
    const auto get = [&](const char* name) { return view_.numbers(name); };
    const auto firm = get("cost_per_additional_firm"), firm_low = get("cost_per_additional_firm_low"), firm_high = get("cost_per_additional_firm_high"),
               year = get("cost_per_firm_year"), year_low = get("cost_per_firm_year_low"), year_high = get("cost_per_firm_year_high"),
               net = get("net_cost_per_additional_firm"), net_low = get("net_cost_per_additional_firm_low"), net_high = get("net_cost_per_additional_firm_high");
    for (std::size_t i = 0; i < ladders.size(); ++i) {
      CostSeries s{ladders[i].id, ladders[i].name, {}};
      for (std::size_t y = 0; y < years_.size(); ++y) {
        const std::size_t at = this->at(y, i, ladders.size());
        s.years.push_back({years_[y], firm[at], firm_low[at], firm_high[at], year[at], year_low[at], year_high[at], net[at], net_low[at], net_high[at]});
      }
      all.push_back(std::move(s));
    }
    return all;
  }

  std::vector<YearReturn> returns() const {
    std::vector<YearReturn> all;
    const auto get = [&](const char* name) { return view_.numbers(name); };
    const auto real = get("rd_real_per_cny"), real_low = get("rd_real_per_cny_low"), real_high = get("rd_real_per_cny_high"),
               said = get("rd_reported_per_cny"), said_low = get("rd_reported_per_cny_low"), said_high = get("rd_reported_per_cny_high");
    for (std::size_t y = 0; y < years_.size(); ++y) {
      const std::size_t at = this->at(y, 0, 1);
      all.push_back({years_[y], real[at], real_low[at], real_high[at], said[at], said_low[at], said_high[at]});
    }
    return all;
  }

  std::vector<YearGain> gains() const {
    std::vector<YearGain> all;
    if (!view_.has("displacement")) return all;
    const auto get = [&](const std::string& name) { return view_.numbers(name); };
    const auto a = get("sales_gain_supported_mean"), a_low = get("sales_gain_supported_low"), a_high = get("sales_gain_supported_high"),
               b = get("sales_gain_others_mean"), b_low = get("sales_gain_others_low"), b_high = get("sales_gain_others_high"),
               d = get("displacement"), d_low = get("displacement_low"), d_high = get("displacement_high");
    for (std::size_t y = 0; y < years_.size(); ++y) {
      const std::size_t at = this->at(y, 0, 1);
      const auto whole = [&](const std::vector<double>& part) { return part[at] / scale_; };
      all.push_back({years_[y], whole(a), whole(a_low), whole(a_high), whole(b), whole(b_low), whole(b_high), d[at], d_low[at], d_high[at]});
    }
    return all;
  }

  std::vector<std::string> aims() const {
    std::vector<std::string> all;
    if (!view_.has("instrument_differs")) return all;
    const auto differs = view_.numbers("instrument_differs");
    const auto& schemes = view_.texts("instrument_scheme");
    for (std::size_t i = 0; i < schemes.size(); ++i) {
      if (differs[scenario_ * schemes.size() + i] != 0 && !schemes[i].empty()) all.push_back(schemes[i]);
    }
    return all;
  }

  // Outlay more than the reference over so many years to the end of each, with the interval of that sum.
  std::vector<PeriodSum> outlay_sums(std::size_t length) const {
    const auto more = view_.numbers("outlay_total_difference");
    const std::size_t pairs = view_.size("replicate"), others = view_.size("scenario");
    std::vector<PeriodSum> all;
    for (std::size_t y = 0; y < years_.size() && pairs > 0; ++y) {
      const std::size_t first = y + 1 > length ? y + 1 - length : 0;
      std::vector<double> sums(pairs, 0);
      for (std::size_t k = 0; k < pairs; ++k) {
        for (std::size_t past = first; past <= y; ++past) sums[k] += more[(k * others + scenario_) * years_.size() + past] / scale_;
      }
      const PairedDifference d = paired_difference(std::vector<double>(pairs, 0), sums, 0.90);
      all.push_back({years_[first], years_[y], d.mean, d.low, d.high});
    }
    return all;
  }

 private:
  std::size_t at(std::size_t y, std::size_t i, std::size_t width) const { return (scenario_ * years_.size() + y) * width + i; }

  double mean_of(const std::vector<double>& v, std::size_t y, std::size_t i, std::size_t width) const {
    const std::size_t pairs = view_.size("replicate");
    double sum = 0;
    for (std::size_t k = 0; k < pairs; ++k) sum += v[(k * years_.size() + y) * width + i];
    return sum / static_cast<double>(pairs);
  }

  const ResultView& view_;
  std::size_t scenario_;
  double scale_;
  std::vector<int> years_;
};

const std::vector<Item>& city_items() {
  static const std::vector<Item> all{{"firms", {"active technology firms", "科技企业数"}, "1"},
                                     {"entries", {"new firms", "新进入企业"}, "1"},
                                     {"employment", {"employees", "从业人员"}, "persons"},
                                     {"revenue", {"revenue", "营业收入"}, "CNY"},
                                     {"rd_real", {"real R&D", "真实研发投入"}, "CNY"},
                                     {"rd_reported", {"reported R&D", "申报研发投入"}, "CNY"},
                                     {"patents_filed", {"inventions filed", "发明专利申请"}, "1"},
                                     {"venture_invested", {"equity invested", "股权投资"}, "CNY"},
                                     {"tax_local", {"local part of income tax", "企业所得税地方留成"}, "CNY"}};
  return all;
}

ComparedScenario read_scenario(const ResultView& view, std::size_t s, const Item& item, double scale) {
  const Reader reader(view, s, scale);
  const auto ladders = items(view, "ladder", "firms");
  ComparedScenario out{item.id, item.name, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
  out.certificates = reader.series("certificates", items(view, "scheme", "count"));
  out.granted = reader.series("certificates_granted", items(view, "scheme", "count"));
  out.ladders = reader.series("certified_firms", ladders);
  out.outlay = reader.series("outlay", items(view, "instrument", "CNY"));
  for (const Item& quantity : city_items()) {
    for (DifferenceSeries& one : reader.series(quantity.id, {quantity})) out.city.push_back(std::move(one));
  }
  auto targets = items(view, "target", "1");
  for (std::size_t i = 0; i < targets.size(); ++i) targets[i].unit = view.texts("target_unit")[i];
  out.targets = Reader(view, s, 1).series("target_value", targets);
  for (std::size_t i = 0; i < out.targets.size(); ++i) out.targets[i].deadline = std::stoi(view.texts("target_deadline")[i]);
  out.outlay_total = reader.series("outlay_total", {{"outlay_total", {"outlay", "政策支出"}, "CNY"}}).front();
  out.cost = reader.cost(ladders);
  out.returns = reader.returns();
  out.gains = reader.gains();
  out.aims = reader.aims();
  out.outlay_so_far = reader.outlay_sums(all_years), out.outlay_lately = reader.outlay_sums(kLately);
  return out;
}

// The deadline that most targets with a value have, the later of two; the last year where none has.
int usual_deadline(const ComparedScenario& s) {
  std::map<int, int> times;
  for (const DifferenceSeries& t : s.targets) {
    if (!t.years.empty() && t.years.front().year <= t.deadline && t.deadline <= t.years.back().year && !std::isnan(t.years.back().mean)) times[t.deadline] += 1;
  }
  int best = s.outlay_total.years.back().year, most = 0;
  for (const auto& [year, n] : times) {
    if (n >= most) best = year, most = n;
  }
  return best;
}

}  // namespace

bool moves(const DifferenceSeries& s) {
  return std::any_of(s.years.begin(), s.years.end(), [](const YearDifference& y) { return std::abs(y.p05) > 0 || std::abs(y.p95) > 0; });
}

const YearDifference& at_year(const DifferenceSeries& s, int year) {
  const auto found = std::find_if(s.years.begin(), s.years.end(), [year](const YearDifference& y) { return y.year == year; });
  return found == s.years.end() ? s.years.back() : *found;
}

int first_year_apart(const DifferenceSeries& s) {
  const auto found = std::find_if(s.years.begin(), s.years.end(), [](const YearDifference& y) { return std::abs(y.p05) > 0 || std::abs(y.p95) > 0; });
  return found == s.years.end() ? s.years.front().year : found->year;
}

ComparisonSummary summarise_comparison(const Results& results) {
  const ResultView view(results);
  if (view.attribute("kind") != "comparison") throw IoError("the result is not that of a comparison");
  ComparisonSummary out;
  out.reference = view.attribute("reference");
  out.title = {view.attribute("reference_title"), view.attribute("reference_title_zh")};
  out.seed = view.attribute("seed");
  out.horizon = view.attribute("horizon");
  out.interrupted = view.attribute("interrupted");
  out.drawn = view.attribute("drawn");
  out.pairs = view.size("replicate");
  out.scale = std::stod(view.attribute("scale"));
  const auto others = items(view, "scenario", "");
  for (std::size_t s = 0; s < others.size(); ++s) out.scenarios.push_back(read_scenario(view, s, others[s], out.scale));
  out.look_at = out.scenarios.empty() ? 0 : usual_deadline(out.scenarios.front());
  return out;
}

}  // namespace echelon
