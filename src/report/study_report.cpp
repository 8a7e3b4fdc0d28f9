#include "report/study_report.hpp"

#include <cmath>

#include "report/numbers.hpp"
#include "report/study_tables.hpp"

namespace echelon {
namespace {

constexpr Both head{"{} ({}): {}", "{}（{}）：{}"};
constexpr Both size{"{} of {} experiments, {} failed; design {}, seed {}; intervals at {:.4g} %.", "{} / {} 次实验，失败 {} 次；设计 {}，随机种子 {}；区间水平 {:.4g} %。"};
constexpr Both stopped{"Stopped early: half the interval of P({}) is {:.3f}, {:.3f} was asked for.", "提前停止：P({}) 区间半宽 {:.3f}，要求 {:.3f}。"};
constexpr Both ceiling{"The ceiling was reached: half the interval of P({}) is {:.3f}, {:.3f} was asked for.", "已达上限：P({}) 区间半宽 {:.3f}，要求 {:.3f}。"};
constexpr Both trial{"A TRIAL: {} of the city's firms are simulated; all numbers are scaled up to the whole city, and noisier than it.", "试算：只模拟了全市企业的 {}；所有数值已折算为全市，波动更大。"};
constexpr Both varied{"{} factors are varied, judged as {} inputs; luck: {}.", "{} 个因素，按 {} 个输入评判；随机性：{}。"};
constexpr Both varied_together{"{} factors are varied together; luck: {}.", "{} 个因素一同变动；随机性：{}。"};
constexpr Both correlated{"Rank correlations between priors: {}.", "先验之间的秩相关：{}。"};
constexpr Both joint{"All goals {}together: {} ({} .. {}).", "{}全部目标同时实现：{}（{} .. {}）。"};
constexpr Both nothing{"", ""};
constexpr Both failed{"{} experiments failed and stand as NaN with their message; they count in no estimate.", "{} 次实验失败，以 NaN 和原因记录，不计入任何估计。"};

std::string attribute(const Results& r, const std::string& name) {
  const auto it = r.attributes.find(name);
  return it == r.attributes.end() ? "" : it->second;
}

std::string stop_text(const StudyPage& page) {
  const std::string id = attribute(page.results, "stop_outcome");
  const auto *low = page.reals("probability_low"), *high = page.reals("probability_high");
  if (id.empty() || !low || !high) return "";
  const std::size_t o = page.view.place("outcome", id);
  const double half = 0.5 * ((*high)[o] - (*low)[o]), asked = std::stod(attribute(page.results, "stop_half_width"));
  return fill(page.lang, half <= asked ? stopped : ceiling, id, half, asked) + "\n";
}

std::string joint_text(const StudyPage& page) {
  const auto *p = page.reals("joint_probability"), *low = page.reals("joint_probability_low"), *high = page.reals("joint_probability_high");
  if (!p) return "";
  std::string out;
  for (std::size_t v = 0; v < p->size(); ++v) {
    const std::string which = page.view.variants > 1 ? page.label("variant", v) + ": " : "";
    out += which + fill(page.lang, joint, text(page.lang, attribute(page.results, "constraints").empty() ? nothing : of_constraints), probability((*p)[v]),
                        probability((*low)[v]), probability((*high)[v])) + "\n";
  }
  return out;
}

}  // namespace

const std::vector<double>* StudyPage::reals(const std::string& name) const {
  const ResultVariable* v = results.find(name);
  return v ? &std::get<std::vector<double>>(v->data) : nullptr;
}
const std::vector<std::int64_t>* StudyPage::whole(const std::string& name) const {
  const ResultVariable* v = results.find(name);
  return v ? &std::get<std::vector<std::int64_t>>(v->data) : nullptr;
}
std::string StudyPage::label(const char* dimension, std::size_t i) const {
  const ResultVariable* v = results.find(std::string(dimension) + (lang == Lang::zh ? "_name_zh" : "_name"));
  const std::string name = v ? std::get<std::vector<std::string>>(v->data)[i] : "";
  return name.empty() ? view.ids(dimension)[i] : name;
}

std::string study_report(const Results& r, Lang lang) {
  const StudyView view(r);
  const StudyPage page{r, view, lang};
  std::string out = fill(lang, head, attribute(r, lang == Lang::zh ? "title_zh" : "title"), view.kind, attribute(r, "scenario")) + "\n";
  out += fill(lang, size, view.experiments, attribute(r, "experiments"), attribute(r, "failed"), view.design, view.seed, 100 * view.level) + "\n";
  const std::size_t factors = view.factors - (view.sampled ? view.players().size() : 0);
  const std::string luck = luck_text(lang, attribute(r, "luck"), attribute(r, "macro_path"));
  out += (view.judges_inputs() ? fill(lang, varied, factors, view.inputs, luck) : fill(lang, varied_together, factors, luck)) + "\n";
  const std::string scale = attribute(r, "scale");
  if (!scale.empty() && scale != "1") out += fill(lang, trial, bare_quantity(lang, std::stod(scale), "fraction")) + "\n";
  if (const std::string pairs = attribute(r, "correlations"); !pairs.empty()) out += fill(lang, correlated, pairs) + "\n";
  out += stop_text(page);
  if (!view.is_sample()) out += std::string(text(lang, no_sample)) + "\n";
  if (attribute(r, "failed") != "0") out += fill(lang, failed, attribute(r, "failed")) + "\n";
  const bool pairs = view.variants > 1;
  if (view.kind == "shapley") return out + shapley_table(page);
  out += outcome_tables(page) + joint_text(page);
  return out + input_tables(page) + second_order_table(page) + (pairs ? pair_tables(page) : "");
}

}  // namespace echelon
