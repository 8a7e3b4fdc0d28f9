#pragma once
// The skill of a frozen ensemble beside forecasts without a model, in words.
#include <string>

#include "engine/skill.hpp"
#include "report/words.hpp"

namespace echelon {

// What the page says too.
inline constexpr Both skill_pooled{"Against {}: skill {} over {} figures (above zero the model is nearer).", "对比{}：技能 {}（{} 个数据，大于零表示模型更接近）。"};
inline constexpr Both skill_remark{"The forecasts without a model may use every figure up to {}, also those computed from later ones. No forecast by cohorts: granted and renewed certificates are not published apart.",
                      "无模型预测可使用截至 {} 年的全部公布数据，包括由后期数据推算者。未作批次核算预测：新认定与重新认定数未分别公布。"};
inline constexpr Both naive_names[] = {{"last value", "末值"}, {"straight line", "直线外推"}, {"growth rate", "增速外推"}};
inline constexpr Both model_column{"model", "模型"};

std::string skill_report(const SkillTable& table, int known_until, Lang lang);

}  // namespace echelon
