#pragma once
// What the page says, in both languages.
#include <fmt/format.h>

#include <string>

#include "model/scenario.hpp"
#include "report/words.hpp"

namespace echelon::page {

inline Names names(const Both& text) { return {text.en, text.zh}; }

// The same in both languages, of arguments that are the same in both.
template <class... Args>
Names said(const Both& text, const Args&... args) {
  return {fill(Lang::en, text, args...), fill(Lang::zh, text, args...)};
}

// A probability as people say it: "about 7 in 10", never certain. 约七成.
std::string odds_words(Lang lang, double p);

// "at least " for a lower bound, "" for a figure.
std::string bound_word(Lang lang, const std::string& bound);

// charts and tables
inline constexpr Both published_legend{"published, {}", "公布值（{}）"}, sample_legend{"single worlds", "单次模拟"}, goal_legend{"target, diamond at the deadline", "目标值（菱形为期限）"},
    value_column{"value", "数值"}, low_column{"from", "下限"}, high_column{"to", "上限"}, year_column{"year", "年份"}, published_column{"published", "公布值"},
    table_view{"Numbers as a table", "数据表"}, median_name{"median", "中位数"}, mean_name{"mean", "平均"}, band_90{"90 % of worlds", "90 % 的模拟"},
    band_80{"80 % of worlds", "80 % 的模拟"}, band_50{"50 % of worlds", "50 % 的模拟"};

// head
inline constexpr Both skip{"Skip to the content", "跳到正文"}, language{"Language", "语言"}, contents{"Contents", "目录"}, kicker_run{"A simulated projection", "模拟推演"},
    kicker_compare{"A simulated comparison", "模拟比较"},
    no_forecast{"Not a prediction and not official: it says what follows if the rules, budgets and beliefs named below hold.",
                "非官方预测：只说明在下列规则、预算和假设成立时会怎样。"},
    trial{"A trial: only {} of the city's firms was simulated; counts and amounts are scaled up to the whole city.", "试算：仅模拟全市企业的 {}；数量和金额已折算为全市数。"},
    interrupted{"Interrupted: {}.", "已中断：{}。"},
    no_background{"The scenario stored in this file cannot be read by this version of the program, so published figures, ladders and the confidence of sources are not shown.",
                  "本版程序无法读取文件内保存的情景，因此不显示公布值、梯队构成和来源可信度。"};

// answer
inline constexpr Both answer_head{"Answer", "回答"}, question_head{"Question", "问题"},
    no_question{"What follows from the scenario \"{}\"?", "情景“{}”会带来什么结果？"},
    judged_line{"Of {} listed targets, {} can be judged: {}.", "清单中 {} 项目标，可判断 {} 项：{}。"},
    nothing_judged{"None of the {} listed targets can be judged in this scenario.", "清单中 {} 项目标均无法判断。"},
    joint_lead{"All judged targets of a list together: ", "同一清单中可判断的目标全部达成的可能性："}, joint_line{"{} by the end of {}: {}", "{}（{} 年末）：{}"},
    scoreboard{"Targets that can be judged, least likely first", "可判断的目标（由难到易）"}, target_column{"target", "目标"}, goal_column{"goal", "目标值"},
    by_column{"by the end of", "期限（年末）"}, median_column{"median (5–95 %)", "中位数（5–95 %）"}, odds_column{"chance", "可能性"}, verdict_column{"verdict", "判断"},
    stand_in_mark{"assumed goal", "假设目标"}, beyond_mark{"beyond the run", "超出模拟期"},
    chance_only{"All parameters were held fixed: the chances count luck alone and are too sure.", "全部参数固定：可能性只反映偶然性，过于确定。"},
    single_world{"A single world was simulated: no chance can be read from it.", "仅模拟一次：不能据此判断可能性。"};

// cards
inline constexpr Both binds_head{"The target that binds", "瓶颈目标"}, change_head{"What to change", "需要改变什么"}, cost_head{"What it costs", "花费多少"},
    assumed_head{"What is assumed", "有哪些假设"},
    binds_line{"{} ({}): {} by the end of {}; {}. Simulated: {}, 5–95 %: {} to {}.", "{0}（{1}）：到 {3} 年末 {2}；{4}。模拟值：{5}，5–95 %：{6} 至 {7}。"},
    binds_withheld{"Nothing can be named: the worlds are too few, or the trial too small, for any verdict.", "模拟次数不足或试算规模过小，尚不能指出瓶颈目标。"},
    binds_other{"It is no published goal of the city: it is assumed, or follows from other goals.", "这不是已公布的目标：系替代假设或由其他目标推算。"},
    binds_none{"No target of this scenario can be judged.", "本情景没有可判断的目标。"},
    missing_line{"In the worlds that miss it, {} are missing on average.", "未达成的模拟中平均还差 {}。"},
    missing_never{"No simulated world misses it.", "所有模拟均达成。"},
    used_up_line{"Budget lines that are used up: {}. A larger line could pay more cases.", "预算已用尽的政策：{}。扩大预算可多支持。"},
    not_used_up_line{"No capped line of the budget is used up over the run.", "有上限的预算在模拟期内均未用尽。"},
    hangs_line{"Success goes most with what is believed of {}: it is worth knowing better.", "达成与否与 {} 的取值关系最大，值得进一步查证。"},
    try_line{"One scenario cannot say what a change would bring. Write the change as a scenario and run: echelon compare {} MINE", "单一情景不能说明改变的效果。请把改变写成情景并运行：echelon compare {} MINE"},
    cost_line{"{} to {}: {} in all (5–95 %: {} to {}); in {} alone {}.", "{} 至 {} 年共 {}（5–95 %：{} 至 {}）；其中 {} 年 {}。"},
    cost_most{"Most of it: {}.", "主要用于：{}。"}, cost_share{"{} ({} %)", "{}（{} %）"}, cost_nothing{"No local instrument pays in this scenario.", "本情景没有地方政策支出。"},
    cost_what{"All payers together; tax relief and loans are not in it.", "各级合计；不含税收减免和贷款。"},
    assumed_parameters{"{} of {} parameters rest on an assumption and have a range, not a source.", "{} / {} 个参数为假设值，以区间表示。"},
    assumed_goals{"{} of the judged goals are stand-ins for numbers that are not public.", "可判断的目标中有 {} 项为未公开数字的替代值。"},
    assumed_instruments{"{} of {} instruments have an assumed amount, budget or number of cases.", "{} / {} 项政策的金额、预算或数量为假设。"},
    assumed_drawn{"Drawn anew in each of {} worlds: {} parameters, the economy and luck.", "{} 次模拟各自重新抽取：{} 个参数、宏观路径和偶然性。"},
    see_all{"All of them are listed below.", "详见下文。"};

// sections
inline constexpr Both targets_head{"Targets", "目标"}, judged_charts{"Year by year", "逐年变化"},
    fan_note{"Bands hold 90, 80 and 50 % of the simulated worlds; about 1 world in 10 lies outside the widest.", "色带依次包含 90 %、80 %、50 % 的模拟；约一成的模拟在最宽色带之外。"},
    unjudged_charts{"Targets whose number is not public, or that fall outside the run: what the model says of the quantity", "数字未公开或期限在模拟期外的目标：模型给出的数量"},
    silent_head{"Targets on which the model says nothing, and why ({})", "模型未给出数值的目标及原因（{}）"}, why_column{"why", "原因"}, register_column{"list", "清单"},
    joint_head{"All targets of a list together", "同一清单全部达成"}, all_head{"All targets with a number", "全部有数值的目标"}, source_column{"source, confidence", "来源与可信度"},
    ladders_head{"Ladders", "梯队"}, ladder_chart{"{}: valid titles by rung, median", "{}：各级有效资格数（中位数）"},
    ladder_note{"Logarithmic axis. A firm may hold several titles; from one rung to the next the numbers fall by about ten.", "对数坐标。一家企业可持多项资格。"},
    ladder_note_short{"Logarithmic axis; a firm may hold several titles.", "对数坐标；一家企业可持多项资格。"},
    unique_chart{"{}: titles against unique firms, median", "{}：资格数与去重企业数（中位数）"}, titles_line{"titles", "资格数"}, unique_line{"unique firms", "去重企业数"},
    unique_band{"unique firms, 90 % of worlds", "去重企业数，90 % 的模拟"}, flows_head{"Flows of titles by year", "各级资格的进出"},
    flow_chart{"{}: granted and lost in the year, mean", "{}：当年新增与失去（平均）"}, flow_granted{"granted here", "本地认定"}, flow_moved{"moved in with the firm", "随企业迁入"},
    flow_lapsed{"lapsed", "失效"}, flow_closed{"lost with a closed firm", "企业关闭失去"}, flow_revoked{"revoked", "撤销"}, flow_net{"net change", "净增"},
    city_head{"The city", "全市"}, entry_chart{"Firms founded, drawn in and gone in the year, mean", "当年进入与退出的企业（平均）"}, total_chart{"Outlay in all", "支出合计"}, city_firms{"Active technology firms", "活跃科技企业"},
    money_head{"Money", "资金"}, outlay_chart{"Outlay by instrument, mean", "各政策支出（平均）"},
    outlay_note{"Means over the worlds, so that the parts add up; nominal money.", "各次模拟平均，可相加；名义金额。"}, outlay_rest{"{} others", "其他 {} 项"},
    cap_chart{"Capped lines: share of the cap that is paid out, mean", "有预算上限的政策：预算使用率（平均）"},
    cap_note{"Over the years in which the line has a cap. Lines without a known cap are entitlements and not shown.", "按有上限的年份计算；无已知上限的政策不列。"},
    money_table{"Budget, outlay and open claims, mean of the years {} to {}", "预算、支出和待付（{} 至 {} 年平均）"}, instrument_column{"instrument", "政策"}, cap_column{"cap a year", "年度上限"},
    paid_column{"paid a year", "年均支出"}, open_column{"claims open at year end", "年末待付"}, assumption_column{"what is assumed; source", "假设与来源"}, no_cap{"no known cap", "无已知上限"};

inline constexpr Both rates_head{"What comes to the rungs and leaves them", "各级的进出"}, relief_chart{"Income tax forgone by relief, mean", "优惠减免的所得税（平均）"}, relief_note{"National law: it passes through no purse of the city and is not in the outlay.", "国家税法规定，不经过市级财政，不计入支出。"},
    local_tax_chart{"Income tax of the firms that stays in the province, city and districts", "留在省、市、区的企业所得税"}, local_tax_note{"Of all modelled firms; what of it is due to the policy, only a comparison can say.", "全部模拟企业；其中多少源于政策，须通过比较得出。"},
    relief_line{"Besides, relief by national law forgoes {} of income tax in these years, which no purse of the city pays.", "此外，国家税法优惠同期减免所得税 {}，不由市级财政负担。"},
    returns_line{"The firms pay {} of income tax that stays local. How much of that the policy brings back, only a comparison can say.", "企业缴纳的所得税中有 {}留在本地；政策带回多少须通过比较得出。"},
    flow_in{"granted here and moved in", "本地认定和迁入"}, flow_out{"lapsed, lost with a closed firm, revoked", "失效、企业关闭、撤销"}, rates_chart{"{}: what comes and goes in a year, {} to {}", "{}：{} 至 {} 年每年的进出"}, rates_note{"Mean a year, as a share of the titles valid at the year's beginning. Whoever climbs keeps the lower title as long as its rules let it.", "年均，占年初有效资格的比例。晋级企业在规则允许时保留下级资格。"},
    accounts_table{"From the end of {} to the end of {}, means that add up", "{} 年末至 {} 年末（平均值，可相加）"}, rung_column{"rung, the highest first", "级别（由高到低）"}, valid_column{"valid at the end of {}", "{} 年末有效"},
    accounts_note{"The result holds who gained and lost each title, not from which rung a firm came. Numbers of a trial are as simulated.", "结果文件记录各级资格的取得与失去，不记录企业来自哪一级。试算数未折算。"},
    tracks_head{"Future industries", "未来产业"}, track_scale_chart{"Scale of future industries", "未来产业规模"}, track_scale_note{"Hung on the published figure of 2024. The goals are among the targets.", "以 2024 年公布值为基准。目标见“目标”部分。"},
    track_revenue_chart{"Revenue by track, mean", "各赛道营业收入（平均）"}, track_firms_chart{"Active firms by track, mean", "各赛道企业数（平均）"}, track_readiness_chart{"How ready the world is, median", "全球成熟度（中位数）"},
    track_readiness_note{"0 to 1; the world's, not the city's.", "0 至 1；指全球而非本市。"}, track_capability_chart{"What the city can do, median", "本市能力（中位数）"}, track_capability_note{"0 to 1.", "0 至 1。"},
    tracks_shown{"Drawn are {} of {} tracks, those with the largest revenue.", "图示 {1} 条赛道中营业收入最高的 {0} 条。"};

inline constexpr Both facts_head{"Does the model behave as firms do?", "模型与企业规律是否相符"}, facts_table{"Stylised facts", "典型事实"}, statistic_column{"statistic", "统计量"}, accepted_column{"accepted", "可接受范围"},
    inside_range_column{"inside", "在范围内"}, facts_line{"Of {} stylised facts, measured over {} replicates, {} hold, {} are missed, {} could not be measured, {} come later.", "{} 项典型事实（{} 次重复）：{} 项成立，{} 项不成立，{} 项未能测量，{} 项待后续。"},
    facts_trial{"Measured on {} of the city's firms.", "在全市企业的 {} 上测量。"}, facts_tiers{"G gate, S scored; C may calibrate, V held out.", "G 必须成立，S 计分；C 可用于校准，V 留作检验。"};

inline constexpr Both fit_head{"Against published figures", "与公布数据比较"},
    fit_note{"Fitted: the ensemble of parameters was chosen so that these come out. Held out and test: the ensemble has not seen them.", "“用于拟合”：参数集合据此选取；“留出检验”“仅作检验”：参数集合未使用。"},
    fit_prior{"This run draws all parameters from their priors: no figure was fitted.", "本次参数全部取自先验：未拟合任何数据。"},
    fit_score_fitted{"Of the figures it was fitted to, {} of {} lie inside the 90 % band and {} of {} medians are within 10 %.", "用于拟合的数据：{} / {} 个落在 90 % 区间内，{} / {} 个中位数偏差不超过 10 %。"},
    fit_score_others{"Of the figures it was not fitted to, {} of {} lie inside the 90 % band and {} of {} medians are within 10 %.", "未用于拟合的数据：{} / {} 个落在 90 % 区间内，{} / {} 个中位数偏差不超过 10 %。"},
    missed_head{"Outside the 90 % band:", "落在 90 % 区间外："}, missed_line{"{}, {}: published {}, simulated {} ({} to {}), {} ({})", "{}，{} 年：公布 {}，模拟 {}（{} 至 {}），偏差 {}（{}）"},
    fit_charts_note{"Published series of the city that no target above counts.", "上文目标未涉及的全市公布序列。"}, fit_table_head{"All published figures beside the run ({})", "全部公布数据与模拟值（{}）"}, series_column{"series", "序列"},
    role_column{"used for", "用途"}, miss_column{"median off by", "中位数偏差"}, inside_column{"inside 90 % band", "在 90 % 区间内"}, yes{"yes", "是"}, no{"no", "否"}, dash{"-", "-"},
    beliefs_head{"Beliefs", "假设与参数"}, hangs_chart{"What the binding target hangs on: rank correlation with each drawn parameter", "瓶颈目标取决于什么：与各抽取参数的秩相关"},
    hangs_note{"{}, value at the deadline, {} worlds. Shown is what chance alone would show in fewer than one of twenty runs. Association, not proof of cause.",
               "{}，期限时的数值，{} 次模拟。仅显示偶然出现的可能性低于二十分之一的相关。相关不等于因果。"},
    hangs_nothing{"No drawn parameter stands out from chance ({} worlds).", "没有参数明显高于偶然水平（{} 次模拟）。"},
    parameters_head{"Parameters ({})", "参数（{}）"}, parameter_column{"parameter", "参数"}, unit_column{"unit", "单位"}, drawn_column{"drawn", "是否抽取"},
    confidence_column{"confidence", "可信度"}, fixed{"fixed", "固定"}, assumed{"assumed", "假设"}, instruments_head{"Instruments and what is assumed of them ({})", "政策及其假设（{}）"},
    stand_ins_head{"Assumed goals", "假设目标"}, about_head{"About this page", "关于本页"}, key_column{"what", "项目"},
    about_how{"Digest: one hash over everything in the result that must be reproducible. The same scenario, seed and version give the same digest.", "摘要：对结果中必须可复现部分的哈希。同一情景、种子和版本得到同一摘要。"},
    inputs_head{"Digests of all input files", "全部输入文件的摘要"}, scenario_head{"The resolved scenario, which can be run as it is", "完整情景（可直接运行）"};

// back-test
inline constexpr Both back_test_head{"Back-test: frozen at the end of {}", "回测：信息截至 {} 年末"},
    back_test_lead{"An ensemble was fitted to the {} figures that were public at the end of {} and was told nothing later: no rule, budget, quota or product of the city. Below is what it says of the years since, beside what was published. A miss is shown and blocks nothing.",
                   "以 {1} 年末已公布的 {0} 个数据拟合一组参数，其后的规则、预算、名额和地区生产总值一概不告知。以下为其对之后年份的说法与公布值的比较。不符之处照列。"},
    back_test_skill_head{"Is it nearer than a forecast without a model? Figures after {}, and how far each lies off", "是否优于无模型预测：{} 年以后的数据及各自偏差"},
    back_test_table{"All published figures beside the back-test ({})", "全部公布数据与回测值（{}）"},
    back_test_made{"Scenario {}, ensemble {} ({} points), {} worlds of {} of the city's firms, made with version {} of the program. It is of the model, not of the run on this page, which draws from another ensemble. A few priors were written by people who knew later figures.",
                   "情景 {}，参数集合 {}（{} 点），{} 次模拟，全市企业的 {}，程序版本 {}。回测针对模型本身，本页的模拟使用另一参数集合。少数先验由知道后期数据的人写成。"},
    back_test_fresh{"Checked as this page was made: the ensemble is the same, and two small worlds come out as they did when the back-test was stored.", "生成本页时已核对：参数集合未变，两次小规模模拟与回测保存时一致。"},
    back_test_stale{"Out of date: since this back-test of {} was stored, the program or its configuration has changed and no longer gives the same worlds. Renew it: {}", "已过时：{} 的回测保存之后，程序或配置已变，模拟结果不再相同。更新：{}"},
    back_test_left_out{"The stored back-test was made from another version of the ensemble {} and is left out. Renew it: {}", "已保存的回测由参数集合 {} 的另一版本得出，故不显示。更新：{}"};

// comparison
inline constexpr Both compare_question{"What does \"{}\" change against \"{}\"?", "与“{1}”相比，“{0}”带来什么变化？"},
    gain_line{"{}: {} {} firms by the end of {} (90 % interval {} to {}).", "{0}：到 {3} 年末{2} {1} 家（90 % 区间 {4} 至 {5}）。"},
    unsure{"It cannot be told from none.", "无法与零区分。"}, additional{"more", "增加"}, fewer{"fewer", "减少"},
    pairs_line{"{} pairs of worlds; the two sides of a pair share parameters, economy and luck, so that the difference is the policy's. Seed {}.", "{} 对模拟；每对参数、宏观路径和偶然性相同，差别来自政策。种子 {}。"},
    extra_cost{"Outlay {}: {} more (90 % interval {} to {}).", "{} 年多支出 {}（90 % 区间：{} 至 {}）。"},
    extra_lately{"Of it in the last four of these years, {}: {} (90 % interval {} to {}).", "其中最后四年（{}）：{}（90 % 区间：{} 至 {}）。"},
    extra_none{"Neither side pays more than the other.", "两侧支出相同。"},
    each_firm{"{}: {} per additional firm ({}).", "{}：每新增一家 {}（{}）。"}, interval_words{"90 % interval {} to {}", "90 % 区间 {} 至 {}"}, no_interval{"cannot be told from none", "无法与零区分"},
    no_price{"{}: no price of an additional firm: the gain cannot be told from none.", "{}：每新增一家的价格无法给出：增量无法与零区分。"},
    diff_chart{"{}: difference, {} − {}", "{}：差值，{} − {}"}, pairs_band{"90 % of single pairs", "90 % 的单对"}, mean_band{"90 % interval of the mean", "均值的 90 % 区间"},
    mean_diff{"mean difference", "平均差"}, diff_note{"Below zero the other scenario has less than the reference.", "低于零表示比参照少。"},
    diff_head{"Differences", "差值"}, diff_table{"Differences at the end of {} (over the year for flows)", "{} 年末之差（流量为全年）"}, reference_column{"reference", "参照"}, difference_column{"mean difference", "平均差"},
    interval_column{"its 90 % interval", "其 90 % 区间"}, pair_column{"single pairs 5–95 %", "单对 5–95 %"}, what_column{"quantity", "数量"}, titles_section{"Titles", "资格"},
    unique_section{"Unique firms on a ladder", "梯队内去重企业"}, city_section{"City", "全市"}, targets_section{"Targets, each at its own deadline", "目标（各按其期限）"}, more_outlay{"Outlay more than the reference, mean", "比参照多支出（平均）"},
    biggest_head{"What it changes", "改变了什么"}, not_changed_head{"What it does not change", "未改变什么"},
    no_sure{"None of the targets, titles and ladders differs for sure.", "目标、资格和梯队均无确定差别。"},
    rd_chart{"R&D in a year, more than the reference", "全年研发投入与参照之差"}, rd_note{"Real R&D is done; reported R&D is what rules read. What is reported and not done is no research.", "真实研发为实际开展；申报研发为规则所依据。多报部分不是研究。"},
    real_line{"real R&D", "真实研发"}, reported_line{"reported R&D", "申报研发"}, net_each_firm{"After the local tax that comes back: {}.", "扣除增加的地方税收后：{}。"},
    lost_each_firm{"With the local tax that was lost: {}.", "加上减少的地方税收：{}。"},
    price_chart{"{}: outlay so far for one additional firm", "{}：每新增一家企业的累计支出"}, price_note{"Until the additional firms are told from none there is no price. Net: less the additional tax that stays local.", "新增企业与零无法区分时不给出。净额：扣除增加的地方税收。"},
    gross_line{"gross", "总额"}, net_line{"net of tax", "扣除税收后"}, gross_band{"gross, 90 % interval", "总额，90 % 区间"}, price_table{"What one more firm costs, at the end of {}", "每新增一家企业的成本（{} 年末）"},
    ladder_column{"ladder", "梯队"}, year_price_column{"a firm-year", "每企业年"}, drawn_line{"Sales in {}: firms that were paid more sold {} more, all others {} less, who lost customers, people or knowledge to them.", "{} 年销售额：获额外支持的企业增加 {}，其他企业减少 {}：后者的客户、人员或知识流向前者。"},
    returned_line{"A yuan of outlay so far goes with {} yuan more of real R&D (90 % interval {} to {}) and {} of reported R&D.", "每 1 元支出对应真实研发增加 {} 元（90 % 区间 {} 至 {}），申报研发增加 {} 元。"},
    displaced{"Displaced firms and sales are inside these numbers: what a firm wins from its neighbours is no gain of the city. Firms that would have come anyway are in the outlay, not in the gain.", "挤出效应已包含在内：企业从邻近企业夺得的部分不计为全市增量。本就会达标的企业计入支出，不计入增量。"},
    not_sure_list{"Cannot be told from no change: {}.", "变化无法与零区分：{}。"}, all_sure{"Every title and ladder differs for sure.", "各资格和梯队均有确定差别。"};

}  // namespace echelon::page
