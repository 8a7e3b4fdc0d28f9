#include "engine/assemble.hpp"

#include <limits>

#include "model/series_names.hpp"
#include "model/uid.hpp"

namespace echelon {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// Days from 1970-01-01 to the last day of a quarter (proleptic Gregorian calendar; Hinnant's algorithm).
std::int64_t last_day(Quarter q) {
  const Quarter next = q + 1;
  const int month = 3 * (next.of_year() - 1) + 1;
  const int y = next.year() - (month <= 2);
  const int era = y / 400, yoe = y - era * 400;
  const int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5;
  const int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097LL + doe - 719468 - 1;
}

template <class List, class Get>
ResultDimension labels(const char* name, const char* en, const char* zh, const List& list, Get get) {
  std::vector<std::string> values;
  for (const auto& item : list) values.push_back(get(item));
  return {name, std::move(values), "1", en, zh, {}};
}

ResultVariable text(const std::string& name, const std::string& dim, const char* en, const char* zh,
                    std::vector<std::string> values) {
  return {name, "1", en, zh, {dim}, std::move(values), {}};
}

void add_dimensions(const Scenario& s, const std::vector<std::size_t>& replicates, Results& r) {
  std::vector<std::int64_t> numbers(replicates.begin(), replicates.end()), time, years;
  r.dimensions.push_back({"replicate", numbers, "1", "replicate", "重复", {{"standard_name", "realization"}}});
  for (int q = -1; q < s.horizon.quarters(); ++q) time.push_back(last_day(s.horizon.first + q));
  r.dimensions.push_back({"time", time, "days since 1970-01-01", "end of quarter", "季末",
                          {{"standard_name", "time"}, {"calendar", "proleptic_gregorian"}}});
  for (int y = 0; y < s.horizon.years(); ++y) years.push_back(s.horizon.first.year() + y);
  r.dimensions.push_back({"year", years, "1", "calendar year", "年份", {}});
  const auto id = [](const auto& x) { return x.id; };
  r.dimensions.push_back(labels("sector", "sector", "行业", s.sectors, id));
  r.dimensions.push_back(labels("district", "district", "区县", s.districts, id));
  r.dimensions.push_back(labels("scheme", "scheme", "资格", s.schemes, id));
  r.dimensions.push_back(labels("ladder", "ladder", "梯队", s.ladders, id));
  std::vector<std::string> channels = {"initial", "organic", "spin_off", "attracted"};
  if (talent_on(s)) channels.emplace_back("talent");
  const std::vector<std::string> causes = {"closed", "insolvent", "dormant_closed"};
  const std::vector<std::string> reliefs = {"super_deduction", "small_firm", "high_tech_rate"};
  const auto self = [](const std::string& x) { return x; };
  r.dimensions.push_back(labels("channel", "channel of entry", "进入渠道", channels, self));
  r.dimensions.push_back(labels("cause", "cause of exit", "退出原因", causes, self));
  const std::vector<std::string> consortia(std::begin(consortium_kinds), std::end(consortium_kinds));
  r.dimensions.push_back(labels("consortium", "type of consortium", "联合体类型", consortia, self));
  if (talent_on(s)) r.dimensions.push_back(labels("family", "skill family", "人才类别", s.skill_families, id));
  r.dimensions.push_back(labels("relief", "tax relief", "税收优惠", reliefs, self));
  if (tracks_on(s)) r.dimensions.push_back(labels("track", "5+X track", "未来产业赛道", s.tracks, id));
  r.dimensions.push_back(labels("instrument", "policy instrument", "政策工具", s.instruments, id));
  r.dimensions.push_back(labels("target", "target", "目标", s.targets, id));
  r.dimensions.push_back(labels("parameter", "parameter", "参数", s.parameters, [](const auto& x) { return x.path; }));
}

std::vector<std::string> dims_of(const SeriesInfo& info) {
  std::vector<std::string> dims = {"replicate", info.quarterly ? "time" : "year"};
  switch (info.axis) {
    case Axis::none: break;
    case Axis::sector: dims.emplace_back("sector"); break;
    case Axis::scheme: dims.emplace_back("scheme"); break;
    case Axis::ladder: dims.emplace_back("ladder"); break;
    case Axis::channel: dims.emplace_back("channel"); break;
    case Axis::cause: dims.emplace_back("cause"); break;
    case Axis::relief: dims.emplace_back("relief"); break;
    case Axis::instrument: dims.emplace_back("instrument"); break;
    case Axis::district: dims.emplace_back("district"); break;
    case Axis::consortium: dims.emplace_back("consortium"); break;
    case Axis::scheme_district: dims.emplace_back("scheme"), dims.emplace_back("district"); break;
    case Axis::family: dims.emplace_back("family"); break;
    case Axis::track: dims.emplace_back("track"); break;
  }
  return dims;
}

void add_series(const Scenario& scenario, const std::vector<Record>& records, Results& r) {
  for (int i = 0; i < kSeries; ++i) {
    const SeriesInfo& info = series_info()[i];
    if (!recorded(info, scenario)) continue;
    const bool money = info.unit_scale != 1;
    std::vector<std::int64_t> counts;
    std::vector<double> amounts;
    for (const Record& record : records) {
      for (const std::int64_t v : record.series(static_cast<Series>(i))) {
        const bool unknown = static_cast<Series>(i) == Series::budget && v < 0;
        if (money) amounts.push_back(unknown ? kNan : static_cast<double>(v) * info.unit_scale);
        else counts.push_back(v);
      }
    }
    ResultVariable variable{info.name, info.units, info.en, info.zh, dims_of(info), {}, {}};
    if (money) variable.data = std::move(amounts);
    else variable.data = std::move(counts);
    r.variables.push_back(std::move(variable));
  }
  const auto yearly = [&](const char* name, const char* units, const char* series, auto get) {
    std::vector<double> values;
    for (const Record& record : records) {
      for (int y = 0; y < record.years(); ++y) values.push_back(get(record, y));
    }
    const Names called = city_series_name(series);
    r.variables.push_back({name, units, called.en, called.zh, {"replicate", "year"}, std::move(values), {}});
  };
  yearly("gdp", "CNY per year", "gdp", [](const Record& x, int y) { return x.gdp[y]; });
  yearly("rd_gdp", "1", "rd_gdp", [](const Record& x, int y) { return x.rd_gdp[y]; });
  if (!records.empty() && !records.front().track_scale.empty())
    yearly("track_scale", "CNY per year", "track_scale", [](const Record& x, int y) { return x.track_scale[static_cast<std::size_t>(y)]; });
  yearly("city_patents_granted", "1 per year", "patents_granted", [](const Record& x, int y) { return static_cast<double>(x.city_grants[y]); });
  yearly("city_patents_valid", "1", "patents_valid", [](const Record& x, int y) { return static_cast<double>(x.city_valid[y]); });
}

void add_parameters(const Scenario& s, const std::vector<Record>& records, Results& r) {
  std::vector<double> values;
  for (const Record& record : records) values.insert(values.end(), record.parameters.begin(), record.parameters.end());
  r.variables.push_back({"parameter_value", "1", "parameter as drawn, in its own unit", "参数取值",
                         {"replicate", "parameter"}, std::move(values), {}});
  std::vector<std::string> units, sources;
  for (const ParameterValue& v : s.parameters) units.push_back(v.unit), sources.push_back(v.source);
  r.variables.push_back(text("parameter_unit", "parameter", "unit of the parameter", "参数单位", std::move(units)));
  r.variables.push_back(text("parameter_source", "parameter", "source of the parameter", "参数来源", std::move(sources)));
}

template <class List>
void add_names(const std::string& dim, const List& list, Results& r) {
  std::vector<std::string> en, zh;
  for (const auto& item : list) en.push_back(item.name.en), zh.push_back(item.name.zh);
  r.variables.push_back(text(dim + "_name", dim, "name", "名称（英文）", std::move(en)));
  r.variables.push_back(text(dim + "_name_zh", dim, "name in Chinese", "名称", std::move(zh)));
}

}  // namespace

