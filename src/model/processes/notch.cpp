#include "model/processes/notch.hpp"

#include <algorithm>
#include <limits>

#include "model/fields.hpp"
#include "model/scenario.hpp"

namespace echelon {

namespace {

constexpr float kNobody = std::numeric_limits<float>::infinity();

// One class of sales of the rule, from its condition on the share of R&D; false when it asks for something else besides.
bool read_class(const Condition& condition, float& above, float& up_to) {
  above = -kNobody, up_to = kNobody;
  for (const Term& term : condition.when) {
    if (term.field != "revenue_last_year" || term.negated) return false;
    const float million = static_cast<float>(term.value / 1e6);
    if (term.comparator == Comparator::above || term.comparator == Comparator::at_least) above = million;
    else if (term.comparator == Comparator::below || term.comparator == Comparator::at_most) up_to = million;
    else return false;
  }
  return true;
}

}  // namespace

void read_notch(const RuleVersion& rule, int next, NotchConstants& c) {
  std::fill_n(c.above, kNotchClasses, kNobody);
  std::fill_n(c.ratio, kNotchClasses, 0.0f);
  int k = 0;
  for (const Condition& condition : rule.conditions) {
    if (condition.field == "age_years") c.born_by = static_cast<std::int16_t>(next - static_cast<int>(4 * condition.value));
    if (condition.field == "owns_core_ip") c.needs_rights = 1;
    if (condition.field != "rd_ratio_3y" || k == kNotchClasses) continue;
    float above, up_to;
    if (!read_class(condition, above, up_to)) continue;
    c.above[k] = above, c.up_to[k] = up_to, c.ratio[k++] = static_cast<float>(condition.value);
  }
}

float notch_threshold(const NotchConstants& c, float sales) {
  for (int k = 0; k < kNotchClasses; ++k) {
    if (sales > c.above[k] && sales <= c.up_to[k]) return c.ratio[k];
  }
  return 0;
}

std::span<const Field> notch_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(notch, weight, "", "1", 0, 10, "weight of the certificate's worth at the notch; 0: nobody answers", "门槛收益权重"),
      ECHELON_FIELD(notch, relabel_cost, "κ", "1", 0.01, 100, "cost of relabelling, per square of its share of the threshold",
                    "费用归集调整成本"),
      ECHELON_FIELD(notch, worth_of_rd, "v", "%", -10, 1, "what R&D beyond the plan brings back to the firm", "追加研发的私人回报"),
      ECHELON_FIELD(notch, hassle, "", "CNY", 0, 1e8, "median trouble of keeping books for the threshold", "达标账务成本中位数"),
      ECHELON_FIELD(notch, hassle_spread, "", "1", 0, 5, "sd of its log between firms", "达标账务成本离散度"),
      ECHELON_FIELD(notch, clearance, "m", "%", 0.001, 1, "how far above the threshold an answer aims", "达标余量"),
      ECHELON_FIELD(notch, loss_worth, "ω", "%", 0, 1, "part of carried losses that the longer term saves", "延长结转的亏损价值"),
  };
  return fields;
}

}  // namespace echelon
