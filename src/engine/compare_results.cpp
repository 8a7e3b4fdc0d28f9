// From paired records to the arrays of a comparison.
#include <algorithm>
#include <functional>
#include <limits>

#include "engine/compare.hpp"
#include "engine/compare_statistics.hpp"

namespace echelon {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kLevel = 0.90;

// One quantity by year and, where `dim` is not empty, by the items of that dimension.
struct Outcome {
  std::string name, units, en, zh, dim;
  std::size_t width;
  std::function<double(const Record&, std::size_t scenario, int year, std::size_t i)> read;
};

// Values [replicate][year][item] of one scenario.
struct Values {
  std::vector<double> data;
  std::size_t years, width;
  double at(std::size_t k, std::size_t y, std::size_t i) const { return data[(k * years + y) * width + i]; }
};

class Assembler {
 public:
  Assembler(const Scenario& reference, const std::vector<Scenario>& others, const std::vector<std::vector<Record>>& records,
            const std::vector<std::size_t>& replicates)
      : reference_(reference), others_(others), records_(records), replicates_(replicates),
        years_(static_cast<std::size_t>(reference.horizon.years())) {
    merge_instruments();
  }

  Results run() {
    dimensions();
    for (const Outcome& outcome : outcomes()) add_outcome(outcome);
    add_money(), add_parameters(), attributes();
    return std::move(r_);
  }

 private:
  const Scenario& scenario(std::size_t s) const { return s == 0 ? reference_ : others_[s - 1]; }
  std::size_t pairs() const { return replicates_.size(); }

  // The instruments of all scenarios, in the order in which they are first met, and where each scenario keeps them.
  void merge_instruments() {
    for (std::size_t s = 0; s <= others_.size(); ++s) {
      for (const Instrument& x : scenario(s).instruments) {
        const auto known = [&](const Instrument& y) { return y.id == x.id; };
        if (std::none_of(instruments_.begin(), instruments_.end(), known)) instruments_.push_back(x);
      }
    }
    place_.assign(others_.size() + 1, std::vector<int>(instruments_.size(), -1));
    for (std::size_t s = 0; s <= others_.size(); ++s) {
      for (std::size_t i = 0; i < instruments_.size(); ++i) {
        for (std::size_t own = 0; own < scenario(s).instruments.size(); ++own) {
          if (scenario(s).instruments[own].id == instruments_[i].id) place_[s][i] = static_cast<int>(own);
        }
      }
    }
  }

  template <class List>
  void labels(const char* name, const char* en, const char* zh, const List& list) {
    std::vector<std::string> ids, names, names_zh;
    for (const auto& item : list) ids.push_back(item.id), names.push_back(item.name.en), names_zh.push_back(item.name.zh);
    const std::string dim = name;
    r_.dimensions.push_back({dim, std::move(ids), "1", en, zh, {}});
    text(dim + "_name", dim, "name", "名称（英文）", std::move(names)), text(dim + "_name_zh", dim, "name in Chinese", "名称", std::move(names_zh));
  }

  void text(const std::string& name, const std::string& dim, const char* en, const char* zh, std::vector<std::string> values) {
    r_.variables.push_back({name, "1", en, zh, {dim}, std::move(values), {}});
  }

  void dimensions() {
    const std::vector<std::int64_t> numbers(replicates_.begin(), replicates_.end());
    r_.dimensions.push_back({"replicate", numbers, "1", "replicate", "重复", {{"standard_name", "realization"}}});
    std::vector<std::int64_t> years;
    for (std::size_t y = 0; y < years_; ++y) years.push_back(reference_.horizon.first.year() + static_cast<int>(y));
    r_.dimensions.push_back({"year", years, "1", "calendar year", "年份", {}});
    labels("scenario", "scenario", "情景", others_);
    labels("scheme", "scheme", "资格", reference_.schemes);
    labels("ladder", "ladder", "梯队", reference_.ladders);
    labels("instrument", "policy instrument", "政策工具", instruments_);
    std::vector<std::string> assumptions;
    for (const Instrument& x : instruments_) assumptions.push_back(x.assumption);
    text("instrument_assumption", "instrument", "what is assumed of it", "假设", std::move(assumptions));
    labels("target", "target", "目标", reference_.targets);
    std::vector<std::string> units, deadlines;
    for (const Target& t : reference_.targets) units.push_back(t.unit), deadlines.push_back(std::to_string(t.deadline));
    text("target_unit", "target", "unit", "单位", std::move(units));
    text("target_deadline", "target", "year whose end counts", "截止年份", std::move(deadlines));
  }

