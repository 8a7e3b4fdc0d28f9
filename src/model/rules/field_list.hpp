#pragma once
// Every name that a rule, its `applies_when` or a point table may use: X(name, unit, kind, how_en, how_zh). One list, from
// which the enumeration and the table of explanations are both made.
//
// Units: a threshold on a field in CNY is in CNY, one in % is held as a fraction (growth too: per year); "1" are counts,
// points, grades in (0, 1) and calendar years; "bool" is true or false, held as 1 or 0.
//
// Kinds: column (read as stored), derived (from columns), score (from the scheme's own point table), latent (a keyed trait
// of the firm, alone or together with columns), constant (the same for every firm of the city), carried (no condition: the
// scheme file has it elsewhere), analogue (used by rules of other places or of consortia only; never evaluated), bound (no
// name for users: a column that is never below a trait, from what firms remember of their luck).
#define ECHELON_RULE_FIELDS(X)                                                                                         \
  X(staff, "persons", column, "employees", "职工人数")                                                                  \
  X(revenue_last_year, "CNY", column, "measured sales of the last closed year", "上年营业收入")                          \
  X(rd_last_year, "CNY", column, "reported R&D of the last closed year", "上年研发费用")                                 \
  X(class1_ip_count, "1", column, "valid invention patents", "Ⅰ类知识产权数")                                          \
  X(class2_ip_count, "1", column, "valid utility models and the like", "Ⅱ类知识产权数")                                \
  X(valuation, "CNY", column, "post-money valuation of the last round", "估值")                                         \
  X(vc_raised, "CNY", column, "equity raised since birth", "累计股权融资")                                              \
  X(is_listed, "bool", column, "on a stock exchange", "是否上市")                                                       \
  X(age_years, "years", derived,                                                                                       \
    "quarters since registration over 4; on the growth ladder at 31 December of the year before, birth in mid-quarter", \
    "成立年限；成长梯队按上年末计")                                                                                    \
  X(founding_year, "1", derived, "calendar year of registration", "成立年份")                                           \
  X(is_review, "bool", derived, "the firm applies for renewal", "是否复核")                                             \
  X(has_valid_hte, "bool", derived, "certificate `hte` valid this quarter", "高企资格有效")                             \
  X(has_valid_hte_or_similar, "bool", derived, "certificate `hte` or `little_giant` valid this quarter",               \
    "高企或同类国家级称号有效")                                                                                        \
  X(has_valid_srdi, "bool", derived, "certificate `srdi_sme` valid this quarter", "专精特新资格有效")                    \
  X(valid_ip, "1", derived, "inventions and utility models", "有效知识产权数")                                          \
  X(ip_applied_or_owned, "1", derived, "valid rights and pending invention applications", "已申请或拥有的知识产权数")     \
  X(new_equity_2y, "CNY", derived, "equity raised this year and the year before", "近两年新增股权融资")                  \
  X(new_equity_3y, "CNY", derived, "equity raised this year and the two before", "近三年新增股权融资")                   \
  X(vc_raised_3y, "CNY", derived, "equity raised this year and the two before", "近三年创投资金")                        \
  X(has_private_equity, "bool", derived, "has raised equity", "有私募股权投资")                                          \
  X(valuation_usd, "USD", derived, "valuation over the exchange rate", "估值（美元）")                                   \
  X(post_money_usd, "USD", derived, "valuation over the exchange rate", "投后估值（美元）")                              \
  X(raised_usd, "USD", derived, "equity raised since birth over the exchange rate", "累计融资（美元）")                  \
  X(in_emerging_industry, "bool", derived, "emerging sector, or in a 5+X track", "属新兴产业")                           \
  X(in_strategic_emerging_list, "bool", derived, "emerging sector, or in a 5+X track", "属战略性新兴产业")                \
  X(is_hard_tech, "bool", derived, "flag of the sector", "硬科技企业")                                                  \
  X(rd_ratio_last_year, "%", derived, "reported R&D over sales; undefined without sales", "上年研发费用占比")            \
  X(rd_ratio_3y, "%", derived, "reported R&D over sales, each summed over up to three closed years",                   \
    "近三年研发费用占比")                                                                                              \
  X(rd_ratio_min_2y, "%", derived, "the lower of two yearly ratios; undefined without both", "近两年各年研发费用占比")    \
  X(rd_sum_2y, "CNY", derived, "reported R&D of two closed years", "近两年研发费用合计")                                 \
  X(rd_mean_2y, "CNY", derived, "half of it: a missing year counts as nothing", "近两年研发费用均值")                    \
  X(rd_mean_3y, "CNY", derived, "a third of three closed years: a missing year counts as nothing",                     \
    "近三年研发费用均值")                                                                                              \
  X(rd_cost_ratio_last_year, "%", derived, "reported R&D over costs, which are a share of sales and at least the R&D", \
    "上年研发费用占成本费用比")                                                                                        \
  X(rd_staff_share, "%", derived, "reported R&D over the cost of an R&D person and over employees, at most 1",         \
    "研发人员占比")                                                                                                    \
  X(main_revenue_growth, "%", derived, "growth of sales; undefined without two closed years", "主营业务收入增长率")       \
  X(main_revenue_growth_mean_2y, "%", derived, "mean of the last two yearly growths", "近两年主营业务收入平均增长率")     \
  X(revenue_cagr_2y, "%", derived, "compound growth over two years", "近两年营业收入复合增长率")                         \
  X(sales_growth_3y, "%", derived, "mean of the last two yearly growths, one when there is but one", "销售收入增长率")    \
  X(score_tech_sme, "1", score, "points of the scheme's table (Q1)", "科技型中小企业评价得分")                           \
  X(score_hte, "1", score, "points of the scheme's table (Q3)", "高企认定评分")                                         \
  X(score_innovative_sme, "1", score, "points of the scheme's table (Q2)", "创新型中小企业评价得分")                      \
  X(score_item_staff, "1", score, "points of the items whose names begin with staff", "科技人员指标得分")                \
  X(score_item_rd, "1", score, "points of the items whose names begin with rd", "研发投入指标得分")                      \
  X(score_item_results, "1", score, "points of the items whose names begin with results", "科技成果指标得分")            \
  X(score_item_innovation, "1", score, "points of the items whose names begin with innovation", "创新能力指标得分")      \
  X(score_item_growth, "1", score, "points of the items whose names begin with growth", "成长性指标得分")                \
  X(score_item_specialisation, "1", score, "points of the items whose names begin with specialisation",                \
    "专业化指标得分")                                                                                                  \
  X(net_profit_growth, "%", latent, "growth of sales with the profit luck of both years; undefined without two years", \
    "净利润增长率")                                                                                                    \
  X(net_asset_growth_3y, "%", latent, "base, a part of the growth of sales, and new equity over net assets",           \
    "净资产增长率")                                                                                                    \
  X(total_assets, "CNY", latent, "sales times a lognormal ratio, at least the cash", "资产总额")                        \
  X(debt_ratio, "%", latent, "logit-normal trait", "资产负债率")                                                        \
  X(tech_staff_share, "%", latent, "R&D staff, technicians beside them and a trait share of others, at most 1",        \
    "科技人员占比")                                                                                                    \
  X(rd_domestic_share, "%", latent, "1 but for a few firms with R&D abroad", "境内研发费用占比")                         \
  X(hightech_revenue_share, "%", latent, "power-law trait", "高新技术产品收入占比")                                      \
  X(main_business_share, "%", latent, "power-law trait", "主营业务收入占比")                                             \
  X(years_in_niche, "years", latent, "age times a trait share", "从事细分市场年限")                                      \
  X(market_share_niche, "%", latent, "lognormal trait that rises with sales, at most 1", "细分市场占有率")               \
  X(market_rank_niche, "1", latent, "uniform over the ranks that the market share allows", "细分市场排名")               \
  X(technology_in_national_list, "bool", latent, "trait with the sector's chance", "技术属于国家重点支持领域")            \
  X(owns_core_ip, "bool", latent, "holds rights, and they are for the main product", "拥有核心知识产权")                 \
  X(ip_self_developed, "bool", latent, "holds rights, some of its own making", "有自主研发知识产权")                     \
  X(ip_only_acquired, "bool", latent, "holds rights, none of its own making", "仅有受让知识产权")                        \
  X(class1_own_count, "1", latent, "inventions of a firm with rights of its own making", "自主研发Ⅰ类知识产权数")        \
  X(class1_high_value_count, "1", latent, "a share of the inventions, rounded by a trait", "高价值Ⅰ类知识产权数")        \
  X(conversions_per_year, "1", latent, "valid rights times a lognormal rate", "年均科技成果转化数")                       \
  X(took_part_in_standards, "bool", latent, "trait; the chance rises with reported R&D", "参与编制标准")                 \
  X(led_standard_5y, "bool", latent, "trait; the chance rises with reported R&D", "近五年主导制定标准")                  \
  X(national_science_award_top3_3y, "bool", latent, "trait; the chance rises with reported R&D",                       \
    "近三年国家科技奖前三名")                                                                                          \
  X(national_science_award_top3_5y, "bool", latent, "the same at 5/3 of the chance", "近五年国家科技奖前三名")           \
  X(provincial_science_award_3y, "bool", latent, "trait; the chance rises with reported R&D", "近三年省科技奖")          \
  X(provincial_or_national_science_award_3y, "bool", latent, "either of the two", "近三年省级以上科技奖")                \
  X(national_contest_top500, "bool", latent, "trait; the chance rises with reported R&D", "创客中国五百强")              \
  X(has_provincial_rd_institution, "bool", latent, "trait; the chance rises with reported R&D", "省级以上研发机构")      \
  X(makes_banned_products, "bool", latent, "rare trait", "产品属禁止限制类")                                             \
  X(serious_offence_last_year, "bool", latent, "keyed event of the year before", "上年严重失信或事故")                   \
  X(serious_offence_this_or_last_year, "bool", latent, "keyed event of this year or the year before",                  \
    "当年或上年严重失信或事故")                                                                                        \
  X(fills_key_chain_link, "bool", latent, "trait", "属产业链关键环节")                                                   \
  X(score_srdi, "1", latent, "no public table: reported R&D, age, rights and a trait", "专精特新评价得分")               \
  X(score_srdi_quality, "1", latent, "no public table: quality of the firm, reported R&D, rights and a trait",         \
    "发展质量得分")                                                                                                    \
  X(technology_level, "1", latent, "expert's grade: a uniform trait moved by productivity and knowledge", "技术先进程度") \
  X(support_of_main_product, "1", latent, "expert's grade, as technology_level", "对主要产品的核心支持作用")             \
  X(rd_organisation_a, "1", latent, "expert's grade, as technology_level", "研发组织管理：制度与核算")                    \
  X(rd_organisation_b, "1", latent, "expert's grade, as technology_level", "研发组织管理：机构与产学研合作")              \
  X(rd_organisation_c, "1", latent, "expert's grade, as technology_level", "研发组织管理：成果转化制度")                  \
  X(rd_organisation_d, "1", latent, "expert's grade, as technology_level", "研发组织管理：人才培养与激励")                \
  X(is_resident_firm, "bool", constant, "true: every firm of the model is registered in the mainland", "居民企业")      \
  X(registered_in_wuxi, "bool", constant, "true: every firm of the model is registered in the city", "在无锡注册")      \
  X(validity_years, "years", carried, "`validity` of the scheme", "有效期年数")                                         \
  X(validity_end, "1", carried, "`validity` of the scheme", "有效期截止")                                               \
  X(may_be_selected_again_each_year, "bool", carried, "the instrument that selects from the pool", "可每年参选")         \
  X(award_rule_if_in_two_pools, "1", carried, "the instrument that selects from the pool", "同时入库时就高奖励")         \
  X(award_needs_selection_from_pool, "bool", carried, "the instrument that selects from the pool", "奖励须经遴选")      \
  X(revenue_4y_ago, "CNY", analogue, "Yancheng's gazelles", "四年前营业收入")                                           \
  X(revenue_cagr_4y, "%", analogue, "Yancheng's gazelles", "四年复合增长率")                                            \
  X(revenue_growth_last_year, "%", analogue, "Yancheng's and Torch's gazelles", "上年收入增长率")                        \
  X(has_strong_innovation, "bool", analogue, "Yancheng's gazelles; no measure is given", "创新能力强")                   \
  X(revenue_or_profit_growth_mean_3y, "%", analogue, "gazelles of Suzhou Industrial Park", "三年平均增长率")             \
  X(revenue_growth_min_3y, "%", analogue, "Torch's gazelles", "三年最低增长率")                                         \
  X(revenue_base_year, "CNY", analogue, "Torch's gazelles", "基期营业收入")                                             \
  X(staff_growth, "%", analogue, "Torch's gazelles", "职工增长率")                                                      \
  X(staff_base_year, "persons", analogue, "Torch's gazelles", "基期职工人数")                                           \
  X(is_chain_leader, "bool", analogue, "consortia", "链主企业")                                                         \
  X(in_jiangsu_leading_innovator_pool, "bool", analogue, "consortia", "江苏创新型领军企业库")                            \
  X(is_backbone_innovator_of_chain, "bool", analogue, "consortia", "产业链骨干创新企业")                                 \
  X(applicant_kind, "1", analogue, "consortia", "申报主体类型")                                                         \
  X(priority_field, "1", analogue, "consortia", "优先布局领域")                                                          \
  X(national_award_in_reach, "bool", bound, "reported R&D, and the trait below its highest chance", "")                   \
  X(award_in_reach, "bool", bound, "the same for an award of the province or the state", "")                              \
  X(contest_in_reach, "bool", bound, "the same for the contest", "")                                                      \
  X(led_in_reach, "bool", bound, "the same for leading a standard", "")                                                   \
  X(part_in_reach, "bool", bound, "the same for a part in one", "")                                                       \
  X(institution_in_reach, "bool", bound, "the trait, in 256 steps, below the chance of today", "")