Results assemble(const Scenario& scenario, const std::vector<Record>& records, const std::vector<std::size_t>& replicates) {
  Results r;
  add_dimensions(scenario, replicates, r);
  add_series(scenario, records, r);
  add_parameters(scenario, records, r);
  add_names("scheme", scenario.schemes, r);
  add_names("ladder", scenario.ladders, r);
  add_names("sector", scenario.sectors, r);
  add_names("district", scenario.districts, r);
  if (talent_on(scenario)) add_names("family", scenario.skill_families, r);
  if (tracks_on(scenario)) add_names("track", scenario.tracks, r);
  add_names("instrument", scenario.instruments, r);
  std::vector<std::string> assumptions, sources;
  for (const Instrument& i : scenario.instruments) assumptions.push_back(i.assumption), sources.push_back(i.source);
  r.variables.push_back(text("instrument_assumption", "instrument", "what is assumed of it", "假设", std::move(assumptions)));
  r.variables.push_back(text("instrument_source", "instrument", "source", "来源", std::move(sources)));
  r.attributes["scenario"] = scenario.id;
  r.attributes["title"] = scenario.name.en;
  r.attributes["title_zh"] = scenario.name.zh;
  r.attributes["question"] = scenario.question;
  r.attributes["seed"] = std::to_string(scenario.seed);
  r.attributes["replicates"] = std::to_string(records.size());
  r.attributes["replicates_asked"] = std::to_string(scenario.replicates);
  r.attributes["horizon"] = scenario.horizon.first.text() + ".." + scenario.horizon.last.text();
  r.attributes["design"] = scenario.design;
  r.attributes["ensemble"] = scenario.ensemble_points.empty() ? "none" : scenario.ensemble;
  return r;
}

}  // namespace echelon
