#pragma once
// What the page of a study says, in both languages.
#include "report/page/sentences.hpp"

namespace echelon::page {

inline constexpr Both kicker_study{"A simulated study", "模拟研究"}, study_no_question{"What does the study \"{}\" say?", "研究“{}”说明什么？"};

// lead
inline constexpr Both lead_odds{"Least likely of {} goals: {}, {} ({}, interval {} to {}).", "{} 项目标中最难的是 {}：{}（{}，区间 {} 至 {}）。"},
    lead_odds_joint{"All goals {}together: {} ({}, interval {} to {}).", "{}全部目标同时达成：{}（{}，区间 {} 至 {}）。"},
    lead_no_goal{"None of the outcomes has a goal: distributions only.", "各结果均无目标值：仅给出分布。"},
    lead_morris{"{} depends most on {}: over its whole range it moves the outcome by {} on average.", "{} 最取决于 {}：在其全部取值范围内平均改变结果 {}。"},
    lead_sobol{"{}: {} has a part in {} of the variance, and brings {} by itself.", "{}：{} 参与了 {} 的方差，其中单独贡献 {}。"},
    lead_macro{"The macro path has a part in {} of it.", "宏观路径参与了 {}。"},
    lead_luck{"Luck has a part in {} of it.", "随机性参与了 {}。"},
    lead_prcc{"{} goes most with {} (partial rank correlation {}), all other inputs being equal.", "其他输入相同时，{} 与 {} 关系最强（偏秩相关 {}）。"},
    lead_pawn{"{}: its distribution changes most with {} (PAWN {}).", "{}：分布受 {} 影响最大（PAWN {}）。"},
    lead_nothing{"No input of {} stands out.", "{} 没有明显的影响因素。"},
    lead_pair{"{}, against {}: {} of {} ({} % interval {} to {})", "{0} 与 {1} 相比：{3} {2}（{4} % 区间 {5} 至 {6}）"},
    lead_price{", at {} for each additional one ({}).", "，每增加一个需 {}（{}）。"},
    lead_no_price{"; no price for each additional one, since the effect cannot be told from none.", "；每增加一个的价格无法给出：影响无法与零区分。"},
    lead_shapley{"All instruments together change {} by {}. The largest part is that of {}: {}.", "全部政策共同使 {} 变化 {}，其中贡献最大的是 {}：{}。"},
    lead_points{"{} points were asked; nothing is said about how likely they are.", "共计算 {} 个点；不涉及其可能性。"}, lead_best{"{} is highest at experiment {}: {}.", "{} 在实验 {} 最高：{}。"};

// warnings
inline constexpr Both study_trial{"A trial: only {} of the city's firms was simulated. It is noisier than the whole city; counts and money are scaled up to it.",
                                  "试算：仅模拟全市企业的 {}，随机性更大；数量和金额已折算为全市数。"},
    study_failed{"{} of {} experiments failed and count in no estimate.", "{} / {} 次实验失败，不计入任何估计。"};

// cards
inline constexpr Both matters_head{"What matters most", "什么最重要"}, sure_head{"How sure that is", "把握多大"}, study_cost_head{"What it costs", "花费多少"}, made_head{"What is assumed", "有哪些假设"},
    matters_line{"For {}: {}.", "{}：{}。"},
    matters_open{"Nothing can be named yet for {}: the largest, {} ({}), cannot be told from no influence.", "{}：暂不能断定；数值最大的 {}（{}）与无影响无法区分。"}, matters_rest{"{} of {} inputs cannot be told from no influence at this size.", "{} / {} 个输入在此样本量下与无影响无法区分。"},
    binds_share{"{} is missed by most, relative to its goal, in {} of the worlds.", "在 {1} 的模拟中，{0} 相对差距最大。"},
    cheapest{"Cheapest for one additional unit of {}: {}, {}.", "每增加一个 {} 成本最低的是 {}：{}。"}, no_cheapest{"No package's effect on {} is told from none, so that no price can be given.", "各方案对 {} 的影响均与无影响无法区分，无法给出单位成本。"},
    settled{"{}: {} of {} indices have an interval as narrow as was asked for (± {}{}).", "{}：{} / {} 个指数达到要求精度（± {}{}）。"}, of_largest{" of the largest", "，相对最大值"},
    half_width{"Half the interval of the chance of {}: {:.1f} points, from {} experiments.", "{} 可能性的区间半宽：{:.1f} 个百分点（{} 次实验）。"},
    stopped_there{"The study stopped as soon as that of {} was within {:.1f} points.", "{} 的区间半宽达到 {:.1f} 个百分点后即停止。"},
    not_there{"{:.1f} points were asked for {}: more experiments are needed.", "{1} 要求 {0:.1f} 个百分点：尚需更多实验。"},
    pairs_gain{"Pairs that share everything need {} of the experiments that unpaired ones would need to say the same of {}.", "就 {1} 而言，配对比较所需实验数仅为非配对的 {0}。"},
    points_line{"Points: {}; seeds at each: {}; intervals of {} %.", "设计点 {} 个；每点种子 {} 个；区间水平 {} %。"}, noise_line{"With everything else the same, luck alone is {} of the variance of {}.", "其他条件相同时，随机性占 {1} 方差的 {0}。"},
    cost_all{"{}: {} over {} (5–95 %: {} to {}).", "{0}：{2} 期间共 {1}（5–95 %：{3} 至 {4}）。"}, cost_more{"{}: {} more than the reference (interval {} to {}); {} after the local tax that comes back.", "{}：比参照多支出 {}（区间 {} 至 {}）；扣除增加的地方税收后 {}。"},
    cost_more_lost{"{}: {} more than the reference (interval {} to {}); {} with the local tax that was lost.", "{}：比参照多支出 {}（区间 {} 至 {}）；加上减少的地方税收后 {}。"},
    cost_shared{"The largest part of the outlay of {2} is that of {0}: {1}.", "总支出 {2} 中占比最大的是 {0}：{1}。"},
    varied_line{"Factors varied: {}; judged as inputs: {}; luck: {}.", "变动因素 {} 个；归为输入 {} 个；随机性：{}。"}, varied_together{"Factors varied together: {}; luck: {}.", "一同变动的因素 {} 个；随机性：{}。"},
    design_line{"Design {}, seed {}, {} experiments.", "设计 {}，随机种子 {}，{} 次实验。"}, goals_assumed{"{} of {} goals are stand-ins for numbers that are not public.", "{} / {} 项目标为未公开数字的替代值。"};

// sections
inline constexpr Both chances_head{"How likely", "可能性"}, study_scoreboard_caption{"Goals, least likely first", "各项目标（由难到易）"}, study_outcomes{"Outcomes", "各项结果"}, outcome_column{"outcome", "结果"}, mean_column{"mean", "均值"},
    wilson_column{"Wilson interval", "Wilson 区间"}, jeffreys_column{"Jeffreys interval", "Jeffreys 区间"}, missing_column{"missing where missed", "未达成时缺口"}, binding_column{"binds first", "最紧比例"},
    reached_column{"median year", "达成年份中位数"}, noise_column{"luck alone", "仅随机性"}, spread_column{"spread, first half to all", "离散度：前半/全部"}, counted_column{"experiments", "实验数"},
    odds_title{"Chance of reaching each goal", "各项目标的达成可能性"}, odds_note{"With the {} % interval (Wilson).", "含 {} % 区间（Wilson）。"}, distance_title{"Where the outcomes lie, as a share of the goal", "结果与目标值之比"},
    distance_note{"Median, with 5–95 % of the experiments.", "中位数，含实验的 5–95 %。"}, goal_line{"the goal", "目标值"}, reached_title{"Share of the experiments that have reached the goal by the end of the year", "至年末已达成目标的实验比例"},
    reached_of{"{}: reached by the end of the year", "{}：至年末已达成的比例"}, depends_head{"What it depends on", "取决于什么"}, depends_title{"What {} depends on", "{} 取决于什么"},
    drivers_title{"What {} goes with: rank correlation with each input", "{} 与各输入的秩相关"}, level_column{"{} % interval", "{} % 区间"}, depends_note{"The {} largest of {} inputs, with {} % intervals.", "{1} 个输入中最大的 {0} 个，含 {2} % 区间。"}, not_converged{"not converged", "未收敛"}, dummy_line{"what an input without influence reaches", "无影响输入可达到的值"},
    pale_note{"Pale: the interval is wider than the precision that was asked for.", "浅色：区间宽于要求的精度。"}, morris_note{"By how much the outcome moves over the input's whole range; where sigma is near mu*, it depends on the others or bends.", "输入在全部取值范围内变动时结果的改变；sigma 接近 mu* 表示与其他输入有交互或非线性。"},
    sobol_note{"Shares of the variance: S1 by itself, ST with all that it acts together with. The S1 of all need not add up to one.", "方差份额：S1 为单独作用，ST 含与其他输入的共同作用。各 S1 之和未必为一。"},
    prcc_note{"Positive: more of the input goes with more of the outcome, the others being equal. Labels and groups have none.", "正值：其他输入相同时，输入越大结果越大。标签和分组没有该指数。"},
    pawn_note{"Distance between the outcome's distribution and that with the input in a slice, 0 to 1.", "结果分布与固定该输入于一段时分布的距离，0 至 1。"}, other_outcomes{"The other outcomes ({})", "其他结果（{}）"},
    second_order_head{"Pairs of inputs that act together (S2)", "共同作用的输入对（S2）"}, pair_of_inputs{"inputs", "输入对"}, half_column{"± interval", "± 区间"}, yes_no_column{"converged", "是否收敛"},
    pairs_section{"Against the reference", "与参照比较"}, pair_title{"{}: more than {}", "{}：与“{}”之差"}, pair_note{"Mean over pairs that share point and luck, with the {} % interval (Student's t).", "同一点、同一随机性配对的平均差，含 {} % 区间（Student t）。"},
    paid_title{"Outlay over the horizon, more than the reference", "全期支出与参照之差"}, paid_note{"Net: less the tax of the firms that stays in the province, city and districts.", "净额：扣除留在省、市、区的企业税收。"}, gross_bar{"outlay", "支出"}, net_bar{"net of tax", "扣除税收后"},
    accept_title{"{}: at which price is it worth it?", "{}：愿付多高的价格才合算？"}, accept_note{"Share of resamples of the pairs in which so many times the price found pays for the effect. Each package has its own price.", "配对重抽样中，以所得单位成本的若干倍付费仍合算的比例。各方案单位成本不同。"},
    pair_table{"Differences and the price of one additional unit", "差值与单位成本"}, ratio_column{"variance of the difference against that of unpaired worlds", "差值方差与非配对模拟之比"}, price_column{"for one more", "每增加一个"}, net_price_column{"net of tax", "扣除税收后"},
    shares_head{"Who brings it about", "效应由谁带来"}, shares_title{"{}: shares of the effect of all", "{}：各组对总效应的贡献"}, outlay_shared{"Outlay over the horizon", "全期支出"},
    shares_note{"Shapley: a group's mean contribution over all orders of joining; the shares add up to {}. {} % intervals over {} points.", "Shapley 值：所有加入顺序下的平均贡献，合计 {}。{} % 区间，{} 个点。"}, player_column{"instruments", "政策组"}, share_column{"share of all", "占比"},
    shares_table{"Shares of effect and outlay", "效应与支出的份额"}, whole_row{"all together", "合计"}, experiments_head{"Point by point", "逐点结果"}, experiment_title{"{} by experiment", "各次实验的 {}"}, experiment_note{"The first {} of {} experiments.", "{1} 次实验中的前 {0} 次。"}, experiments_table{"Experiments ({} of {})", "实验（{} / {}）"},
    varied_note{"What every factor is drawn from: the list opens on the screen, and stands in the result file.", "各因素的取值分布：屏幕上可展开列表，结果文件中亦有。"}, factors_head{"What is varied ({})", "变动的因素（{}）"}, factor_column{"factor", "因素"}, prior_column{"drawn from", "分布"}, judged_as{"judged as", "所属输入"}, failures_head{"Experiments that failed ({})", "失败的实验（{}）"}, message_column{"message", "原因"}, experiment_column{"experiment", "实验"};

}  // namespace echelon::page
