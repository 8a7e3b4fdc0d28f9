#include "model/processes/spillover.hpp"

#include "model/fields.hpp"

namespace echelon {

std::vector<double> knowledge_around(std::span<const double> mean_knowledge, std::span<const double> proximity) {
  // A plain sum in the order of the sectors: the same on every machine.
  const std::size_t n = mean_knowledge.size();
  std::vector<double> around(n);
  for (std::size_t s = 0; s < n; ++s) {
    for (std::size_t r = 0; r < n; ++r) around[s] += proximity[s * n + r] * mean_knowledge[r];
  }
  return around;
}

std::span<const Field> spillover_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(spillover, elasticity, "ζ", "1", -1, 2, "elasticity of a firm's innovations to the knowledge around it", "知识溢出弹性"),
      ECHELON_FIELD(spillover, absorption, "R̄", "million CNY", 0.001, 1000, "R&D at which half of it is absorbed", "吸收能力半值"),
  };
  return fields;
}

std::span<const Field> protection_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(protection, appropriability, "", "1", -1, 2, "rise of the R&D wanted, per point of protection", "专有性效应"),
      ECHELON_FIELD(protection, imitation, "", "%", 0, 1, "fall of the spillover, per point of protection", "模仿抑制"),
  };
  return fields;
}

}  // namespace echelon
