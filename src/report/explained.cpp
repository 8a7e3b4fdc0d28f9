#include "report/explained.hpp"

#include <algorithm>
#include <map>
#include <sstream>

#include "report/reasons.hpp"
#include "report/table.hpp"

namespace echelon {
namespace {

constexpr int label_width = 12;

const char* label_in_chinese(const std::string& label) {
  static const std::map<std::string, const char*> all{
      {"value", "取值"}, {"assumption", "假设"}, {"meaning", "含义"}, {"unit", "单位"}, {"range", "范围"}, {"prior", "先验"}, {"class", "类别"}, {"drawn from", "抽取自"},
      {"source", "来源"}, {"set by", "设定于"}, {"register", "目标册"}, {"metric", "指标"}, {"goal", "目标值"}, {"deadline", "期限"}, {"counts from", "起算年"}, {"status", "状态"},
      {"confidence", "可信度"}, {"note", "说明"}, {"rung", "梯级"}, {"kind", "类型"}, {"calendar", "日程"}, {"validity", "有效期"}, {"review", "评审"}, {"not mapped", "未对应"},
      {"version", "版本"}, {"switched", "开关"}, {"score", "评分"}, {"budget", "预算"}};
  const auto found = all.find(label);
  return found == all.end() ? nullptr : found->second;
}

// "spread of growth / 增长波动" -> "增长波动"; what has no Chinese half stays.
std::string chinese_half(const std::string& text) {
  const std::size_t at = text.rfind(" / ");
  if (at == std::string::npos) return text;
  const std::string half = text.substr(at + 3);
  return display_width(half) < static_cast<int>(half.size()) ? half : text;
}

std::string value_in_chinese(const std::string& label, const std::string& value) {
  if (label == "register") return register_word(Lang::zh, value);
  if (label == "confidence") return confidence_word(Lang::zh, value);
  if (label == "note") return reason_words(Lang::zh, value);
  if (label == "meaning") return chinese_half(value);
  if (label == "deadline" && value.rfind("end of ", 0) == 0) return value.substr(7) + " 年末";
  if (label == "switched") return value == "on" ? "开" : "关";
  if (label == "metric" && value.rfind("{none: \"", 0) == 0 && value.ends_with("\"}")) return "未建模：" + reason_words(Lang::zh, value.substr(8, value.size() - 10));
  if (label != "status") return value;
  const std::size_t comma = value.find(", assumption");
  return status_word(Lang::zh, value.substr(0, comma)) + (comma == std::string::npos ? "" : "，假设");
}

std::string line_in_chinese(const std::string& line) {
  const std::string missing = "  not in the scenario `";
  if (line.rfind(missing, 0) == 0) return "  不在情景 " + line.substr(missing.size() - 1) + " 中";
  if (line.rfind("  ", 0) != 0) return line.find(": ") == std::string::npos ? line : line.substr(0, line.find(": ") + 2) + chinese_half(line.substr(line.find(": ") + 2));
  const std::size_t end = line.find("  ", 2);
  const std::string label = line.substr(2, end == std::string::npos ? end : end - 2);
  const char* const chinese = label_in_chinese(label);
  if (!chinese || end == std::string::npos) return line;
  const std::string value = line.substr(line.find_first_not_of(' ', end));
  return std::string("  ") + chinese + std::string(static_cast<std::size_t>(std::max(0, label_width - display_width(chinese))), ' ') + "  " + value_in_chinese(label, value);
}

}  // namespace

std::string explained(Lang lang, const std::string& text) {
  if (lang == Lang::en) return text;
  std::istringstream in(text);
  std::string out;
  for (std::string line; std::getline(in, line);) out += line_in_chinese(line) + "\n";
  return out;
}

}  // namespace echelon
