#include "report/reasons.hpp"

#include <algorithm>
#include <cstdio>
#include <map>

namespace echelon {
namespace {

using Chinese = std::map<std::string, const char*>;

const Chinese& registers() {
  static const Chinese all{{"action-plan-2027", "行动方案2027年目标"},
                           {"context", "其他目标(参考)"},
                           {"future-growth", "未来产业后续目标与所需增速"},
                           {"future-industries", "未来产业"},
                           {"stand-ins", "替代假设"}};
  return all;
}

const Chinese& statuses() {
  static const Chinese all{{"public", "已公布"}, {"not_public", "未公布"}, {"qualitative", "定性"}, {"context", "参考"}, {"stand_in", "替代假设"}, {"user", "用户给定"}, {"incomplete", "不完整"}};
  return all;
}

const Chinese& confidences() {
  static const Chinese all{{"official", "官方"}, {"secondary", "二手"}, {"news", "新闻"}, {"derived", "推算"}, {"estimate", "估计"}, {"memory", "记忆"}};
  return all;
}

// What is to be known of a target: clauses of its note.
const Chinese& notes() {
  static const Chinese all{
      {"counting is taken to start in 2024, the year of the plan", "假定自方案出台的2024年起计数"},
      {"the plan text read does not state a base year", "所见方案文本未说明基年"},
      {"how many come follows from the offers of technology_vice_presidents, which are assumed", "人数取决于 technology_vice_presidents 的名额，名额为假设"},
      {"how many come follows from the offers of innovation_experts and leading_teams, which are assumed", "人数取决于 innovation_experts 和 leading_teams 的名额，名额为假设"},
      {"how many come follows from the offers of leading_teams, which are assumed", "数量取决于 leading_teams 的名额，名额为假设"},
      {"one talent or one team counts as one", "一名人才或一个团队各计一项"},
      {"the text read ends at \"4万\" so the end of the number and its measure word are unseen", "所见文本止于“4万”，数字末尾和量词未见"},
      {"\"attracted\" cannot mean certified, since the tech-SME register grew by only 1802 in 2023 (W2.2023)", "“招引”不可能指已认定企业，因为2023年科技型中小企业库仅增加1802家（W2.2023）"},
      {"number not public in the sources found", "所查来源未公布数字"},
      {"that the plan sets a target for this rung is an assumption drawn from its “133” mechanism (K1.2, K1.3)", "方案对该梯级设有目标，系据其“133”机制推断（K1.2、K1.3）"},
      {"the group is named in the press conference, how many targets it holds is not public", "新闻发布会提到该组，其目标数未公布"},
      {"the words 不少于 (not fewer than) stand once before the list and are read as governing all three types", "“不少于”在列举之前仅出现一次，按适用于全部三类理解"},
      {"whether the consortium targets are among the 28 is not stated", "联合体目标是否在28项之内未说明"},
      {"to be reached in 3 to 5 years from 2024, that is 2027 to 2029", "自2024年起3至5年内实现，即2027至2029年"},
      {"ratio of two flows", "两个流量之比"},
      {"passed: 463 in 2025 (W7.2025)", "已超过：2025年为463家（W7.2025）"},
      {"earlier goal", "较早的目标"},
      {"titles of the provincial level and above: a little giant keeps the provincial title, so the count of the provincial title holds both", "省级及以上资格：小巨人保留省级资格，故省级数量包含两者"},
      {"stated by the mayor on 2024-05-27", "市长2024-05-27公布"},
      {"each year 2026 to 2028", "2026至2028年每年"},
      {"for future industries in 2030 see F10", "2030年未来产业见F10"},
      {"Suzhou, for scale only", "苏州，仅供比较规模"},
      {"level as F7", "水平同F7"},
      {"a goal of January 2026, not of the original opinions", "2026年1月的目标，非原实施意见所定"},
      {"belongs to the same list as G9", "与G9同属一组"},
      {"what is reached follows from the five parks a year that track_parks assumes: no date of theirs is published", "结果取决于 track_parks 假设的每年五个园区：其日期未公布"},
      {"the transcript does not define \"new species\"", "实录未定义“新物种”"},
      {"read as teams that found or join a firm of a 5+X track", "理解为创办或加入5+X赛道企业的团队"},
      {"the level is that of the one published figure (F13, a lower bound; how far it lies above is drawn), the growth that of the firms in the tracks", "水平取自唯一公布的数字（F13，为下限；高出多少随机抽取），增速取自赛道内企业"},
      {"also stated by the mayor on 2024-05-27 (\"exceeds 200bn\") and by China News Service on 2025-01-11", "市长2024-05-27（“超2000亿”）和中国新闻社2025-01-11亦有表述"},
      {"\"scale\" is output or revenue, not defined further", "“规模”指产值或营收，未进一步定义"},
      {"qualitative goal, no number", "定性目标，无数字"},
      {"the press copies say that by 2030 the system is complete and parks are built, and are cut before the number", "媒体转载称到2030年体系完备、园区建成，数字之前即截断"},
      {"the press conference says only that goals for 2035 exist", "新闻发布会只提到有2035年目标"},
      {"the press conference says that the plan for a strong technical base sets such a target", "新闻发布会称强技术基础的方案设有该目标"},
      {"NOT the plan's number: an assumption for use while T1.x.hte is not public", "并非方案的数字：T1.x.hte 未公布期间使用的假设"},
      {"NOT the plan's number: an assumption for use while T1.x.tech_sme is not public", "并非方案的数字：T1.x.tech_sme 未公布期间使用的假设"},
      {"only a range is proposed", "只给出区间"}};
  return all;
}

// Why the model says nothing about a target.
const Chinese& unmodelled() {
  static const Chinese all{
      {"stands for several targets whose number and measure are not public", "代表若干项目标，其数目和指标未公布"},
      {"output of one track: no published level to hang the growth on (track_revenue has its path)", "单一赛道产值：没有可供挂靠增速的公布水平（其路径见 track_revenue）"},
      {"flights are not modelled", "未模拟飞行架次"},
      {"landing sites are not modelled", "未模拟起降点"},
      {"special parks for grown firms of a track are not in the carrier room", "载体模块不含面向成长企业的赛道特色园区"},
      {"people are not placed in parks", "人才不落到园区"},
      {"one park is no place of the model", "模型不含单个园区"},
      {"one circle of firms inside a district: the record has no such cut", "区内的产业圈：记录没有这一口径"},
      {"what makes a firm a leading one is not said", "未说明何为头部或龙头企业"},
      {"what makes a firm a supporting one is not said", "未说明何为配套企业"},
      {"people are not placed in districts or circles", "人才不落到区或产业圈"},
      {"the record has firms, not the above-scale industry of the statistics", "记录的是企业，并非统计口径的规上工业"},
      {"whether the nation places one here is no outcome of the model", "国家是否在此布局不由模型得出"},
      {"the model has no city-level title", "模型不含市级资格"},
      {"investment projects are not modelled", "未模拟投资项目"},
      {"the path of the city product is given to the model, not made by it", "地区生产总值路径为模型输入，并非由模型得出"},
      {"another city: the model runs one city", "其他城市：模型只模拟一个城市"},
      {"the carriers are one stock of the whole city, not of a district", "载体按全市合计，不分区"},
      {"the room counts places for projects, not institutions by their legal form", "该模块计算项目名额，不按法律形式计算机构"},
      {"the kind of firm is not defined in the sources found", "所查来源未定义此类企业"},
      {"a status, not a number", "是一种地位，不是数字"},
      {"no number and no unit are public", "数字和单位均未公布"},
      {"no instrument of this scenario opens parks; `future-industries` has one", "本情景没有建设园区的政策；`future-industries` 有一项"},
      {"not stated what it counts", "未说明计量对象"}};
  return all;
}

std::string chinese(const Chinese& all, const std::string& en) {
  const auto found = all.find(en);
  return found == all.end() ? "" : found->second;
}

std::string or_itself(Lang lang, const Chinese& all, const std::string& en) {
  const std::string zh = lang == Lang::zh ? chinese(all, en) : "";
  return zh.empty() ? en : zh;
}

// Where the clause that begins at `from` ends: at a semicolon outside brackets.
std::size_t end_of_clause(const std::string& text, std::size_t from) {
  int depth = 0;
  for (std::size_t i = from; i < text.size(); ++i) {
    depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
    if (depth == 0 && text.compare(i, 2, "; ") == 0) return i;
  }
  return text.size();
}

}  // namespace

std::string register_word(Lang lang, const std::string& id) { return or_itself(lang, registers(), id); }

std::string status_word(Lang lang, const std::string& status) { return or_itself(lang, statuses(), status); }

std::string confidence_word(Lang lang, const std::string& confidence) { return or_itself(lang, confidences(), confidence); }

std::string reason_words(Lang lang, const std::string& reason) {
  if (lang == Lang::en) return reason;
  if (const std::string whole = chinese(unmodelled(), reason); !whole.empty()) return whole;
  std::string out;
  for (std::size_t from = 0; from <= reason.size();) {
    const std::size_t end = end_of_clause(reason, from);
    const std::string clause = reason.substr(from, end - from);
    out += (out.empty() ? "" : "；") + or_itself(lang, notes(), clause);
    from = end + 2;
  }
  return out;
}

std::string drawn_words(Lang lang, const std::string& drawn) {
  unsigned ensemble = 0, priors = 0, fixed = 0;
  if (lang == Lang::en || std::sscanf(drawn.c_str(), "%u parameters from the ensemble, %u from their priors, %u fixed", &ensemble, &priors, &fixed) != 3) return drawn;
  return fmt::format("{} 个参数取自参数集合，{} 个取自先验，{} 个固定", ensemble, priors, fixed);
}

}  // namespace echelon
