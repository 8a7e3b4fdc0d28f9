#include "model/processes/spillover.hpp"

#include <Eigen/Core>

#include "model/fields.hpp"

namespace echelon {

std::vector<double> knowledge_around(std::span<const double> mean_knowledge, std::span<const double> proximity) {
  const auto n = static_cast<Eigen::Index>(mean_knowledge.size());
  using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const Eigen::Map<const Rows> w(proximity.data(), n, n);
  // Row by row with a plain sum: the order of the sum is then the same on every machine.
  std::vector<double> around(mean_knowledge.size());
  for (Eigen::Index s = 0; s < n; ++s) {
    for (Eigen::Index r = 0; r < n; ++r) around[static_cast<std::size_t>(s)] += w(s, r) * mean_knowledge[static_cast<std::size_t>(r)];
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
