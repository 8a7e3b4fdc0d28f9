// The stylised facts of the model page, section 2, in its order and with its ranges.
#include <limits>

#include "engine/facts.hpp"

namespace echelon {

namespace {

constexpr double kAny = std::numeric_limits<double>::infinity();
constexpr double kAboveZero = std::numeric_limits<double>::min();  // a heavy right tail has no published number: any skew to the right
constexpr auto in = FactRule::median_in_range;
constexpr auto band = FactRule::band_holds;
constexpr auto shown = FactRule::shown;

std::vector<FactDefinition> growth_facts() {
  return {
      {"1", 'G', 'C', {"size tail", "规模分布尾部"}, "[L44, L45]",
       {{"tail_sales_top1", {"exponent of sales, top 1 %", "销售额前1%指数"}, 0.9, 1.5, in},
        {"tail_sales_top5", {"exponent of sales, top 5 %", "销售额前5%指数"}, 0.9, 1.5, in},
        {"tail_staff_top1", {"exponent of staff, top 1 %", "职工前1%指数"}, 0.9, 1.5, in},
        {"tail_staff_top5", {"exponent of staff, top 5 %", "职工前5%指数"}, 0.9, 1.5, in},
        {"drift_sales_top1", {"drift over 15 years, sales top 1 %", "15年漂移，销售额前1%"}, 0, 0.15, in},
        {"drift_sales_top5", {"drift over 15 years, sales top 5 %", "15年漂移，销售额前5%"}, 0, 0.15, in},
        {"drift_staff_top1", {"drift over 15 years, staff top 1 %", "15年漂移，职工前1%"}, 0, 0.15, in},
        {"drift_staff_top5", {"drift over 15 years, staff top 5 %", "15年漂移，职工前5%"}, 0, 0.15, in}},
       {}},
      {"2", 'G', 'C', {"growth tent", "增长率帐篷形分布"}, "[L39, L40, L43]",
       {{"shape_in_cells", {"Subbotin b inside size x sector cells", "规模×行业单元内的b"}, 0.8, 1.3, in},
        {"shape_pooled", {"b of all firms pooled (hides failures)", "全部企业合并的b"}, 0, kAny, shown}},
       {}},
      {"3", 'G', 'C', {"spread falls with size", "波动随规模下降"}, "[L41-L43]",
       {{"spread_size", {"slope of ln sd(growth) on ln size", "ln sd(增长率)对ln规模的斜率"}, -0.25, -0.08, in}}, {}},
      {"4", 'S', 'V', {"spread falls with age", "波动随年龄下降"}, "[L43]",
       {{"spread_age", {"slope of ln sd(growth) on ln age", "ln sd(增长率)对ln年龄的斜率"}, -0.5, -0.05, in}}, {}},
      {"5", 'G', 'V', {"memory of growth", "增长率自相关"}, "[L46, L47]",
       {{"memory_micro", {"correlation with last year's, below 10 staff", "与上年相关，10人以下"}, -0.30, -0.05, in},
        {"memory_small", {"10 to 99 staff", "10至99人"}, -0.12, 0.05, in},
        {"memory_large", {"100 staff and more", "100人及以上"}, 0, 0.20, in}},
       {}},
      {"6", 'S', 'V', {"age, not size, drives mean growth", "平均增长取决于年龄而非规模"}, "[L48]",
       {{"size_given_age", {"growth per unit of ln size of the year before, given age", "给定年龄后此前一年ln规模的系数"}, -0.01, 0.01, in},
        {"mean_size_given_age", {"size as the mean of both years (holds the growth itself)", "两年平均规模（含增长本身）"}, 0, kAny, shown}},
       {}}};
}

std::vector<FactStatistic> hazards() {
  std::vector<FactStatistic> list{
      {"hazard_1", {"hazard in year 1", "第1年死亡率"}, 0.01, 0.03, in},
      {"hazard_2", {"year 2", "第2年"}, 0, kAny, shown},
      {"hazard_3", {"year 3", "第3年"}, 0.085, 0.105, in},
      {"hazard_peak", {"year of the peak", "峰值年份"}, 3, 3, in}};
  for (int n = 4; n <= 7; ++n) {
    const std::string year = std::to_string(n);
    list.push_back({"hazard_" + year, {"year " + year, "第" + year + "年"}, 0.08, kAny, in});
  }
  list.push_back({"hazard_late", {"highest after year 7", "第7年后最高"}, 0, 0.08, in});
  return list;
}

std::vector<FactDefinition> demography_facts() {
  return {
      {"7", 'G', 'C', {"exit hazard by age, national registry", "各年龄死亡率（全国登记口径）"}, "[L55]", hazards(), {}},
      {"7w", 'S', 'V', {"Wuxi's own exit rate", "无锡退出率"}, "P12.exit",
       {{"city_exit_rate", {"exits of a year over the register", "当年退出占登记企业"}, 0.04, 0.05, in}}, {}},
      {"8", 'G', 'C', {"survival, national registry", "存活率（全国登记口径）"}, "[L55]",
       {{"survival_3", {"3 years", "3年"}, 0.80, 0.87, in},
        {"survival_5", {"5 years", "5年"}, 0.64, 0.74, in},
        {"survival_10", {"10 years", "10年"}, 0.42, 0.55, in}},
       {}},
      {"9", 'S', 'V', {"hazard falls with size", "死亡率随规模下降"}, "[L56]",
       {{"hazard_size", {"slope of ln hazard on ln sales, given age", "给定年龄后ln死亡率对ln销售额的斜率"}, -0.40, -0.10, in}}, {}},
      {"10", 'S', 'C', {"youth of the population", "企业群体年轻"}, "[L56, L57]",
       {{"young_share", {"share below 5 years", "5年以下占比"}, 0.45, 0.65, in}}, {}},
      {"11", 'S', 'C', {"entrants are small", "新进入者规模小"}, "general knowledge",
       {{"entrant_size", {"mean staff of entrants over incumbents'", "新企业与在位企业平均职工之比"}, 0.1, 0.4, in},
        {"entrant_small", {"entrants with 10 staff or fewer", "10人及以下新企业占比"}, 0.8, 1, in}},
       {}}};
}

std::vector<FactDefinition> fast_growth_facts() {
  return {
      {"12b", 'S', 'V', {"gazelles of the national zones' definition", "国家高新区口径瞪羚企业"}, "P15",
       {{"gazelles", {"share of technology firms", "占科技企业比例"}, 0.015, 0.035, in},
        {"gazelles_above_scale", {"share of those with sales of 20 million CNY", "占销售额2000万元及以上企业比例"}, 0, kAny, shown}},
       {}},
      {"12", 'G', 'V', {"high-growth firms", "高成长企业"}, "[L52, L53]",
       {{"fast_by_staff", {"20 % a year over 3 years by staff, of survivors with 10 staff", "按职工，3年年均20%"}, 0.02, 0.08, in},
        {"fast_by_sales", {"by sales", "按销售额"}, 0.04, 0.13, in}},
       {}},
      {"13", 'S', 'V', {"jobs at high-growth firms", "高成长企业的新增就业"}, "[L53]",
       {{"fast_jobs", {"share of the jobs gained by growing firms with 10 staff", "占增员企业新增就业"}, 0.35, 0.65, in}}, {}},
      {"14", 'G', 'V', {"one-hit wonders", "高成长难以重复"}, "[L51, L51b]",
       {{"repeat_ratio", {"chance to repeat over the base rate, by staff", "重复概率与基准之比（职工）"}, 0.7, 2.0, in},
        {"repeat", {"chance to repeat, by staff", "重复概率（职工）"}, 0, 0.2, in},
        {"repeat_ratio_sales", {"over the base rate, by sales", "与基准之比（销售额）"}, 0, kAny, shown}},
       {}},
      {"15", 'S', 'V', {"young firms create jobs", "年轻企业创造就业"}, "[L49, L50]",
       {{"young_staff", {"share of staff at firms of up to 5 years", "5年及以下企业职工占比"}, 0.10, 0.35, in},
        {"young_created", {"share of jobs created", "新增岗位占比"}, 0.35, 0.70, in}},
       {}}};
}

std::vector<FactDefinition> research_facts() {
  return {
      {"16", 'S', 'C', {"who does R&D", "研发参与"}, "[L60]",
       {{"rd_rises", {"smallest rise of the share from one size class to the next", "相邻规模级参与率的最小增幅"}, 0, kAny, in},
        {"rd_none", {"firms without R&D", "无研发企业占比"}, 0.4, 0.8, in}},
       {}},
      {"17", 'S', 'C', {"skewed R&D intensity", "研发强度偏态"}, "[L60]",
       {{"rd_upper", {"p90 over p50 of performers", "有研发企业p90/p50"}, 2.5, 4.5, in},
        {"rd_lower", {"p50 over p10", "p50/p10"}, 2.5, 4.5, in},
        {"rd_median", {"median intensity", "强度中位数"}, 0, kAny, shown}},
       {}},
      {"18", 'G', 'V', {"R&D in proportion to size", "研发与规模成比例"}, "[L60]",
       {{"rd_size", {"elasticity among performers", "有研发企业的弹性"}, 0.85, 1.10, in}}, {}},
      {"19", 'S', 'V', {"R&D persists", "研发持续性"}, "general knowledge",
       {{"rd_persistence", {"ln intensity on last year's", "ln强度的一阶自回归"}, 0.75, 0.95, in}}, {}},
      {"20", 'S', 'V', {"R&D is concentrated", "研发集中度"}, "general knowledge",
       {{"rd_top1", {"share of the top 1 % of all firms", "前1%企业占比"}, 0.40, 0.75, in},
        {"rd_top10", {"of the top 10 %", "前10%企业占比"}, 0.75, 0.95, in}},
       {}},
      {"21", 'G', 'V', {"patents have a heavy tail", "专利重尾"}, "[L58, L59]",
       {{"patents_tail", {"density exponent over applicants", "申请人密度指数"}, 1.6, 2.6, in},
        {"patents_none", {"firms without any", "无专利企业占比"}, 0.6, 1, in},
        {"patents_dispersion", {"variance over mean", "方差与均值之比"}, 5, kAny, in}},
       {}},
      {"22", 'S', 'C', {"patents and R&D", "专利与研发"}, "[L59]",
       {{"patents_rd", {"elasticity", "弹性"}, 0.4, 0.8, in}}, {}}};
}

std::vector<FactDefinition> ladder_facts() {
  return {
      {"23", 'G', 'V', {"bunching at the notch", "研发门槛聚集"}, "[L1-L3]",
       {{"bunch_reported", {"[1, 1.15) over [0.85, 1) of the threshold: reported", "门槛上下企业数之比：申报值"}, 1.5, kAny, in},
        {"bunch_real", {"the same of real R&D", "真实值"}, 0.6, 1.1, in},
        {"bunch_reported_off", {"reported, when nobody answers the notch", "无人应对门槛时的申报值"}, 0.6, 1.1, in},
        {"bunch_willing", {"reported, of those who hold or seek the title", "持有或谋求高企者的申报值"}, 0, kAny, shown}},
       {}},
      {"24", 'S', 'C', {"relabelling", "研发重新归类"}, "[L1-L3]",
       {{"relabelled_share", {"relabelled in the reported R&D of firms that answer", "应对门槛企业申报研发中的归集调整占比"}, 0.15, 0.45, in}},
       {}},
      {"25", 'S', 'C', {"high-tech enterprises: pass and renewal", "高企通过率与重新认定率"}, "[L67], P25",
       {{"hte_pass", {"passed over applied", "通过率"}, 0.55, 0.70, in},
        {"hte_renewed", {"renewed or regained within 4 quarters of expiry", "期满4季内重新认定"}, 0.50, 0.90, in}},
       {}},
      {"27", 'G', 'V', {"titles overlap", "称号重叠"}, "[L67, L70]",
       {{"overlap_tech_sme", {"technology SMEs that are high-tech enterprises", "科技型中小企业中的高企"}, 0.40, 0.65, in},
        {"overlap_new_hte", {"new high-tech enterprises that were technology SMEs", "新认定高企中的科技型中小企业"}, 0.85, 1, in},
        {"overlap_gazelle", {"gazelles that are high-tech enterprises", "瞪羚企业中的高企"}, 0.85, 1, in},
        {"overlap_srdi", {"SRDI firms that are", "专精特新中的高企"}, 0.9, 1, in},
        {"overlap_unicorn", {"unicorns and those on the way that are", "独角兽梯队中的高企"}, 0.6, 0.9, in}},
       {}},
      {"35", 'G', 'V', {"the city's series of high-tech enterprises", "无锡高企数量序列"}, "W1",
       {{"hte_growth_2019_2021", {"growth a year, 2019-2021", "2019-2021年均增速"}, 0, 0, band},
        {"hte_growth_2021_2022", {"growth, 2021-2022", "2021-2022增速"}, 0, 0, band},
        {"hte_growth_2022_2023", {"growth, 2022-2023", "2022-2023增速"}, 0, 0, band},
        {"hte_error", {"median distance of the stock from what was published", "存量与公布值偏差中位数"}, 0, 0.03, in}},
       {}}};
}

FactDefinition later(const char* number, char tier, char use, Names name, const char* reference, Names room) {
  return {number, tier, use, std::move(name), reference, {}, std::move(room)};
}

std::vector<FactDefinition> later_facts() {
  const Names paired{"no instrument rewards a count of patents, and firms file at one rate whatever is counted", "尚无按专利数量奖励的工具，企业申请率不随考核变化"};
  return {{"26", 'S', 'V', {"echo of a cohort", "批次回声"}, "general knowledge",
           {{"title_echo", {"additional passes three years after a year's push, over those of the year", "推动三年后新增通过数与当年之比"}, 0.20, 0.60, in}}, {}},
          {"28", 'S', 'V', {"weak selection", "弱选择"}, "[L61]",
           {{"level_explains", {"R2 of growth on labour productivity of the year before, inside sector and year", "增长率对上年劳动生产率水平的R2"}, 0, 0.10, in}}, {}},
          {"29", 'S', 'V', {"sources of productivity growth", "生产率增长来源"}, "[L61, L62]",
           {{"within_more", {"within less between, over all", "企业内贡献减企业间贡献"}, kAboveZero, kAny, in},
            {"entry_share", {"share of net entry", "净进入贡献"}, 0.2, 0.7, in},
            {"within_share", {"share within firms", "企业内贡献"}, 0, kAny, shown}},
           {}},
          {"30", 'S', 'C', {"venture funnel", "创投漏斗"}, "P20-P23, [L29]",
           {{"funnel_first", {"first rounds among the deals", "首轮占比"}, 0.35, 0.50, in},
            {"funnel_unicorn", {"potential unicorns that become unicorns, a year", "潜在独角兽年升级率"}, 0.03, 0.09, shown},
            {"funnel_leaves", {"unicorns that leave the list, a year", "独角兽年退出率"}, 0.08, 0.16, shown},
            {"funnel_second", {"firms of a first round that reach a second (United States)", "首轮后获第二轮（美国）"}, 0.35, 0.55, shown},
            {"funnel_fourth", {"that reach a fourth (United States)", "获第四轮（美国）"}, 0.08, 0.20, shown}},
           {}},
          {"31", 'G', 'V', {"additionality", "政策附加性"}, "[L6, L9, L11, L14]",
           {{"grant_adds", {"real R&D that a yuan of project money adds", "每元项目资金新增研发"}, 0.4, 1.4, in},
            {"grant_ratio", {"firms short of cash over the others", "资金紧张企业与其他企业之比"}, 1.5, kAny, in},
            {"grant_adds_poor", {"firms short of cash", "资金紧张企业"}, 0, kAny, shown},
            {"grant_adds_rich", {"the others", "其他企业"}, 0, kAny, shown}},
           {}},
          {"32", 'S', 'V', {"wage leak", "工资渗漏"}, "[L15]",
           {{"wage_leak", {"extra R&D money absorbed by wages, 2 years", "新增研发资金被工资吸收，2年"}, 0.10, 0.50, in}}, {}},
          {"33", 'S', 'V', {"spillover ratio", "溢出比"}, "[L34, L35]",
           {{"spillover_ratio", {"innovations that the last yuan of R&D brings to all over those of its firm", "研发边际社会收益与私人收益之比"}, 1.2, 4, in}}, {}},
          {"34", 'S', 'V', {"alliance network", "联盟网络"}, "[L95, L96]",
           {{"alliance_skew", {"skewness of the sizes of consortia", "联合体规模偏度"}, kAboveZero, kAny, in},
            {"alliance_newcomers", {"newcomers who join somebody that was in one before", "新成员中加入已有联盟成员者占比"}, 0.6, 1, in},
            {"alliance_size", {"mean size", "平均规模"}, 0, kAny, shown}},
           {}},
          later("36", 'S', 'V', {"filings for a target", "目标驱动的专利"}, "[L64]", paired)};
}

std::vector<FactDefinition> all_facts() {
  std::vector<FactDefinition> all;
  for (auto part : {growth_facts(), demography_facts(), fast_growth_facts(), research_facts(), ladder_facts(), later_facts()}) {
    for (FactDefinition& fact : part) all.push_back(std::move(fact));
  }
  return all;
}

}  // namespace

std::span<const FactDefinition> fact_definitions() {
  static const std::vector<FactDefinition> facts = all_facts();
  return facts;
}

}  // namespace echelon
