#include "report/skill_report.hpp"

#include <cmath>

#include "report/numbers.hpp"
#include "report/table.hpp"

namespace echelon {
namespace {

constexpr Both head{"Skill on figures after {}: how far the median and forecasts without a model lie from what was published", "{} 年以后数据的预测技能：模型中位数与无模型预测对公布值的偏差"};
constexpr Both pooled{"Against {}: skill {} over {} figures (above zero the model is nearer).", "对比{}：技能 {}（{} 个数据，大于零表示模型更接近）。"};
constexpr Both remark{"The forecasts without a model may use every figure up to {}, also those computed from later ones. No forecast by cohorts: granted and renewed certificates are not published apart.",
                      "无模型预测可使用截至 {} 年的全部公布数据，包括由后期数据推算者。未作批次核算预测：新认定与重新认定数未分别公布。"};
constexpr Both names[] = {{"last value", "末值"}, {"straight line", "直线外推"}, {"growth rate", "增速外推"}};
constexpr Both column_id{"id", "编号"}, column_series{"series", "序列"}, column_year{"year", "年份"}, column_published{"published", "公布值"}, column_model{"model", "模型"};

std::string miss(double forecast, double published) {
  return std::isfinite(forecast) ? fmt::format("{:+.0f} %", 100 * (forecast / published - 1)) : "-";
}

std::string pool(const Skill& skill, const Both& name, Lang lang) {
  return fmt::format(fmt::runtime(text(lang, pooled)), text(lang, name), std::isnan(skill.skill) ? "-" : fmt::format("{:+.2f}", skill.skill), skill.figures) + "\n";
}

}  // namespace

std::string skill_report(const SkillTable& skill, int known_until, Lang lang) {
  Table table({{text(lang, column_id)}, {text(lang, column_series)}, {text(lang, column_year)}, {text(lang, column_published), Align::right}, {text(lang, column_model), Align::right},
               {text(lang, names[0]), Align::right}, {text(lang, names[1]), Align::right}, {text(lang, names[2]), Align::right}});
  for (const SkillRow& r : skill.rows) {
    const double v = r.observation.value;
    table.row({r.observation.id, r.observation.series, std::to_string(r.observation.year), v < 1 ? fmt::format("{:.2f} %", 100 * v) : grouped(std::round(v)),
               miss(r.model, v), miss(r.last, v), miss(r.line, v), miss(r.growth, v)});
  }
  return fmt::format(fmt::runtime(text(lang, head)), known_until) + "\n" + table.text() + "\n" + pool(skill.last, names[0], lang) + pool(skill.line, names[1], lang) +
         pool(skill.growth, names[2], lang) + fmt::format(fmt::runtime(text(lang, remark)), known_until) + "\n";
}

}  // namespace echelon
