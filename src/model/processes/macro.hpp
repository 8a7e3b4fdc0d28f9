#pragma once
// MACRO (S1)
// What        The city's nominal growth, the demand of every sector, rare downturns, the climate for venture capital.
// Equation    (M1) z' = φz + σz√(1−φ²)ε ; downturn of size J starts with probability δ/4 and lasts n quarters
//             (M2) g_s = ḡ(y) + trend_s + λ_s·z + σ_s·ε_s − J·[downturn]
//             (M3) ln v' = 0.9 ln v + sd·√(1−0.81)·(ρε + √(1−ρ²)ε′)
//             (M4) ḡ(y): published growth of nominal GDP while both years are known, else a line from now to 2035
// Reads       config/city.yaml paths (gdp)
// Writes      the environment of a quarter
// Parameters  config/parameters/macro.yaml
// Draws       macro.z, macro.downturn, macro.climate, macro.sector
// Neglects    prices apart from quantities, the rest of China, feedback of the city's firms on GDP
// Source      model page S1; data W20
#include <vector>

#include "core/clock.hpp"
#include "core/quantity.hpp"
#include "core/random/philox.hpp"

namespace echelon {

struct Scenario;

struct MacroParams {
  PerYear growth_now;          // ḡ from the last published year
  PerYear growth_2035;
  Number z_persistence;        // φ a quarter
  PerYear z_spread;            // σz
  PerYear downturn_rate;
  Quarters downturn_length;
  PerYear downturn_size;       // J
  PerYear sector_spread;       // σ_s
  Number climate_persistence;
  Number climate_spread;
  Number climate_correlation;
};

struct MacroState {
  double z = 0;
  int downturn_left = 0;
  double log_climate = 0;
  double city_growth = 0;            // ḡ of this year
  std::vector<double> demand;        // g_s per year, by sector
  std::vector<double> gdp;           // CNY, by year of the horizon
};

// Advances the state to `quarter` of the run. Shocks move demand only after the last year whose GDP is published.
void macro_quarter(MacroState& state, const MacroParams& p, const Scenario& scenario, PhiloxKey key, int quarter);

}  // namespace echelon
