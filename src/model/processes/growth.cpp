#include "model/processes/growth.hpp"

#include "model/fields.hpp"

namespace echelon {

GrowthTables tabulate(const GrowthParams& p) {
  GrowthTables t;
  for (int a = 0; a < kAgeTable; ++a) {
    const double years = a / 4.0;
    t.drift[a] = static_cast<float>(p.drift_old.v + p.drift_young.v * vexp(-years / p.drift_age.v));
    t.spread[a] = static_cast<float>(1 + p.young_spread.v * vexp(-years / p.young_spread_age.v));
  }
  t.variance = GammaTable(p.variance_shape.v);
  t.transitory = GammaTable(p.transitory_shape.v);
  return t;
}

std::span<const Field> growth_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(growth, sigma, "σ₀", "per sqrt year", 0.05, 0.8, "spread of yearly growth at the reference sales",
                    "年增长波动"),
      ECHELON_FIELD(growth, size_scaling, "β", "1", -0.1, 0.5, "how fast the spread falls with size", "规模弹性"),
      ECHELON_FIELD(growth, sigma_min, "σmin", "per sqrt year", 0, 0.5, "smallest spread", "波动下限"),
      ECHELON_FIELD(growth, sigma_max, "σmax", "per sqrt year", 0.1, 3, "largest spread", "波动上限"),
      ECHELON_FIELD(growth, reference_sales, "S₀", "million CNY", 0.1, 1000, "sales at which the spread is σ₀", "基准销售额"),
      ECHELON_FIELD(growth, young_spread, "κ", "1", 0, 3, "extra spread of a newborn firm", "初创波动"),
      ECHELON_FIELD(growth, young_spread_age, "τσ", "years", 0.25, 20, "age over which the extra spread fades", "初创波动衰减"),
      ECHELON_FIELD(growth, variance_shape, "k", "1", 0.3, 5, "shape of the yearly variance; 1 gives Laplace growth",
                    "方差形状"),
      ECHELON_FIELD(growth, drift_old, "d∞", "per year", -0.2, 0.2, "mean growth of old firms beside the sector's",
                    "成熟企业漂移"),
      ECHELON_FIELD(growth, drift_young, "d₁", "per year", -0.2, 0.5, "extra mean growth of a newborn firm", "初创漂移"),
      ECHELON_FIELD(growth, drift_age, "τd", "years", 0.25, 20, "age over which the extra growth fades", "初创漂移衰减"),
      ECHELON_FIELD(growth, persistence, "ϱ", "1", 0, 0.99, "persistence of the growth component over a year", "增长持续性"),
      ECHELON_FIELD(growth, persistent_spread, "σh", "per year", 0, 0.3, "sd of the persistent growth component",
                    "持续成分波动"),
      ECHELON_FIELD(growth, transitory, "λu", "1", 0, 1, "size of the yearly measurement shock", "暂时性冲击"),
      ECHELON_FIELD(growth, transitory_scaling, "", "1", 0, 1.5, "how fast the measurement shock falls with size",
                    "暂时性冲击规模弹性"),
      ECHELON_FIELD(growth, transitory_shape, "k′", "1", 0.3, 5, "shape of the measurement shock's variance", "暂时性冲击方差形状"),
      ECHELON_FIELD(growth, transitory_sales, "", "million CNY", 0.1, 100, "sales at which the measurement shock has its size",
                    "暂时性冲击基准"),
      ECHELON_FIELD(growth, hire, "p", "per quarter", 0, 1, "probability that staff is adjusted", "用工调整概率"),
      ECHELON_FIELD(growth, hire_share, "ψL", "1", 0, 1, "share of the gap that an adjustment closes", "用工调整幅度"),
      ECHELON_FIELD(growth, staff_productivity, "", "per year", -0.05, 0.2, "growth of nominal sales per person",
                    "人均销售增长"),
  };
  return fields;
}

}  // namespace echelon