  Outcome total(Series s) const {
    const SeriesInfo& info = series_info()[static_cast<int>(s)];
    const auto read = [s, &info](const Record& r, std::size_t, int y, std::size_t) {
      return static_cast<double>(r.total(s, info.quarterly ? 4 * (y + 1) : y)) * info.unit_scale;
    };
    return {info.name, info.units, info.en, info.zh, "", 1, read};
  }

  Outcome by(Series s, const char* dim, std::size_t width) const {
    const SeriesInfo& info = series_info()[static_cast<int>(s)];
    const auto read = [s, &info](const Record& r, std::size_t, int y, std::size_t i) {
      return static_cast<double>(r.at(s, info.quarterly ? 4 * (y + 1) : y, static_cast<int>(i))) * info.unit_scale;
    };
    return {info.name, info.units, info.en, info.zh, dim, width, read};
  }

  std::vector<Outcome> outcomes() const {
    std::vector<Outcome> all = {by(Series::certificates, "scheme", reference_.schemes.size()),
                                by(Series::granted, "scheme", reference_.schemes.size()),
                                by(Series::certified_firms, "ladder", reference_.ladders.size())};
    all.push_back(by(Series::outlay, "instrument", instruments_.size()));
    all.back().read = [this](const Record& r, std::size_t s, int y, std::size_t i) {
      const int own = place_[s][i];
      return own < 0 ? 0.0 : 1000.0 * static_cast<double>(r.at(Series::outlay, y, own));
    };
    for (const Series s : {Series::firms, Series::entries, Series::revenue, Series::employment, Series::rd_real,
                           Series::rd_reported, Series::patents_filed, Series::venture_invested, Series::tax_local})
      all.push_back(total(s));
    const auto target = [this](const Record& r, std::size_t s, int y, std::size_t i) {
      return measure(reference_.targets[i].metric, r, scenario(s), y);
    };
    all.push_back({"target_value", "target's own", "value of the target's metric", "目标指标", "target", reference_.targets.size(), target});
    return all;
  }

  Values values(const Outcome& o, std::size_t s) const {
    Values v{{}, years_, o.width};
    for (const Record& record : records_[s]) {
      for (std::size_t y = 0; y < years_; ++y) {
        for (std::size_t i = 0; i < o.width; ++i) v.data.push_back(o.read(record, s, static_cast<int>(y), i));
      }
    }
    return v;
  }

  std::vector<std::string> dims(std::vector<std::string> first, const std::string& last) const {
    first.emplace_back("year");
    if (!last.empty()) first.push_back(last);
    return first;
  }

  void add(const std::string& name, const Outcome& o, const std::string& what, const std::string& zh, std::vector<std::string> dims,
           std::vector<double> data) {
    r_.variables.push_back({name, o.units, o.en + what, o.zh + zh, std::move(dims), std::move(data), {}});
  }

  std::vector<double> column(const Values& v, std::size_t y, std::size_t i) const {
    std::vector<double> out;
    for (std::size_t k = 0; k < pairs(); ++k) out.push_back(v.at(k, y, i));
    return out;
  }

  // What the model cannot express (a target without a metric) has no difference.
  static PairedDifference difference(const std::vector<double>& a, const std::vector<double>& b) {
    const auto unknown = [](double x) { return x != x; };
    if (a.empty() || std::any_of(a.begin(), a.end(), unknown) || std::any_of(b.begin(), b.end(), unknown))
      return {kNan, kNan, kNan, kNan, kNan, kNan};
    return paired_difference(a, b, kLevel);
  }

