// What surrounds a firm beside markets: the knowledge of others and its protection (S10, S14), and how public calls choose (S16).
#include "core/math/vecmath.hpp"
#include "model/fields.hpp"
#include "model/processes/spillover.hpp"
#include "model/proximity.hpp"
#include "model/schedule.hpp"
#include "model/state.hpp"

namespace echelon {

// (U1): points of the index above the start.
double Simulation::protection() const {
  if (!protection_on_) return 0;
  double points = 0;
  for (const Instrument& x : shelf_.instruments()) {
    if (x.kind != InstrumentKind::protection || !shelf_.in_force(x, date())) continue;
    const int passed = date() - x.from + 1;
    points += x.share * (x.duration_quarters > passed ? static_cast<double>(passed) / x.duration_quarters : 1.0);
  }
  return points;
}

// (S2): by how much the knowledge around the firms of each sector lifts their innovations, ln per unit of absorption.
void Simulation::surround(std::span<const double> mean_knowledge) {
  if (!spillover_on_) return;
  if (proximity_.empty()) proximity_ = sector_proximity(scenario_.sectors);
  const std::vector<double> around = knowledge_around(mean_knowledge, proximity_);
  if (around_start_.empty()) around_start_ = around;
  const double zeta = p_->spillover.elasticity.v * (1 - p_->protection.imitation.v * protection());
  for (std::size_t s = 0; s < sectors_.size(); ++s) {
    const bool known = around[s] > 0 && around_start_[s] > 0;
    sectors_[s].research.spill = static_cast<float>(known ? zeta * vlog(around[s] / around_start_[s]) : 0);
    sectors_[s].research.absorption = static_cast<float>(p_->spillover.absorption.v);
  }
}

SelectionRule rule_of_calls(std::span<const Instrument> instruments, const MechanismsParams& p, Quarter date) {
  SelectionRule rule;
  for (const Instrument& x : instruments) {
    if (x.kind != InstrumentKind::selection_rule || !PolicyShelf::in_force(x, date)) continue;
    if (x.rule == "topics") rule.need += x.share * p.need.v;
    if (x.rule == "tolerance") rule.bold += x.share * p.bold.v;
    if (x.rule == "management") rule.faster += x.share * p.faster.v;
  }
  rule.bold = rule.bold < 1 ? rule.bold : 1, rule.faster = rule.faster < 1 ? rule.faster : 1;
  return rule;
}

SelectionRule Simulation::selection_rule() const {
  return room_on(scenario_, "mechanisms") ? rule_of_calls(shelf_.instruments(), p_->mechanisms, date()) : SelectionRule{};
}

std::span<const Field> mechanisms_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(mechanisms, need, "", "1", 0, 5, "weight of a firm's being short of cash where firms have a say in the topics", "选题需求权重"),
      ECHELON_FIELD(mechanisms, bold, "", "%", 0, 1, "weight that moves from the record to growth where officials are not held liable", "尽职免责的选择大胆度"),
      ECHELON_FIELD(mechanisms, faster, "", "%", 0, 1, "part of the wait for money that firm-led plans save", "拨付提速"),
  };
  return fields;
}

}  // namespace echelon
