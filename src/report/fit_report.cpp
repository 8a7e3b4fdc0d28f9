#include "report/fit_report.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "report/numbers.hpp"
#include "report/table.hpp"

namespace echelon {
namespace {

constexpr std::size_t shifts_shown = 15;

constexpr Both head{"{}: fitted to {} published figures ({}), {} to {}, at {} of the city's firms",
                    "{}：拟合 {} 个公布数据（{}），{} 至 {}，模拟全市企业的 {}"};
constexpr Both head_planted{"{}: the model's own worlds stand in for {} published figures ({}), {} to {}, at {} of the city's firms",
                            "{}：以模型自身结果代替 {} 个公布数据（{}），{} 至 {}，模拟全市企业的 {}"};
constexpr Both known{"Nothing after {} was known to the model.", "模型不含 {} 年以后的信息。"};
constexpr Both wave{"  wave {}: {} worlds, {} failed", "  第 {} 轮：{} 次模拟，失败 {} 次"};
constexpr Both verdict{"{} of {} candidates are plausible: the {} largest implausibility, over {} worlds each, is at most {:.1f}. Kept: {}.",
                       "{} / {} 个候选点可信（第 {} 大偏离，各 {} 次模拟，不超过 {:.1f}）。保留 {} 个。"};
constexpr Both loosened{"Too few were plausible: the threshold was loosened to {:.2f}.", "可信点过少：阈值放宽到 {:.2f}。"};
constexpr Both figures_head{"Fitted figures: before (first wave) and after (means of the kept candidates)", "拟合数据：先验（第一轮）与保留点均值"};
constexpr Both shifts_head{"Parameters that the figures moved or narrowed most, of {} searched (0 and 1 are the ends of the prior; spread 1 is the prior's)",
                           "{} 个搜索参数中变化最大者（0与1为先验两端；离散度1为先验）"};
constexpr Both ridges_head{"Ridges: pairs of parameters that the figures cannot tell apart (correlation above {})", "脊：数据无法区分的参数对（相关系数绝对值大于 {}）"};
constexpr Both no_ridges{"  none above it; with {} points chance alone gives up to about {:.2f}", "  无；{} 个点时偶然相关可达约 {:.2f}"};
constexpr Both confounded_head{"Pairs that are confounded by construction", "理论上相互混淆的参数对"};
constexpr Both planted_head{"Planted truths: {} were planted, this is how well each parameter was found again (rank correlation; share of 90 % intervals that hold the truth)",
                            "植入检验：植入 {} 组真值，各参数复原程度（秩相关；90 %区间覆盖率）"};
constexpr Both planted_line{"  {}: {:.2f}, {:.0f} %{}", "  {}：{:.2f}，{:.0f} %{}"};
constexpr Both unidentified{"  {} of {} parameters are unidentified (rank correlation below 0.7): their ranges travel into every projection; coverage over all: {:.0f} %",
                            "  {} / {} 个参数不可识别（秩相关低于0.7），其范围进入所有预测；总体覆盖率 {:.0f} %"};
constexpr Both mark{" unidentified", " 不可识别"};
constexpr Both table_head{"Published figures beside the ensemble {} ({} points, {} replicates, {} of the city's firms)",
                          "公布数据与集合 {} 的模拟值（{} 点，{} 次重复，模拟全市企业的 {}）"};
constexpr Both summary_fitted{"Fitted: {} of {} medians within 10 %, {} of {} inside the 90 % band.", "拟合数据：{} / {} 个中位数在10 %以内，{} / {} 个落在90 %区间内。"};
constexpr Both summary_held{"Held out and tests: {} of {} medians within 10 %, {} of {} inside the 90 % band; the median band is {:.0f} % of its median wide.",
                            "未拟合数据：{} / {} 个中位数在10 %以内，{} / {} 个落在90 %区间内；区间宽度中位数为其中位数的 {:.0f} %。"};
constexpr Both column_series{"series", "序列"}, column_year{"year", "年份"}, column_published{"published", "公布值"}, column_miss{"miss", "偏差"},
    column_reading{"reading", "性质"}, column_width{"width", "宽度"}, column_id{"id", "编号"}, column_before{"before 5-95 %", "先验5-95 %"},
    column_emulated{"explained", "解释度"}, column_parameter{"parameter", "参数"}, column_middle{"median", "中位数"}, column_spread{"spread", "离散度"};
constexpr Both reads[] = {{"fitted", "拟合"}, {"held out", "未拟合"}, {"test", "检验"}, {"shown (derived or leaks)", "仅列示（推算或含后期信息）"}, {"not simulated", "未模拟"}};
constexpr Both lower{"at least", "下限"}, upper{"at most", "上限"}, out_of_band{"outside the band", "区间外"};

std::string figure(const std::string& series, double value) {
  if (series == "rd_gdp") return std::isnan(value) ? "-" : fmt::format("{:.2f} %", 100 * value);
  return grouped(std::isnan(value) ? value : value < 100 ? std::round(10 * value) / 10 : std::round(value));
}

std::string signed_percent(double share) { return std::isnan(share) ? "-" : fmt::format("{:+.0f} %", 100 * share); }

std::string published(const Observation& o, Lang lang) {
  const std::string bound = o.bound.empty() ? "" : std::string(text(lang, o.bound == "lower" ? lower : upper)) + " ";
  return bound + figure(o.series, o.value);
}

std::string figures_part(const CalibrationOutcome& outcome, Lang lang) {
  Table table({{text(lang, column_id)}, {text(lang, column_series)}, {text(lang, column_published), Align::right}, {text(lang, column_before), Align::right},
               {text(lang, column_middle), Align::right}, {"5-95 %", Align::right}, {text(lang, column_emulated), Align::right}});
  for (const FittedFigure& f : outcome.figures) {
    const std::string& s = f.observation.series;
    table.row({f.observation.id, s, published(f.observation, lang), figure(s, f.prior_p05) + " - " + figure(s, f.prior_p95), figure(s, f.kept_median),
               figure(s, f.kept_p05) + " - " + figure(s, f.kept_p95), fmt::format("{:.0f} %", 100 * f.explained)});
  }
  return std::string("\n") + text(lang, figures_head) + "\n" + table.text();
}

std::string shifts_part(const CalibrationOutcome& outcome, Lang lang) {
  std::vector<std::size_t> order(outcome.shifts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto moved = [&](std::size_t i) { return std::abs(outcome.shifts[i].median - 0.5) * 2 + std::max(0.0, 1 - outcome.shifts[i].narrowed); };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return moved(a) > moved(b); });
  order.resize(std::min(order.size(), shifts_shown));
  Table table({{text(lang, column_parameter)}, {text(lang, column_middle), Align::right}, {text(lang, column_spread), Align::right}});
  for (const std::size_t i : order) {
    table.row({outcome.shifts[i].path, fmt::format("{:.2f}", outcome.shifts[i].median), fmt::format("{:.2f}", outcome.shifts[i].narrowed)});
  }
  return "\n" + fill(lang, shifts_head, outcome.shifts.size()) + "\n" + table.text();
}

std::string ridges_part(const CalibrationStudy& study, const CalibrationOutcome& outcome, Lang lang) {
  std::string out = "\n" + fill(lang, ridges_head, study.ridge) + "\n";
  const double n = static_cast<double>(outcome.places.size());
  // The largest of k correlations of independent columns is about sqrt(2 ln k / n).
  const double pairs = 0.5 * static_cast<double>(outcome.paths.size()) * static_cast<double>(outcome.paths.size());
  if (outcome.ridges.empty()) out += fill(lang, no_ridges, outcome.places.size(), std::sqrt(2 * std::log(pairs) / n)) + "\n";
  const auto line = [](const RidgePair& r) { return fmt::format("  {:+.2f}  {}  {}\n", r.correlation, r.a, r.b); };
  for (const RidgePair& r : outcome.ridges) out += line(r);
  if (!outcome.confounded.empty()) out += std::string(text(lang, confounded_head)) + "\n";
  for (const RidgePair& r : outcome.confounded) out += line(r);
  return out;
}

std::string planted_part(const CalibrationStudy& study, const CalibrationOutcome& outcome, Lang lang) {
  if (outcome.recovered.empty()) return "";
  std::vector<Recovered> all = outcome.recovered;
  std::stable_sort(all.begin(), all.end(), [](const Recovered& a, const Recovered& b) { return a.rank_correlation > b.rank_correlation; });
  std::string out = "\n" + fill(lang, planted_head, study.planted) + "\n";
  double coverage = 0;
  std::size_t lost = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    coverage += all[i].coverage / static_cast<double>(all.size());
    lost += !all[i].identified();
    if (i < shifts_shown || all[i].identified())
      out += fill(lang, planted_line, all[i].path, all[i].rank_correlation, 100 * all[i].coverage, all[i].identified() ? "" : text(lang, mark)) + "\n";
  }
  return out + fill(lang, unidentified, lost, all.size(), 100 * coverage) + "\n";
}

