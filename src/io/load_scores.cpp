// Point tables: items with bands of a field's values.
#include <cmath>
#include <limits>

#include "io/library.hpp"
#include "io/values.hpp"

namespace echelon {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

ScoreBand read_band(const yaml::Node& map, std::vector<std::string>& sources, Reading& reading) {
  ScoreBand band{-infinity, infinity, 0, 0};
  read_if(map, "from", band.from, read_any_number);
  read_if(map, "to", band.to, read_any_number);
  if (!(band.from < band.to) && !std::isnan(band.from) && !std::isnan(band.to))
    map.problem("the band ends at or below its beginning",
                "`from` is included, `to` is not: nothing would fall into it");
  const yaml::Node points = map.required("points");
  if (points.is_list()) {
    const auto ends = points.items();
    if (ends.size() != 2) points.problem("`points` is one number or [low, high]", "experts judge inside the range");
    band.points_low = ends.empty() ? 0 : read_number(ends.front(), {"1", "points"});
    band.points_high = ends.empty() ? 0 : read_number(ends.back(), {"1", "points"});
    if (band.points_low > band.points_high)
      points.problem("the range of `points` is upside down", "write the lower end first");
  } else {
    band.points_low = band.points_high = read_number(points, {"1", "points"});
  }
  if (map.has("source")) sources.push_back(reading.source(map));
  map.finish();
  return band;
}

void check_bands(const yaml::Node& list, const std::vector<ScoreBand>& bands) {
  for (std::size_t i = 0; i < bands.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (bands[i].from < bands[j].to && bands[j].from < bands[i].to)
        return list.problem("bands " + std::to_string(j + 1) + " and " + std::to_string(i + 1) + " overlap",
                            "a value would earn two different scores");
}

ScoreItem read_item(const yaml::Node& map, Reading& reading) {
  ScoreItem item;
  item.item = read_id(map.required("item"));
  read_if(map, "best_of", item.best_of, read_id);
  item.field = read_text(map.required("field"));
  std::vector<std::string> sources;
  const yaml::Node bands = map.required("bands");
  for (const yaml::Node& band : bands.items()) item.bands.push_back(read_band(band, sources, reading));
  check_bands(bands, item.bands);
  if (map.has("source")) item.source = reading.source(map);
  else if (sources.size() < item.bands.size()) reading.source(map);
  for (const std::string& s : sources) item.source += (item.source.empty() ? "" : ", ") + s;
  map.finish();
  return item;
}

}  // namespace

std::vector<ScoreTable> read_scores(const yaml::Node& list, Reading& reading) {
  std::vector<ScoreTable> tables;
  for (const yaml::Node& map : list.items()) {
    ScoreTable table;
    table.field = read_id(map.required("field"));
    read_if(map, "cap", table.cap, [](const auto& n) { return read_number(n, {"1", "points"}, at_least_zero); });
    for (const yaml::Node& item : map.required("items").items()) table.items.push_back(read_item(item, reading));
    map.finish();
    reading.claim("score table", table.field, map.where());
    tables.push_back(std::move(table));
  }
  return tables;
}

}  // namespace echelon
