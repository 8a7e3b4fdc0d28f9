#include "model/processes/awareness.hpp"

#include "model/fields.hpp"

namespace echelon {

double awareness_chance(double alone, double peers_weight, double peers, double campaign) {
  const auto bounded = [](double p) { return p < 0 ? 0.0 : (p > 1 ? 1.0 : p); };
  return 1 - (1 - bounded(alone)) * (1 - bounded(peers_weight * peers)) * (1 - bounded(campaign));
}

std::span<const Field> awareness_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(awareness, campaign, "p₂", "1", 0, 1, "chance that a campaign which reaches a firm informs it", "宣传效果"),
      ECHELON_FIELD(awareness, agent_use, "a", "%", 0, 1, "share of firms served by an agent", "中介使用率"),
      ECHELON_FIELD(awareness, familiar, "p₃", "%", 0, 1, "chance a year that a holder of one certificate learns of another", "持证企业知晓率"),
      ECHELON_FIELD(awareness, agent_apply, "b₄", "1", -2, 4, "logit that an agent adds to applying", "中介申报效应"),
  };
  return fields;
}

}  // namespace echelon
