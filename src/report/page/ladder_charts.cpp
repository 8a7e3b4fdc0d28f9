#include <algorithm>
#include <map>

#include "report/page/html.hpp"
#include "report/page/run_charts.hpp"
#include "report/page/sentences.hpp"

namespace echelon::page {
namespace {

Chart empty_chart(const RunData& data, const std::string& id, const Names& title, const std::string& unit) {
  Chart chart;
  chart.id = id, chart.title = title, chart.unit = unit, chart.years = data.years;
  return chart;
}

Names about(const Both& sentence, const Names& name) {
  return capital(each([&](Lang lang) { return fill(lang, sentence, in(lang, name)); }));
}

Chart rungs_chart(const RunData& data, const Ladder& ladder) {
  Chart chart = empty_chart(data, chart_id("rungs", ladder.id), about(ladder_chart, ladder.name), "count");
  chart.note = names(ladder_note_short), chart.log = true;
  const auto value = data.amounts("certificates");
  for (const std::string& rung : ladder.rungs) {
    const std::size_t s = data.place("scheme", rung);
    if (s == data.view.size("scheme")) continue;
    Line line{data.name("scheme", s), {}, LineStyle::plain, static_cast<int>(chart.lines.size()) % kRest};
    for (std::size_t y = 0; y < data.years.size(); ++y) {
      line.values.push_back(data.over_replicates([&](std::size_t r) { return value(r, y, s); }).median);
    }
    chart.lines.push_back(std::move(line));
  }
  return chart;
}

Chart unique_chart_of(const RunData& data, const Ladder& ladder) {
  Chart chart = empty_chart(data, chart_id("unique", ladder.id), about(unique_chart, ladder.name), "count");
  const auto titles = data.amounts("certificates"), firms = data.amounts("certified_firms");
  std::vector<std::size_t> rungs;
  for (const std::string& rung : ladder.rungs) rungs.push_back(data.place("scheme", rung));
  const std::size_t l = data.place("ladder", ladder.id), schemes = data.view.size("scheme");
  Line all{names(titles_line), {}, LineStyle::plain, 1}, unique{names(unique_line), {}, LineStyle::plain, 0};
  Band band{names(unique_band), {}, {}};
  for (std::size_t y = 0; y < data.years.size(); ++y) {
    all.values.push_back(data.over_replicates([&](std::size_t r) {
      double sum = 0;
      for (const std::size_t s : rungs) sum += s < schemes ? titles(r, y, s) : 0;
      return sum;
    }).median);
    const Spread s = data.over_replicates([&](std::size_t r) { return firms(r, y, l); });
    unique.values.push_back(s.median), band.low.push_back(s.p05), band.high.push_back(s.p95);
  }
  chart.bands = {band}, chart.lines = {all, unique};
  return chart;
}

Chart flow_chart_of(const RunData& data, std::size_t scheme, const std::string& id) {
  Chart chart = empty_chart(data, chart_id("flow", id), about(flow_chart, data.name("scheme", scheme)), "count");
  const auto get = [&](const char* name) { return data.amounts(name); };
  const auto granted = get("certificates_granted"), moved = get("certificates_moved_in"), lapsed = get("certificates_lapsed"),
             closed = get("certificates_lapsed_closed"), revoked = get("certificates_revoked");
  chart.stacks = {{names(flow_granted), {}, 0}, {names(flow_moved), {}, 5}, {names(flow_lapsed), {}, 1}, {names(flow_closed), {}, 4}, {names(flow_revoked), {}, 6}};
  Line net{names(flow_net), {}, LineStyle::plain, kRest};
  for (std::size_t y = 0; y < data.years.size(); ++y) {
    const auto mean = [&](auto value) { return data.over_replicates([&](std::size_t r) { return value(r); }).mean; };
    const double parts[] = {mean([&](std::size_t r) { return granted(r, y, scheme) - moved(r, y, scheme); }), mean([&](std::size_t r) { return moved(r, y, scheme); }),
                            -mean([&](std::size_t r) { return lapsed(r, y, scheme) - closed(r, y, scheme); }), -mean([&](std::size_t r) { return closed(r, y, scheme); }),
                            -mean([&](std::size_t r) { return revoked(r, y, scheme); })};
    double sum = 0;
    for (std::size_t k = 0; k < chart.stacks.size(); ++k) chart.stacks[k].values.push_back(parts[k]), sum += parts[k];
    net.values.push_back(sum);
  }
  std::erase_if(chart.stacks, [](const Stack& s) { return std::all_of(s.values.begin(), s.values.end(), [](double v) { return v == 0; }); });
  chart.lines = {net};
  return chart;
}

}  // namespace

std::vector<Chart> ladder_charts(const RunData& data) {
  std::vector<Chart> out;
  if (!data.input.scenario || !data.view.has("certified_firms")) return out;
  for (const Ladder& ladder : data.input.scenario->ladders) {
    if (data.place("ladder", ladder.id) == data.view.size("ladder")) continue;
    out.push_back(rungs_chart(data, ladder));
    out.push_back(unique_chart_of(data, ladder));
  }
  return out;
}

Chart entry_chart_of(const RunData& data) {
  static const std::map<std::string, Names> words{{"organic", {"founded", "新设"}}, {"spin_off", {"spun off", "衍生"}}, {"attracted", {"attracted", "招引"}},
                                                  {"talent", {"founded by talents brought in", "引进人才创办"}}, {"closed", {"closed", "关闭"}},
                                                  {"insolvent", {"insolvent", "资不抵债"}}, {"dormant_closed", {"closed after being dormant", "休眠后关闭"}}};
  Chart chart = empty_chart(data, "city-entry", names(entry_chart), "firms");
  add_means(chart, data, "entries", "channel", words, 1);
  add_means(chart, data, "exits", "cause", words, -1);
  return chart;
}

std::vector<Chart> flow_charts(const RunData& data) {
  std::vector<Chart> out;
  if (!data.view.has("certificates_granted")) return out;
  const auto ids = data.view.labels("scheme");
  for (std::size_t s = 0; s < ids.size(); ++s) {
    Chart chart = flow_chart_of(data, s, ids[s]);
    if (!chart.stacks.empty()) out.push_back(std::move(chart));
  }
  return out;
}

}  // namespace echelon::page
