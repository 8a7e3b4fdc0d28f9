#include "report/words.hpp"

#include <array>
#include <map>

namespace echelon {
namespace {

struct Pair {
  Word word;
  const char* en;
  const char* zh;
};

constexpr Pair table[] = {
    {Word::targets, "Targets", "目标"},
    {Word::id, "id", "编号"},
    {Word::target, "target", "目标"},
    {Word::goal, "goal", "目标值"},
    {Word::by, "by", "期限"},
    {Word::median, "median", "中位数"},
    {Word::band, "5-95 %", "5-95 %"},
    {Word::probability, "probability", "概率"},
    {Word::verdict, "verdict", "判断"},
    {Word::assumption, "assumption", "假设"},
    {Word::incomplete, "incomplete", "不完整"},
    {Word::no_goal, "-", "-"},
    {Word::not_measured, "Targets on which the model says nothing", "模型未给出数值的目标"},
    {Word::why, "why", "原因"},
    {Word::joint, "All targets of a register together", "同一目标册全部达成的概率"},
    {Word::joint_line, "  {}: {}", "  {}：{}"},
    {Word::certificates, "Valid certificates at the end of the year (median; titles, a firm may hold several)",
     "年末有效证书数（中位数；按证书计，一家企业可持多证）"},
    {Word::year, "year", "年份"},
    {Word::outlay, "Outlay (median, {})", "财政支出（中位数，{}）"},
    {Word::outlay_unit, "million CNY", "万元"},
    {Word::instrument, "instrument", "政策工具"},
    {Word::total, "sum of medians", "中位数合计"},
    {Word::no_outlay, "No local instrument pays in this scenario.", "本情景没有地方政策支出。"},
    {Word::drawn, "What was drawn", "随机抽取的内容"},
    {Word::drawn_some, "  {} of {} parameters were drawn anew for each of {} replicates, {} were held fixed; seed {}.",
     "  {} / {} 个参数在 {} 次重复中各自重新抽取，{} 个固定；随机种子 {}。"},
    {Word::drawn_none,
     "  All {} parameters were held fixed over {} replicates (seed {}): the probabilities count chance alone, not what is "
     "unknown. They are too sure.",
     "  全部 {} 个参数在 {} 次重复中固定（随机种子 {}）：概率只反映偶然性，不含未知因素，因而过于确定。"},
    {Word::drawn_single, "  A single replicate (seed {}): one possible course, from which no probability can be read.",
     "  仅一次重复（随机种子 {}）：只是一种可能的过程，不能据此判断概率。"},
    {Word::assumptions, "Assumptions", "假设"},
    {Word::stand_in_line, "  {} {}: an assumption, not a number of the city", "  {} {}：假设值，并非市政府公布的数字"},
    {Word::instrument_line, "  {}: {}", "  {}：{}"},
    {Word::drivers, "What the goals hang on (the drawn parameters that go most with the value at the deadline; probability where each is low or high)",
     "目标取决于什么（与期限时数值相关最强的抽取参数；该参数偏低、偏高时的概率）"},
    {Word::parameter, "parameter", "参数"},
    {Word::rank_correlation, "rank correlation", "秩相关"},
    {Word::lowest_third, "lowest third", "最低三分之一"},
    {Word::highest_third, "highest third", "最高三分之一"},
    {Word::answer_judged, "Of {} targets {} can be judged: {}. Not judged: {}.", "{} 项目标中可判断 {} 项：{}。不作判断：{}。"},
    {Word::answer_none, "none", "无"},
    {Word::answer_weakest, "Least likely of the published goals: {} ({}), {}.", "已公布目标中最难达成：{}（{}），{}。"},
    {Word::answer_weakest_other, "Least likely (no published goal of the city): {} ({}), {}.", "最难达成（非已公布目标）：{}（{}），{}。"},
    {Word::odds, "probability {}", "概率 {}"},
    {Word::in_ten, "about {} in 10", "约 {} 成把握"},
    {Word::run_line, "{}: {} replicates, {} to {}", "{}：{} 次重复，{} 至 {}"},
    {Word::fact, "fact", "事实"},
    {Word::fact_statistic, "statistic", "统计量"},
    {Word::fact_tier, "tier", "级别"},
    {Word::fact_range, "accepted", "可接受范围"},
    {Word::fact_shown, "shown only", "仅供参考"},
    {Word::fact_in, "holds", "成立"},
    {Word::fact_missed, "missed", "不成立"},
    {Word::fact_unmeasured, "not measured", "未能测量"},
    {Word::fact_later, "later", "待后续"},
    {Word::fact_outside, "outside", "超出范围"},
    {Word::fact_reason, "{} {}: {}", "{} {}：{}"},
    {Word::fact_answer,
     "Of {} stylised facts, measured over {} replicates, {} hold, {} are missed, {} could not be measured, {} come later. Tier: "
     "G gate, S scored; C may calibrate, V held out.",
     "{} 项典型事实（{} 次重复）：{} 项成立，{} 项不成立，{} 项未能测量，{} 项待后续。级别：G 必须成立，S 计分；C 可用于校准，V 留作检验。"},
    {Word::fact_band, "band holds {}", "区间含 {}"},
    {Word::fact_unexplained, "missed under these parameters; not explained yet", "在这些参数下不成立，原因尚待说明"},
    {Word::fact_few, "The medians should be taken over at least {} replicates.", "中位数应至少取自 {} 次重复。"},
    {Word::scaled, "A TRIAL: only this share of the city's firms was simulated: {}; counts and amounts are scaled up to the whole city.",
     "试算：只模拟了全市企业的一部分，比例 {}；数量和金额已折算为全市数。"},
    {Word::interrupted, "INTERRUPTED: {}", "已中断：{}"},
};

using Translations = std::map<std::string, Names>;

const Translations& verdicts() {
  static const Translations all{{"reached", {"reached", "可达成"}},
                                {"likely", {"likely", "较可能"}},
                                {"uncertain", {"uncertain", "不确定"}},
                                {"unlikely", {"unlikely", "较难"}},
                                {"out-of-reach", {"out of reach", "难以达成"}},
                                {"number-not-public", {"number not public", "数字未公开"}},
                                {"not-modelled", {"not modelled", "尚未建模"}},
                                {"qualitative", {"qualitative", "定性目标"}},
                                {"too-few-worlds", {"too few worlds to say", "模拟次数不足"}},
                                {"too-small-a-trial", {"too few in a trial", "试算规模过小"}}};
  return all;
}

const Translations& units() {
  static const Translations all{{"firms", {"firms", "家"}},
                                {"count", {"", "个"}},
                                {"persons", {"persons", "人"}},
                                {"m2", {"m2", "平方米"}},
                                {"CNY", {"CNY", "元"}},
                                {"flights", {"flights", "架次"}},
                                {"projects per year", {"projects a year", "项/年"}},
                                {"fraction", {"%", "%"}},
                                {"fraction per year", {"% a year", "%/年"}},
                                {"bool", {"", ""}},
                                {"1", {"", ""}}};
  return all;
}

std::string translate(const Translations& all, Lang lang, const std::string& id) {
  const auto found = all.find(id);
  return found == all.end() ? id : in(lang, found->second);
}

}  // namespace

const char* word(Lang lang, Word which) {
  for (const Pair& pair : table) {
    if (pair.word == which) return lang == Lang::zh ? pair.zh : pair.en;
  }
  return nullptr;
}

std::string verdict_word(Lang lang, const std::string& verdict) { return translate(verdicts(), lang, verdict); }

std::string unit_word(Lang lang, const std::string& unit) {
  const auto found = units().find(unit);
  if (found == units().end()) return unit;
  return lang == Lang::zh ? found->second.zh : found->second.en;
}

}  // namespace echelon