struct Tally {
  std::size_t rows = 0, close = 0, inside = 0;
  std::vector<double> widths;
  void add(const FitRow& row) {
    ++rows, close += std::abs(row.miss) <= kCloseEnough, inside += row.inside;
    if (row.median > 0) widths.push_back((row.p95 - row.p05) / row.median);
  }
};

}  // namespace

std::string calibration_report(const CalibrationStudy& study, const CalibrationOutcome& outcome, Lang lang) {
  std::string out;
  out += fill(lang, outcome.candidates > 0 ? head : head_planted, in(lang, study.name), outcome.data, study.use, study.horizon.first.text(), study.horizon.last.text(),
              fmt::format("{:.3g} %", 100 * study.scale)) + "\n";
  if (study.known_until > 0) out += fill(lang, known, study.known_until) + "\n";
  for (std::size_t w = 0; w < outcome.waves.size(); ++w) out += fill(lang, wave, w + 1, outcome.waves[w].worlds, outcome.waves[w].failed) + "\n";
  if (outcome.candidates > 0) {
    const std::string nth = study.nth == 1 ? "first" : study.nth == 2 ? "second" : study.nth == 3 ? "third" : std::to_string(study.nth) + "th";
    out += fill(lang, verdict, outcome.plausible, outcome.candidates, lang == Lang::zh ? std::to_string(study.nth) : nth, study.worlds, study.cutoff,
                outcome.points.size()) + "\n";
    if (outcome.threshold > study.cutoff) out += fill(lang, loosened, outcome.threshold) + "\n";
    out += figures_part(outcome, lang) + shifts_part(outcome, lang) + ridges_part(study, outcome, lang);
  }
  return out + planted_part(study, outcome, lang);
}