  void add_outcome(const Outcome& o) {
    std::vector<Values> all;
    for (std::size_t s = 0; s <= others_.size(); ++s) all.push_back(values(o, s));
    add("reference_" + o.name, o, ", reference", "（参照）", dims({"replicate"}, o.dim), all[0].data);
    std::vector<double> differences, stats[6];
    for (std::size_t k = 0; k < pairs(); ++k) {
      for (std::size_t s = 1; s < all.size(); ++s) {
        for (std::size_t j = 0; j < years_ * o.width; ++j) {
          const std::size_t at = k * years_ * o.width + j;
          differences.push_back(all[s].data[at] - all[0].data[at]);
        }
      }
    }
    for (std::size_t s = 1; s < all.size(); ++s) {
      for (std::size_t y = 0; y < years_; ++y) {
        for (std::size_t i = 0; i < o.width; ++i) {
          const PairedDifference d = difference(column(all[0], y, i), column(all[s], y, i));
          const double parts[6] = {d.mean, d.low, d.high, d.p05, d.p95, d.variance_ratio};
          for (int p = 0; p < 6; ++p) stats[p].push_back(parts[p]);
        }
      }
    }
    add(o.name + "_difference", o, ", difference from the reference", "（与参照之差）", dims({"replicate", "scenario"}, o.dim), std::move(differences));
    const char* const names[6] = {"_mean", "_low", "_high", "_p05", "_p95", "_variance_ratio"};
    const char* const en[6] = {", mean difference", ", mean difference, lower end of its 90 % interval", ", mean difference, upper end of its 90 % interval",
                               ", difference, 5 % quantile of single pairs", ", difference, 95 % quantile of single pairs",
                               ", variance of the paired difference over that of an unpaired one"};
    const char* const zh[6] = {"（平均差）", "（平均差90%区间下限）", "（平均差90%区间上限）", "（单次差5%分位）", "（单次差95%分位）", "（配对方差比）"};
    for (int p = 0; p < 6; ++p) {
      add(o.name + "_difference" + names[p], o, en[p], zh[p], dims({"scenario"}, o.dim), std::move(stats[p]));
      if (p == 5) r_.variables.back().units = "1";
    }
  }

  // What one side has more than the reference from the start to the end of year y, pair by pair.
  std::vector<double> more_so_far(const Values& reference, const Values& other, std::size_t y, std::size_t i) const {
    std::vector<double> sum(pairs(), 0);
    for (std::size_t k = 0; k < pairs(); ++k) {
      for (std::size_t past = 0; past <= y; ++past) sum[k] += other.at(k, past, i) - reference.at(k, past, i);
    }
    return sum;
  }

  // The purse as a whole, what an additional firm on a ladder costs, gross and after the tax that comes back, and what R&D a yuan adds.
  void add_money() {
    Outcome outlay{"outlay_total", "CNY per year", "outlay of all instruments", "政策支出合计", "", 1, {}};
    outlay.read = [](const Record& r, std::size_t, int y, std::size_t) { return 1000.0 * static_cast<double>(r.total(Series::outlay, y)); };
    add_outcome(outlay);
    const Outcome firms = by(Series::certified_firms, "ladder", reference_.ladders.size());
    std::vector<double> per_firm[3], per_year[3], net[3], real[3], reported[3];
    for (std::size_t s = 1; s <= others_.size(); ++s) {
      const auto both = [&](const Outcome& o) { return std::pair(values(o, 0), values(o, s)); };
      const auto cost = both(outlay), count = both(firms), tax = both(total(Series::tax_local)), rd = both(total(Series::rd_real)),
                 said = both(total(Series::rd_reported));
      for (std::size_t y = 0; y < years_; ++y) {
        const std::vector<double> paid = more_so_far(cost.first, cost.second, y, 0);
        std::vector<double> after_tax = paid;
        const std::vector<double> back = more_so_far(tax.first, tax.second, y, 0);
        for (std::size_t k = 0; k < pairs(); ++k) after_tax[k] -= back[k];
        for (std::size_t l = 0; l < reference_.ladders.size(); ++l) {
          std::vector<double> more(pairs());
          for (std::size_t k = 0; k < pairs(); ++k) more[k] = count.second.at(k, y, l) - count.first.at(k, y, l);
          append(per_firm, paid, more), append(net, after_tax, more), append(per_year, paid, more_so_far(count.first, count.second, y, l));
        }
        append(real, more_so_far(rd.first, rd.second, y, 0), paid), append(reported, more_so_far(said.first, said.second, y, 0), paid);
      }
    }
    publish("cost_per_additional_firm", "CNY", "outlay so far over additional unique firms at year end", "每新增一家企业的累计支出", per_firm);
    publish("net_cost_per_additional_firm", "CNY", "outlay so far less additional local tax over additional unique firms at year end",
            "每新增一家企业的累计净支出（扣除地方税收增量）", net);
    publish("cost_per_firm_year", "CNY per year", "outlay so far over additional firm-years", "每新增一企业年的支出", per_year);
    publish("rd_real_per_cny", "1", "additional real R&D so far over outlay so far", "每元支出新增真实研发投入", real, "");
    publish("rd_reported_per_cny", "1", "additional reported R&D so far over outlay so far", "每元支出新增申报研发投入", reported, "");
  }

