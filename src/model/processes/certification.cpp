#include "model/processes/certification.hpp"

#include "model/fields.hpp"

namespace echelon {

#define ECHELON_SCHEME_FIELD(name, symbol, unit, low, high, en, zh) \
  {                                                                 \
#name, symbol, unit, low, high, en, zh, [](SchemeParams & p) -> double& { return p.name.v; } \
  }

std::span<const SchemeField> scheme_fields() {
  static const SchemeField fields[] = {
      ECHELON_SCHEME_FIELD(apply, "b₀", "1", -20, 20, "logit of applying when eligible and aware", "申报意愿截距"),
      ECHELON_SCHEME_FIELD(benefit_weight, "b₁", "1", 0, 5, "weight of benefit over hassle", "收益权重"),
      ECHELON_SCHEME_FIELD(hassle, "", "CNY", 1, 1e8, "cost of an application in money and trouble", "申报成本"),
      ECHELON_SCHEME_FIELD(prestige, "", "CNY", 0, 1e9, "worth of prestige and access", "声誉价值"),
      ECHELON_SCHEME_FIELD(peers_weight, "b₃", "1", -5, 20, "weight of the certified share of peers", "同行示范权重"),
      ECHELON_SCHEME_FIELD(renew_apply, "", "%", 0, 1, "share of living holders who apply again", "重新申报比例"),
      ECHELON_SCHEME_FIELD(pass, "c₀", "1", -20, 20, "logit of passing at the cut", "通过率截距"),
      ECHELON_SCHEME_FIELD(pass_slope, "c₁", "1", 0, 20, "how passing rises with the score", "通过率斜率"),
      ECHELON_SCHEME_FIELD(aware_start, "", "%", 0, 1, "share of firms aware at the start", "初始知晓率"),
      ECHELON_SCHEME_FIELD(aware_rate, "p₀", "per year", 0, 1, "chance a year of learning by itself", "自发知晓率"),
      ECHELON_SCHEME_FIELD(aware_peers, "p₁", "per year", 0, 50, "chance a year of learning, times certified peers' share",
                           "同行传播率"),
      ECHELON_SCHEME_FIELD(desk_start, "", "firms", 0, 1e7, "cases the desk takes in 2018", "审核能力"),
      ECHELON_SCHEME_FIELD(desk_growth, "", "per year", -0.5, 1, "yearly growth of the desk", "审核能力增长"),
      ECHELON_SCHEME_FIELD(stock_start, "", "firms", 0, 1e6, "certificates at the end of 2017", "2017年末存量"),
      ECHELON_SCHEME_FIELD(revocation, "", "per year", 0, 0.5, "chance a year of losing the certificate", "撤销率"),
  };
  return fields;
}

std::span<const Field> certification_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(certification, tax_years, "", "years", 0, 10, "years of tax saved that an applicant counts", "税收优惠年数"),
      ECHELON_FIELD(certification, pass_expected, "", "%", 0, 1, "pass probability that an applicant expects", "预期通过率"),
      ECHELON_FIELD(certification, genesis_noise, "", "1", 0, 10, "noise in who held certificates at the start",
                    "初始证书噪声"),
      ECHELON_FIELD(certification, cohort_oldest, "", "%", 0, 1, "share of the initial stock granted three years before",
                    "最早批次占比"),
      ECHELON_FIELD(certification, cohort_middle, "", "%", 0, 1, "share of the initial stock granted two years before",
                    "中间批次占比"),
      ECHELON_FIELD(certification, selection_noise, "", "1", 0, 10, "noise against merit in selections from a pool",
                    "遴选噪声"),
      ECHELON_FIELD(certification, prestige_size, "ν", "1", 0, 1.5, "how the worth of a title rises with sales", "声誉价值规模弹性"),
      ECHELON_FIELD(certification, prestige_sales, "S₀", "million CNY", 0.1, 1e4, "sales at which prestige has its stated worth",
                    "声誉基准销售额"),
      ECHELON_FIELD(certification, familiar, "b₅", "1", -2, 8, "logit that holding another certificate adds to applying",
                    "持证企业申报效应"),
      ECHELON_FIELD(certification, propensity, "b₆", "1", 0, 5, "spread of the firms' lasting inclination to apply for titles, as a logit",
                    "企业申报倾向离散度"),
      ECHELON_FIELD(certification, self_selection, "f", "1", 0, 10, "how far firms hand in only what they expect to pass",
                    "自我筛选"),
      ECHELON_FIELD(certification, review_bonus, "", "1", -3, 5, "logit of passing that a holder who renews has over a newcomer",
                    "复审优势"),
      ECHELON_FIELD(certification, capacity, "", "1", 0, 1e6, "factor on the cases of every desk", "审核能力系数"),
  };
  return fields;
}

}  // namespace echelon