std::string fit_report(const CalibrationStudy& study, const FitTable& fit, std::size_t rows, Lang lang) {
  Table table({{text(lang, column_id)}, {text(lang, column_series)}, {text(lang, column_year)}, {text(lang, column_published), Align::right},
               {text(lang, column_middle), Align::right}, {"5-95 %", Align::right}, {text(lang, column_width), Align::right},
               {text(lang, column_miss), Align::right}, {text(lang, column_reading)}});
  Tally fitted, others;
  for (const FitRow& row : fit.rows) {
    const Observation& o = row.observation;
    const bool simulated = row.role != FitRole::outside;
    if (row.role == FitRole::fitted) fitted.add(row);
    if (row.role == FitRole::held_out || row.role == FitRole::test) others.add(row);
    std::string reading = text(lang, reads[static_cast<int>(row.role)]);
    if (simulated && !row.inside) reading += std::string(", ") + text(lang, out_of_band);
    table.row({o.id, o.series, std::to_string(o.year), published(o, lang), figure(o.series, row.median),
               simulated ? figure(o.series, row.p05) + " - " + figure(o.series, row.p95) : "-",
               simulated && row.median > 0 ? fmt::format("{:.0f} %", 100 * (row.p95 - row.p05) / row.median) : "-", simulated ? signed_percent(row.miss) : "-", reading});
  }
  std::string out = fill(lang, table_head, study.ensemble, rows, fit.replicates, fmt::format("{:.3g} %", 100 * study.table_scale)) + "\n" + table.text() + "\n";
  if (fitted.rows > 0) out += fill(lang, summary_fitted, fitted.close, fitted.rows, fitted.inside, fitted.rows) + "\n";
  if (others.widths.empty()) return out;
  std::sort(others.widths.begin(), others.widths.end());
  return out + fill(lang, summary_held, others.close, others.rows, others.inside, others.rows, 100 * others.widths[others.widths.size() / 2]) + "\n";
}

std::vector<std::string> ensemble_remarks(const CalibrationStudy& study, const CalibrationOutcome& outcome) {
  std::string fitted;
  for (const FittedFigure& f : outcome.figures) fitted += (fitted.empty() ? "" : " ") + f.observation.id;
  std::vector<std::string> out{study.name.en + ". Written by `./echelon calibrate " + study.id + "`; not to be edited by hand."};
  out.push_back("One point of the calibrated parameters a line, all of them inside their priors, each as likely as the others.");
  out.push_back("Fitted to (" + study.use + "): " + fitted);
  if (study.known_until > 0) out.push_back("Nothing after " + std::to_string(study.known_until) + " was known to the model.");
  out.push_back(fmt::format("{} worlds of {:.3g} % of the city's firms, seed {}; {} of {} candidates plausible, {} kept, threshold {:.3g} of the implausibility no. {}.",
                            outcome.worlds, 100 * study.scale, study.seed, outcome.plausible, outcome.candidates, outcome.points.size(),
                            outcome.threshold, study.nth));
  return out;
}

}  // namespace echelon
