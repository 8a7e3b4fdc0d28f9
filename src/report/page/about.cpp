#include "report/page/about.hpp"

#include <algorithm>
#include <cmath>

#include "report/numbers.hpp"
#include "report/page/answer.hpp"
#include "report/page/html.hpp"
#include "report/page/sentences.hpp"
#include "report/page/table.hpp"
#include "report/reasons.hpp"
#include "report/run_report.hpp"

namespace echelon::page {
namespace {

// Four digits are enough to read a parameter.
std::string value_words(double v) { return std::isnan(v) ? "-" : fmt::format("{:.4g}", v); }

// The weakest first; nothing may be labelled higher than its row.
int rank_of(const std::string& confidence) {
  static const char* const order[] = {"estimate", "memory", "derived", "secondary", "news", "official"};
  for (int i = 0; i < 6; ++i) {
    if (confidence == order[i]) return i;
  }
  return 6;
}

std::string confidence_field(const Source& source) {
  for (const auto& [key, value] : source.fields) {
    if (key == "confidence") return value;
  }
  return "";
}

}  // namespace

std::string confidence_of(const std::string& source, const Bibliography* sources) {
  if (is_assumed(source)) return "assumed";
  std::string lowest;
  if (sources) {
    for (const std::string& id : Bibliography::cited(source)) {
      const Source* found = sources->find(id);
      const std::string confidence = found ? confidence_field(*found) : "";
      if (!confidence.empty() && (lowest.empty() || rank_of(confidence) < rank_of(lowest))) lowest = confidence;
    }
  }
  return lowest;
}

std::string parameter_table(const RunData& data) {
  const auto labels = data.view.labels("parameter");
  if (labels.empty()) return "";
  const auto values = data.view.numbers("parameter_value");
  const auto& units = data.view.texts("parameter_unit");
  const auto& sources = data.view.texts("parameter_source");
  const Names title = each([&](Lang lang) { return fill(lang, parameters_head, labels.size()); });
  HtmlTable table(title, {both(names(parameter_column)), both(names(unit_column)), both(names(median_column)), both(names(confidence_column)), both(names(source_column))}, 9);
  for (std::size_t p = 0; p < labels.size(); ++p) {
    std::vector<double> drawn;
    for (std::size_t r = 0; r < data.replicates; ++r) drawn.push_back(values[r * labels.size() + p]);
    const Spread s = spread_of(drawn);
    const bool fixed_value = std::equal(drawn.begin() + 1, drawn.end(), drawn.begin());
    std::string figure = escaped(value_words(s.median));
    figure += fixed_value ? " " + element("span", both(names(fixed)), "class=\"tag\"") : escaped(" (" + value_words(s.p05) + "–" + value_words(s.p95) + ")");
    const std::string confidence = confidence_of(sources[p], data.input.sources);
    table.row({"<code>" + escaped(labels[p]) + "</code>", escaped(units[p]), figure, confidence == "assumed" ? both(names(assumed)) : both(each([&](Lang lang) { return confidence_word(lang, confidence); })),
               element("span", escaped(sources[p]), "class=\"long\" lang=\"mul\"")});
  }
  return fold("parameters", title, table.html());
}

std::string stand_ins(const RunData& data) {
  std::string items;
  for (const TargetSummary& t : data.run.targets) {
    if (goal_is_assumed(t)) items += element("li", target_name(t) + " – " + both(each([&](Lang lang) { return reason_words(lang, t.why); })));
  }
  return items.empty() ? "" : fold("stand-ins", names(stand_ins_head), element("ul", items), true);
}

Section about_section(const PageInput& input, std::size_t replicates) {
  const auto get = [](const std::map<std::string, std::string>& map, const char* key) {
    const auto found = map.find(key);
    return found == map.end() ? std::string() : found->second;
  };
  const auto& a = input.results.attributes;
  const auto& p = input.results.provenance;
  HtmlTable table(names(about_head), {both(names(key_column)), both(names(value_column))}, 9);
  const auto line = [&](const char* en, const char* zh, const std::string& value) {
    if (!value.empty()) table.row({both(en, zh), "<code>" + escaped(value) + "</code>"});
  };
  const auto drawn = [&] {
    if (const std::string text = get(a, "drawn"); !text.empty()) table.row({both("drawn", "抽取"), both(each([&](Lang lang) { return drawn_words(lang, text); }))});
  };
  line("study", "研究", get(a, "study")), line("kind", "类型", get(a, "study").empty() ? "" : get(a, "kind")), line("experiments", "实验数", get(a, "experiments_run"));
  line("scenario", "情景", get(a, "scenario")), line("reference", "参照", get(a, "reference")), line("horizon", "时间范围", get(a, "horizon"));
  line("seed", "随机种子", get(a, "seed")), line("replicates", "重复次数", replicates == 0 ? "" : std::to_string(replicates)), line("design", "抽样设计", get(a, "design"));
  line("ensemble", "参数集合", get(a, "ensemble")), drawn(), line("digest", "摘要", input.digest);
  line("version", "版本", get(p, "version")), line("commit", "提交", get(p, "commit")), line("command", "命令", get(p, "command")), line("finished", "完成时间", get(p, "finished"));
  line("compiler", "编译器", get(p, "compiler")), line("libraries", "程序库", get(p, "libraries")), line("instruction set", "指令集", get(p, "instruction_set"));
  std::string body = table.html() + element("p", both(names(about_how)), "class=\"note\"");
  if (const std::string inputs = get(p, "inputs"); !inputs.empty()) body += fold("inputs", names(inputs_head), element("pre", escaped(inputs)));
  return {"about", names(about_head), body};
}

}  // namespace echelon::page
