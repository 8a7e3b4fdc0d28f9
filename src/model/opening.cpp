// What is prepared once a run: tables, constants, the population and its certificates.
#include "core/math/vecmath.hpp"
#include "model/schedule.hpp"
#include "model/state.hpp"

namespace echelon {

namespace {

constexpr double kCapacity = 10;  // slots per firm of 2017: the city is full, and the run fails, beyond that

std::uint32_t capacity_of(const Scenario& scenario) {
  double firms = 0;
  for (const ParameterValue& v : scenario.parameters) {
    if (v.path == "population.firms") firms = v.prior.kind == Prior::Kind::fixed ? v.value : v.high < v.prior.high ? v.high : v.prior.high;
    if (v.path == "population.firms" && firms < v.value) firms = v.value;
  }
  return static_cast<std::uint32_t>(kCapacity * firms * scenario.scale) + 4096;
}

float f(double v) { return static_cast<float>(v); }

}  // namespace

Simulation::Simulation(const Scenario& scenario, SimulationOptions options)
    : scenario_(scenario),
      options_(options),
      k_(options.table ? *options.table : kernels(options.isa)),
      world_(static_cast<int>(scenario.sectors.size()), static_cast<int>(scenario.schemes.size()), capacity_of(scenario),
             options.block_size, options.seating),
      book_(scenario),
      shelf_(scenario),
      luck_(std::make_unique<Luckbox>(options.block_size)),
      desk_batch_(std::make_unique<DeskBatch>()),
      sectors_(scenario.sectors.size()),
      schemes_(scenario.schemes.size()) {
  for (std::size_t s = 0; s < scenario.schemes.size(); ++s) {
    if (scenario.schemes[s].id == "hte") tax_scheme_ = static_cast<int>(s);
  }
  for (const CityPath& path : scenario.paths) {
    if (path.id == "usd_cny" && !path.points.empty()) usd_cny_ = path.points.front().value;
  }
  for (const Ladder& ladder : scenario.ladders) {
    std::uint16_t mask = 0;
    for (std::size_t s = 0; s < scenario.schemes.size(); ++s) {
      for (const std::string& rung : ladder.rungs) mask |= scenario.schemes[s].id == rung ? 1u << s : 0u;
    }
    ladder_masks_.push_back(mask);
  }
  venture_on_ = room_on(scenario_, "venture");
  innovation_on_ = room_on(scenario_, "innovation");
  competition_on_ = room_on(scenario_, "competition");
  consortia_on_ = room_on(scenario_, "consortia");
  notch_on_ = room_on(scenario_, "notch");
  carriers_on_ = room_on(scenario_, "carriers");
  platforms_on_ = room_on(scenario_, "platforms");
  spillover_on_ = room_on(scenario_, "spillover");
  protection_on_ = room_on(scenario_, "protection");
  loans_on_ = room_on(scenario_, "loans");
  guidance_on_ = venture_on_ && room_on(scenario_, "guidance");
}

Simulation::~Simulation() = default;

void Simulation::open_world(const Parameters& given, PhiloxKey key) {
  // A room that is switched off is the room at zero strength, from the first day on (decision 4).
  own_ = given;
  if (!innovation_on_) own_.innovation.rate.v = own_.innovation.strategic.v = 0;
  if (!notch_on_) own_.notch.weight.v = 0;
  const Parameters& p = own_;
  p_ = &p, key_ = key, t_ = -1;
  world_.clear();
  macro_ = {};
  cash_ = {};
  growth_tables_ = tabulate(p.growth);
  exit_tables_ = tabulate(p.exit);
  talent_ = GammaTable(p.innovation.talent_shape.v);
  const double floor = vlog(p.entry.size.v) - 1.6448536269514722 * p.entry.size_spread.v - vlog(p.growth.transitory_sales.v);
  growth_ = {.log_sigma = f(vlog(p.growth.sigma.v)), .minus_beta = f(-p.growth.size_scaling.v),
             .log_reference = f(vlog(p.growth.reference_sales.v)), .sigma_min = f(p.growth.sigma_min.v),
             .sigma_max = f(p.growth.sigma_max.v), .persistence = f(p.growth.persistence.v),
             .persistent_sd = f(p.growth.persistent_spread.v *
                                __builtin_sqrt(1 - p.growth.persistence.v * p.growth.persistence.v)),
             .transitory = f(p.growth.transitory.v), .transitory_scaling = f(p.growth.transitory_scaling.v),
             .log_transitory = f(vlog(p.growth.transitory_sales.v)), .transitory_log_floor = f(floor),
             .hire = f(p.growth.hire.v), .hire_share = f(p.growth.hire_share.v),
             .competition = competition_on_ ? f(p.competition.selection.v) : 0.0f,
             .productivity_scale = f(1 / p.competition.productivity_scale.v),
             .knowledge_elasticity = f(p.research.knowledge_elasticity.v)};
  finance_ = {f(p.finance.payout.v), f(p.finance.payout_above.v)};
  research_ = {.participation = f(p.research.participation.v), .participation_size = f(p.research.participation_size.v),
               .log_participation_sales = f(vlog(p.research.participation_sales.v)),
               .persistence = f(p.research.intensity_persistence.v),
               .innovation_sd = f(p.research.intensity_spread.v *
                                  __builtin_sqrt(1 - p.research.intensity_persistence.v * p.research.intensity_persistence.v)),
               .intensity_size = f(p.research.intensity_size.v),
               .reserve = f(p.finance.reserve.v), .credit = f(p.finance.credit.v), .burn = f(p.research.burn.v),
               .project_share = f(1 / p.research.project_length.v), .inverse_cover = f(1 / p.research.cover.v), .alpha = f(p.innovation.rd_elasticity.v)};
  accounts_ = {.profit_noise = f(p.finance.profit_noise.v), .report_sd = f(p.research.report_noise.v), .law = {},
               .loss_years = static_cast<std::int32_t>(p.finance.loss_years.v),
               .loss_years_certified = static_cast<std::int32_t>(p.finance.loss_years_hte.v), .quarter = 0};
  rule_constants_ = rule_constants(p.rules, date());
  registry_.open(world_.schemes(), world_.sectors(), options_.keep_decisions);
  consortia_.open(scenario_);
  carriers_.open();
  platforms_.open();
  around_start_.clear();
  treasury_.open(scenario_.instruments, scenario_.scale, options_.keep_payments, scenario_.districts.size());
  attraction_.open(scenario_.instruments.size(), p.attraction, p.population.firms.v * scenario_.scale, room_on(scenario_, "attraction"));
  parks_.clear();
  for (SectorState& s : sectors_) s = {};
  for (SchemeState& s : schemes_) s = {};
  innovation_sums_.assign(sectors_.size(), {});
  venture_sums_.assign(sectors_.size(), 0), fund_sums_.assign(sectors_.size(), 0);
  fund_called_ = fund_private_ = 0;
  loans_.open(sectors_.size()), funds_.clear();
  research_sums_.assign(sectors_.size(), {});
  market_.open(scenario_, talent_on(scenario_));
  newcomers_ = market_.nobody();
  founders_.clear();
  tracks_.open(scenario_, p.tracks, key, tracks_on(scenario_));
  wage_trend_ = 1;
  selected_this_year_.clear();
  departures_.clear();
  answers_.clear();
  populate(world_, k_, p, scenario_, key);
  deal_initial_certificates();
  for (const Block& block : world_.blocks()) {
    for (std::uint32_t i = block.begin; i < block.end; ++i) cash_.opening += world_.status[i] != kEmpty ? world_.cash[i] : 0;
  }
  observe(0);
}

}  // namespace echelon
