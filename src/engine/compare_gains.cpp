#include "engine/compare_gains.hpp"

#include <string>
#include <utility>

#include "engine/compare_statistics.hpp"

namespace echelon {

namespace {

constexpr double kLevel = 0.90;

struct GainShape {
  std::size_t pairs, others, years, sectors;
};

struct Side {
  const char* name;
  const char* en;
  const char* zh;
  std::vector<double> SalesGain::*of;
};
constexpr Side kSides[] = {
    {"sales_gain_supported", "gain in sales of firms that were paid more than under the reference", "获额外支持企业的销售增量", &SalesGain::supported},
    {"sales_gain_others", "gain in sales of all other firms", "其他企业的销售增量", &SalesGain::others}};

// Sum over the sectors of one year, pair by pair.
std::vector<double> sums(const std::vector<SalesGain>& gains, std::vector<double> SalesGain::*of, std::size_t year, const GainShape& shape) {
  std::vector<double> all;
  for (std::size_t k = 0; k < shape.pairs; ++k) {
    double sum = 0;
    for (std::size_t i = 0; i < shape.sectors; ++i) sum += (gains[k].*of)[year * shape.sectors + i];
    all.push_back(sum);
  }
  return all;
}

ResultVariable variable(const Side& side, const std::string& end, const std::string& en, const std::string& zh, std::vector<std::string> dims,
                        std::vector<double> data) {
  return {side.name + end, "CNY per year", side.en + en, side.zh + zh, std::move(dims), std::move(data), {}};
}

void add_side(const std::vector<std::vector<SalesGain>>& gains, const Side& side, const GainShape& shape, std::vector<ResultVariable>& out) {
  std::vector<double> whole, stats[3];
  for (std::size_t k = 0; k < shape.pairs; ++k) {
    for (std::size_t s = 1; s <= shape.others; ++s) whole.insert(whole.end(), (gains[s][k].*side.of).begin(), (gains[s][k].*side.of).end());
  }
  const std::vector<double> nothing(shape.pairs, 0);
  for (std::size_t s = 1; s <= shape.others; ++s) {
    for (std::size_t y = 0; y < shape.years && shape.pairs > 0; ++y) {
      const PairedDifference d = paired_difference(nothing, sums(gains[s], side.of, y, shape), kLevel);
      stats[0].push_back(d.mean), stats[1].push_back(d.low), stats[2].push_back(d.high);
    }
  }
  out.push_back(variable(side, "", "", "", {"replicate", "scenario", "year", "sector"}, std::move(whole)));
  const char* const ends[3] = {"_mean", "_low", "_high"};
  const char* const en[3] = {", mean", ", lower end of the 90 % interval of the mean", ", upper end of the 90 % interval of the mean"};
  const char* const zh[3] = {"（均值）", "（均值90%区间下限）", "（均值90%区间上限）"};
  for (int p = 0; p < 3; ++p) out.push_back(variable(side, ends[p], en[p], zh[p], {"scenario", "year"}, std::move(stats[p])));
}

}  // namespace

void add_gains(Results& results, const Scenario& reference, const std::vector<std::vector<SalesGain>>& gains) {
  const GainShape shape{gains[0].size(), gains.size() - 1, static_cast<std::size_t>(reference.horizon.years()), reference.sectors.size()};
  std::vector<std::string> ids, names, names_zh;
  for (const Sector& x : reference.sectors) ids.push_back(x.id), names.push_back(x.name.en), names_zh.push_back(x.name.zh);
  results.dimensions.push_back({"sector", std::move(ids), "1", "sector", "行业", {}});
  std::vector<ResultVariable>& out = results.variables;
  out.push_back({"sector_name", "1", "name", "名称（英文）", {"sector"}, std::move(names), {}});
  out.push_back({"sector_name_zh", "1", "name in Chinese", "名称", {"sector"}, std::move(names_zh), {}});
  for (const Side& side : kSides) add_side(gains, side, shape, out);
  std::vector<double> share[3];
  for (std::size_t s = 1; s <= shape.others; ++s) {
    for (std::size_t y = 0; y < shape.years && shape.pairs > 0; ++y) {
      std::vector<double> lost = sums(gains[s], &SalesGain::others, y, shape);
      for (double& x : lost) x = -x;
      const CostPerUnit c = cost_per_unit(lost, sums(gains[s], &SalesGain::supported, y, shape), kLevel);
      share[0].push_back(c.value), share[1].push_back(c.low), share[2].push_back(c.high);
    }
  }
  const char* const series[3] = {"displacement", "displacement_low", "displacement_high"};
  const char* const en[3] = {"", ", lower end of its 90 % interval (Fieller)", ", upper end of its 90 % interval (Fieller)"};
  const char* const zh[3] = {"", "（90%区间下限）", "（90%区间上限）"};
  for (int p = 0; p < 3; ++p)
    out.push_back({series[p], "1", std::string("sales that other firms lost over sales that supported firms gained") + en[p],
                   std::string("其他企业销售损失占受支持企业增量之比") + zh[p], {"scenario", "year"}, std::move(share[p]), {}});
}

}  // namespace echelon
