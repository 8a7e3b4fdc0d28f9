#include "model/series_names.hpp"

#include <algorithm>

#include "model/observation.hpp"

namespace echelon {
namespace {

template <class Things>
Names name_among(const Things& things, const std::string& id) {
  const auto it = std::find_if(things.begin(), things.end(), [&](const auto& x) { return x.id == id; });
  return it == things.end() ? Names{} : it->name;
}

const std::string& chinese(const Names& n) { return n.zh.empty() ? n.en : n.zh; }

Names of_part(const Scenario& s, const std::string& kind, const std::string& rest) {
  if (kind == "unique") {
    const Names ladder = name_among(s.ladders, rest);
    return ladder.en.empty() ? Names{} : Names{"unique firms, " + ladder.en, chinese(ladder) + "去重企业数"};
  }
  if (kind == "cumulative") {
    const Names summed = series_name(s, rest);
    const std::string since = std::to_string(s.horizon.first.year());
    return {summed.en + ", summed since " + since, chinese(summed) + "（" + since + " 年起累计）"};
  }
  const Names scheme = name_among(s.schemes, kind), district = name_among(s.districts, rest);
  if (scheme.en.empty() || district.en.empty()) return {};
  return {scheme.en + ", " + district.en, chinese(scheme) + "（" + chinese(district) + "）"};
}

}  // namespace

Names city_series_name(const std::string& series) {
  if (series == "gdp") return {"nominal GDP of the city", "地区生产总值"};
  if (series == "rd_gdp") return {"R&D over GDP as statistics count it", "研发投入占GDP比重"};
  if (series == "track_scale") return {"scale of future industries, anchored on the published figure", "未来产业规模（以公布数为基准）"};
  if (series == "patents_granted") return {"inventions granted to everybody in the city", "全市发明专利授权"};
  if (series == "patents_valid") return {"valid inventions of everybody in the city", "全市有效发明专利"};
  return {};
}

Names series_name(const Scenario& s, const std::string& series) {
  Names found = city_series_name(series);
  if (found.en.empty()) found = name_among(s.schemes, series);
  for (const SeriesInfo& info : series_info()) {
    if (found.en.empty() && series == info.name) found = {info.en, info.zh};
  }
  const std::size_t dot = series.find('.');
  if (found.en.empty() && dot != std::string::npos) found = of_part(s, series.substr(0, dot), series.substr(dot + 1));
  return found.en.empty() ? Names{series, {}} : found;
}

}  // namespace echelon
