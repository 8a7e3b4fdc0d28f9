#include "model/processes/finance.hpp"
#include "model/processes/research.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

void research_year(Block block, const ResearchYearView& view, const ResearchConstants& constants, const ResearchEnv& sector,
                   const Luck& luck, const Luck& traits, const GammaTableView& talents) {
  const auto status = view.status;
  const auto log_sales = view.log_sales;
  const auto inclination = view.inclination;
  const auto margin = view.margin;
  const auto carried = view.carried_loss;
  const auto until = view.high_tech_until;
  const auto flags = view.flags;
  const auto log_intensity = view.log_intensity;
  const auto rd_rate = view.rd_rate;
  const auto innovation_rate = view.innovation_rate;
  const std::uint32_t* const moves = luck.lane0;
  const std::uint32_t* const abilities = traits.lane3;
  const GammaTableView talent = talents;
  const ResearchConstants c = constants;
  const ResearchEnv env = sector;
  const std::size_t n = block.end - block.begin;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin, j = 0; j < n; ++i, ++j) {
    const float x = log_sales[i];
    // (R2)
    const float intensity = env.log_intensity_mean + c.persistence * (log_intensity[i] - env.log_intensity_mean) +
                            c.innovation_sd * inverse_normal_inside(unit_float(moves[j]));
    const std::int32_t state = status[i];
    const bool performer = (state == kActive) & Research::performs(inclination[i], x, c);
    const float sales = vexp_inside(x);
    const float usual = vexp_inside(intensity + c.intensity_size * (x - c.log_participation_sales));
    const float losses = 0.001f * static_cast<float>(carried[i] / kLossAges);
    const float taxable = sales * (margin[i] - env.cost_of_rd * usual) - losses;
    const float wanted = usual * Research::user_cost(taxable, until[i] >= env.quarter, env);
    const float rate = performer ? (wanted < 1.0f ? wanted : 1.0f) : 0.0f;  // nobody plans R&D above sales
    const float g = gamma_quantile(talent, unit_float(abilities[j]));
    const float real = rate * sales * env.inverse_wage * env.use + 1e-6f;
    const float absorbs = real / (real + env.absorption);                                            // (S2)
    const float expected = env.innovation_level * g * vexp(c.alpha * vlog_inside(real) + env.spill * absorbs);
    log_intensity[i] = intensity;
    rd_rate[i] = rate;
    innovation_rate[i] = performer ? expected : 0.0f;
    const std::int32_t flag = flags[i];
    flags[i] = static_cast<std::uint8_t>((flag & ~kPerformer) | (performer ? kPerformer : 0));
  }
}

void research_quarter(Block block, const ResearchQuarterView& view, const ResearchConstants& constants,
                      const ResearchEnv& sector, ResearchSums& sums) {
  const auto status = view.status;
  const auto sales = view.sales;
  const auto measured = view.measured;
  const auto rd_rate = view.rd_rate;
  const auto round = view.round;
  const auto cash = view.cash;
  const auto grant_left = view.grant_left;
  const auto knowledge = view.knowledge;
  const auto rd_year = view.rd_year;
  const auto sales_year = view.sales_year;
  const ResearchConstants c = constants;
  const ResearchEnv env = sector;
  std::int64_t total = 0, asked_sum = 0, bid_sum = 0;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin; i < block.end; ++i) {
    const std::int32_t state = status[i];
    const bool active = state == kActive;
    const std::int32_t mask = active ? -1 : 0;
    const float s = sales[i];
    const float y = s * measured[i];
    const float have = static_cast<float>(cash[i]);
    const std::int32_t rounds = round[i];
    const float burnt = 0.25f * c.burn * have;
    const float backed = (rounds > 0) & (have > 0) ? burnt : 0.0f;
    // (R3), thousand CNY a quarter
    const float wanted = 250.0f * rd_rate[i] * y + backed;
    const float room = have + 1000.0f * (c.credit - c.reserve) * s;
    const float limit = room > 0 ? room : 0.0f;
    const float project = c.project_share * static_cast<float>(grant_left[i]);
    const float most = c.inverse_cover * limit;
    const float own = wanted < most ? wanted : most;
    const float bid = Research::bid(wanted, limit);
    const float use = Research::use(bid, env);
    const float asked = own + project;
    const std::int32_t own_paid = static_cast<std::int32_t>(own * use) & mask;
    const std::int32_t project_paid = static_cast<std::int32_t>(project * use) & mask;
    const std::int32_t paid = own_paid + project_paid;
    const float million = 0.001f * static_cast<float>(paid);
    cash[i] = cash[i] - paid;
    grant_left[i] = grant_left[i] - project_paid;
    knowledge[i] = Research::accumulate(knowledge[i], million, env);
    rd_year[i] = rd_year[i] + million;
    const float sold = 0.25f * y;
    sales_year[i] = sales_year[i] + (active ? sold : 0.0f);
    total += paid;
    asked_sum += static_cast<std::int32_t>(asked) & mask;
    bid_sum += static_cast<std::int32_t>(asked * bid) & mask;
  }
  sums.spent += total;
  sums.asked += asked_sum;
  sums.bids += bid_sum;
}

}  // namespace ECHELON_ISA
}  // namespace echelon
