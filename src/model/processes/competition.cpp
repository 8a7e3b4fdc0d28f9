#include "model/processes/competition.hpp"

#include "model/fields.hpp"

namespace echelon {

double AddingUp::next(double psi, double log_growth, double demand_now) {
  const double excess = log_growth - correction - demand;
  correction = -psi * excess;
  demand = demand_now;
  return correction;
}

std::span<const Field> competition_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(competition, selection, "χ", "per year", 0, 0.2, "growth of a firm far above its sector's productivity",
                    "选择强度"),
      ECHELON_FIELD(competition, productivity_scale, "σE", "1", 0.05, 5, "spread of productivity that saturates selection",
                    "生产率尺度"),
      ECHELON_FIELD(competition, productivity_spread, "σa", "1", 0, 2, "spread of idiosyncratic log productivity",
                    "企业生产率离散度"),
      ECHELON_FIELD(competition, contested, "fψ", "1", 0, 2, "factor on the contested share of demand", "竞争性需求系数"),
  };
  return fields;
}

}  // namespace echelon
