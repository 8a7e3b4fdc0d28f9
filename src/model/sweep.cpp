// One sweep over the firms: every room of a block while its columns are in the cache.
#include "core/math/vecmath.hpp"
#include "model/draws.hpp"
#include "model/schedule.hpp"
#include "model/state.hpp"

namespace echelon {

namespace {

float f(double v) { return static_cast<float>(v); }

enum { kLuckA, kLuckB, kLuckYearA, kLuckYearB, kLuckTrait, kLuckScheme };

SectorView sector_view(const World& w) {
  return {In(w.status), In(w.productivity), In(w.knowledge), In(w.sales)};
}

}  // namespace

// The environment of every sector this quarter; once a year also what competition and spin-offs need.
void Simulation::prepare_sectors() {
  const bool spring = date().of_year() == 1;
  std::vector<SectorSums> sums(spring ? sectors_.size() : 0);
  if (spring) {
    for (const Block& b : world_.blocks())
      k_.sector_sums(b, sector_view(world_), growth_.knowledge_elasticity, sums[b.sector]);
  }
  std::vector<double> mean_knowledge(sectors_.size());
  const double wants = 1 + p_->protection.appropriability.v * protection();  // (U1)
  if (spring) wage_trend_ = vpow(1 + p_->research.wage_growth.v, t_ / 4.0);
  for (std::size_t s = 0; s < sectors_.size(); ++s) {
    SectorState& state = sectors_[s];
    const Sector& sector = scenario_.sectors[s];
    const double now = state.sales > 0 ? vlog(static_cast<double>(state.sales)) : 0;
    const double grown = t_ > 0 && state.log_sales > 0 ? now - state.log_sales : macro_.demand[s] / 4;
    state.log_sales = now;
    const double psi = competition_on_ ? p_->competition.contested.v * (1 - sector.external_share) : 0;
    const double corrected = 4 * state.adding.next(psi, grown, macro_.demand[s] / 4);
    state.deviation += (macro_.demand[s] - macro_.city_growth - sector.demand_trend) / 4;
    state.growth.common = f(macro_.demand[s] + corrected);
    state.growth.log_staff_productivity = f(vlog(sector.sales_per_employee) + p_->growth.staff_productivity.v * t_ / 4.0);
    state.growth.quarter = static_cast<std::int16_t>(t_);
    state.exit_level = f(p_->exit.local_level.v * vexp(-p_->exit.cycle.v * macro_.z));
    if (spring) {
      const double n = sums[s].active > 0 ? static_cast<double>(sums[s].active) : 1;
      state.growth.productivity_mean = f(static_cast<double>(sums[s].productivity) / 65536.0 / n);
      mean_knowledge[s] = static_cast<double>(sums[s].knowledge) / 1024.0 / n;
      state.knowledge_mean = f(static_cast<double>(sums[s].knowledge) / 1024.0 / n + 1e-6);
      state.law = tax_law(p_->finance, date().year(), sector.deduction);
      const UserCost cost = user_cost(p_->finance, state.law);
      const double eps = -p_->research.user_cost_elasticity.v;
      state.research = {.log_intensity_mean = f(vlog(p_->research.intensity.v * sector.rd_factor)),
                        .cost_general = f(wants * vpow(cost.general, eps)), .cost_certified = f(wants * vpow(cost.certified, eps)),
                        .cost_first = f(wants * vpow(cost.small_first, eps)), .cost_rest = f(wants * vpow(cost.small_rest, eps)),
                        .cost_untaxed = f(wants * vpow(cost.untaxed, eps)), .small_ceiling = state.law.small_ceiling,
                        .small_slice = state.law.small_slice, .cost_of_rd = 1.0f + state.law.super_deduction,
                        .knowledge_keep = f(1 - sector.depreciation / 4), .inverse_wage = 1, .use = 1, .use_tilt = 0, .bid_mean = 0,
                        .innovation_level = f(innovation_on_ ? p_->innovation.rate.v / 4 : 0), .spill = 0, .absorption = 1,
                        .quarter = static_cast<std::int16_t>(t_)};
      state.spin_weight = 0;
    }
    state.research.inverse_wage = f(1 / wage_trend_ * market_.inverse_cost(static_cast<int>(s)));  // (R4), (H4)
    market_.ration(static_cast<int>(s), state.research);
  }
  if (spring) {
    surround(mean_knowledge);
    for (const Block& b : world_.blocks()) {
      SectorState& state = sectors_[b.sector];
      state.spin_weight += static_cast<double>(k_.spin_weight(b, sector_view(world_), state.knowledge_mean)) / 1024.0;
    }
  }
}

// Spring: the draws of the fiscal year.
void Simulation::yearly_block(const Block& b) {
  World& w = world_;
  const std::uint32_t n = b.end - b.begin;
  const std::uint32_t* const uid = w.uid.data() + b.begin;
  k_.fill_luck(key_, uid, n, t_, kCallYearA, 0, luck_->out(kLuckYearA));
  k_.fill_luck(key_, uid, n, t_, kCallYearB, 0, luck_->out(kLuckYearB));
  k_.fill_luck(key_, uid, n, kForLife, kCallTraitA, 0, luck_->out(kLuckTrait));
  const SectorState& s = sectors_[b.sector];
  k_.growth_year(b, {In(w.birth), In(w.log_sales), In(w.productivity), In(w.knowledge), InOut(w.persistent),
                     InOut(w.drift), InOut(w.spread), InOut(w.measured)},
                 growth_, growth_tables_, s.growth, luck_->in(kLuckYearA));
  const Column<Until>& certificate = w.until[tax_scheme_ < 0 ? 0 : tax_scheme_];
  k_.research_year(b, {In(w.status), In(w.log_sales), In(w.inclination), In(w.margin), In(w.carried_loss), In(certificate),
                       InOut(w.flags), InOut(w.log_intensity), InOut(w.rd_rate), InOut(w.innovation_rate)},
                   research_, s.research, luck_->in(kLuckYearB), luck_->in(kLuckTrait), talent_.view());
}

InnovationEnv Simulation::innovation_env() const {
  InnovationEnv env{key_, t_, 0, 0, {}, &k_};
  env.propensity = p_->innovation.propensity.v * vpow(1 + p_->innovation.propensity_growth.v, t_ / 4.0);
  env.examined = examined_chance(p_->innovation, t_);
  for (std::size_t s = 0; s < scenario_.sectors.size(); ++s) env.patent_factor[s] = scenario_.sectors[s].patent_factor;
  return env;
}

void Simulation::sweep_block(const Block& b, InnovationEvents& events) {
  World& w = world_;
  const std::uint32_t n = b.end - b.begin;
  const std::uint32_t* const uid = w.uid.data() + b.begin;
  const SectorState& s = sectors_[b.sector];
  k_.fill_luck(key_, uid, n, t_, kCallQuarterA, 0, luck_->out(kLuckA));
  k_.growth_quarter(b, {InOut(w.log_sales), InOut(w.sales), InOut(w.gain), InOut(w.employees), In(w.drift), In(w.spread),
                        In(w.status)},
                    growth_, s.growth, luck_->in(kLuckA));
  k_.finance_quarter(b, {In(w.status), In(w.sales), In(w.measured), In(w.margin), InOut(w.cash)}, finance_,
                     cash_.operations);
  alignas(64) static thread_local std::uint8_t bytes[2][65536];
  alignas(64) static thread_local std::uint32_t found[65536 + kAppendRoom];
  const auto collect = [&](const std::uint8_t* set, std::vector<std::uint32_t>& list) {
    const std::uint32_t count = k_.append_set(set, n, b.begin, found);
    list.insert(list.end(), found, found + count);
  };
  k_.exit_quarter(b, {In(w.birth), In(w.log_sales), In(w.inventions), In(w.cash), In(w.status), InOut(w.flags)},
                  exit_tables_, s.exit_level, static_cast<std::int16_t>(t_), luck_->in(kLuckA), {bytes[0], bytes[1]});
  collect(bytes[0], leaves_);
  collect(bytes[1], turns_);
  k_.fill_luck(key_, uid, n, t_, kCallQuarterB, 0, luck_->out(kLuckB));
  k_.research_quarter(b, {In(w.status), In(w.sales), In(w.measured), In(w.rd_rate), In(w.round), InOut(w.cash),
                          InOut(w.grant_left), InOut(w.knowledge), InOut(w.rd_year), InOut(w.sales_year)},
                      research_, s.research, research_sums_[b.sector]);
  if (innovation_on_) {
    k_.innovation_quarter(b, {In(w.status), In(w.flags), In(w.innovation_rate), In(w.pending)},
                          f(p_->innovation.strategic.v / 4), f(vlog1p(-examined_chance(p_->innovation, t_))),
                          luck_->in(kLuckB), bytes[0]);
    events.work(b, {found, k_.append_set(bytes[0], n, b.begin, found)}, bytes[0], luck_->in(kLuckB));
  }
  if (venture_on_) {
    k_.venture_quarter(b, {In(w.status), In(w.flags), In(w.birth), InOut(w.round), InOut(w.since_round)},
                       f(p_->venture.seek.v), f(p_->venture.seek_next.v), static_cast<std::int16_t>(p_->venture.runway.v), static_cast<std::int16_t>(t_),
                       static_cast<std::int16_t>(4 * p_->venture.age_limit.v), luck_->in(kLuckB), bytes[0]);
    collect(bytes[0], seekers_);
  }
}

void Simulation::lapse_patents() {
  const float log_kept = f(vlog1p(-p_->innovation.lapse.v));
  std::vector<std::uint8_t> lapses(options_.block_size);
  std::vector<std::uint32_t> found(options_.block_size + kAppendRoom);
  slots_.clear();
  for (const Block& b : world_.blocks()) {
    const std::uint32_t n = b.end - b.begin;
    k_.fill_luck(key_, world_.uid.data() + b.begin, n, t_, kCallInnovation, 2, luck_->out(kLuckA));
    k_.innovation_year(b, {In(world_.inventions), In(world_.utilities)}, log_kept, luck_->in(kLuckA), lapses.data());
    const std::uint32_t count = k_.append_set(lapses.data(), n, b.begin, found.data());
    slots_.insert(slots_.end(), found.data(), found.data() + count);
  }
  innovation_lapse(world_, slots_, p_->innovation, key_, t_, &k_);
}

// Winter: the books of the year.
void Simulation::close_year() {
  if (date().of_year() != 4) return;
  if (books_watcher_) books_watcher_(*this, date().year());
  World& w = world_;
  accounts_.quarter = static_cast<std::int16_t>(t_);
  const Column<Until>& certificate = w.until[tax_scheme_ < 0 ? 0 : tax_scheme_];
  for (SectorState& s : sectors_) s.accounts = {};
  open_notch();
  for (const Block& b : w.blocks()) {
    const int spring = t_ - 3;
    k_.fill_luck(key_, w.uid.data() + b.begin, b.end - b.begin, spring, kCallYearB, 0, luck_->out(kLuckYearB));
    const std::size_t first = answers_.size();
    answer_notch(b, luck_->in(kLuckYearB));
    accounts_.law = sectors_[b.sector].law;
    k_.accounts_year(b, {In(w.status), In(w.margin), In(certificate), InOut(w.cash), InOut(w.carried_loss), InOut(w.sales_year),
                         InOut(w.rd_year), InOut(w.revenue2), InOut(w.reported2)},
                     accounts_, luck_->in(kLuckYearB), relabelled_.data(), sectors_[b.sector].accounts);
    for (std::size_t a = first; a < answers_.size(); ++a) relabelled_[answers_[a].slot - b.begin] = 0;
  }
  w.turn_books();
  for (const SectorState& s : sectors_) cash_.tax += s.accounts.tax;
  if (innovation_on_) lapse_patents();
  if (venture_on_) venture_listings(w, p_->venture, key_, t_);
}

}  // namespace echelon
