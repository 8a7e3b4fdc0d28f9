#include "report/skill_report.hpp"

#include <cmath>

#include "report/numbers.hpp"
#include "report/table.hpp"

namespace echelon {
namespace {

constexpr Both head{"Skill on figures after {}: how far the median and forecasts without a model lie from what was published", "{} 年以后数据的预测技能：模型中位数与无模型预测对公布值的偏差"};
constexpr Both column_id{"id", "编号"}, column_series{"series", "序列"}, column_year{"year", "年份"}, column_published{"published", "公布值"};

std::string miss(double forecast, double published) {
  return std::isfinite(forecast) ? fmt::format("{:+.0f} %", 100 * (forecast / published - 1)) : "-";
}

std::string pool(const Skill& skill, const Both& name, Lang lang) {
  return fmt::format(fmt::runtime(text(lang, skill_pooled)), text(lang, name), std::isnan(skill.skill) ? "-" : fmt::format("{:+.2f}", skill.skill), skill.figures) + "\n";
}

}  // namespace

std::string skill_report(const SkillTable& skill, int known_until, Lang lang) {
  Table table({{text(lang, column_id)}, {text(lang, column_series)}, {text(lang, column_year)}, {text(lang, column_published), Align::right}, {text(lang, model_column), Align::right},
               {text(lang, naive_names[0]), Align::right}, {text(lang, naive_names[1]), Align::right}, {text(lang, naive_names[2]), Align::right}});
  for (const SkillRow& r : skill.rows) {
    const double v = r.observation.value;
    table.row({r.observation.id, r.observation.series, std::to_string(r.observation.year), v < 1 ? fmt::format("{:.2f} %", 100 * v) : grouped(std::round(v)),
               miss(r.model, v), miss(r.last, v), miss(r.line, v), miss(r.growth, v)});
  }
  return fmt::format(fmt::runtime(text(lang, head)), known_until) + "\n" + table.text() + "\n" + pool(skill.last, naive_names[0], lang) + pool(skill.line, naive_names[1], lang) +
         pool(skill.growth, naive_names[2], lang) + fmt::format(fmt::runtime(text(lang, skill_remark)), known_until) + "\n";
}

}  // namespace echelon