  static void append(std::vector<double> (&to)[3], const std::vector<double>& cost, const std::vector<double>& effect) {
    const CostPerUnit c = cost.empty() ? CostPerUnit{kNan, kNan, kNan} : cost_per_unit(cost, effect, kLevel);
    to[0].push_back(c.value), to[1].push_back(c.low), to[2].push_back(c.high);
  }

  void publish(const std::string& name, const char* units, const char* en, const char* zh, std::vector<double> (&of)[3], const char* dim = "ladder") {
    const Outcome o{name, units, en, zh, dim, 1, {}};
    const char* const names[3] = {"", "_low", "_high"};
    const char* const notes[3] = {"", ", lower end of its 90 % interval (Fieller)", ", upper end of its 90 % interval (Fieller)"};
    const char* const zhs[3] = {"", "（90%区间下限）", "（90%区间上限）"};
    for (int p = 0; p < 3; ++p) add(name + names[p], o, notes[p], zhs[p], dims({"scenario"}, dim), std::move(of[p]));
  }

  void add_parameters() {
    std::vector<std::string> paths, units, sources;
    for (const ParameterValue& v : reference_.parameters) paths.push_back(v.path), units.push_back(v.unit), sources.push_back(v.source);
    r_.dimensions.push_back({"parameter", std::move(paths), "1", "parameter", "参数", {}});
    std::vector<double> drawn;
    for (const Record& record : records_[0]) drawn.insert(drawn.end(), record.parameters.begin(), record.parameters.end());
    r_.variables.push_back({"parameter_value", "1", "parameter as drawn for the reference, in its own unit", "参数取值", {"replicate", "parameter"}, std::move(drawn), {}});
    text("parameter_unit", "parameter", "unit of the parameter", "参数单位", std::move(units));
    text("parameter_source", "parameter", "source of the parameter", "参数来源", std::move(sources));
  }

  void attributes() {
    auto& a = r_.attributes;
    a["kind"] = "comparison", a["reference"] = reference_.id;
    a["reference_title"] = reference_.name.en, a["reference_title_zh"] = reference_.name.zh;
    a["title"] = reference_.id;
    for (const Scenario& other : others_) a["title"] += " against " + other.id;
    a["seed"] = std::to_string(reference_.seed);
    a["replicates"] = std::to_string(pairs()), a["replicates_asked"] = std::to_string(reference_.replicates);
    a["horizon"] = reference_.horizon.first.text() + ".." + reference_.horizon.last.text();
    a["design"] = reference_.design, a["ensemble"] = reference_.ensemble_points.empty() ? "none" : reference_.ensemble;
    a["level"] = "0.9", a["scale"] = std::to_string(reference_.scale);
  }

  const Scenario& reference_;
  const std::vector<Scenario>& others_;
  const std::vector<std::vector<Record>>& records_;
  const std::vector<std::size_t>& replicates_;
  std::size_t years_;
  std::vector<Instrument> instruments_;
  std::vector<std::vector<int>> place_;
  Results r_;
};

}  // namespace

Results assemble_comparison(const Scenario& reference, const std::vector<Scenario>& others,
                            const std::vector<std::vector<Record>>& records, const std::vector<std::size_t>& replicates) {
  return Assembler(reference, others, records, replicates).run();
}

}  // namespace echelon
