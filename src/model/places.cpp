// Carriers and platforms in the quarter (S12, S13): who comes in, what that does, and what their space and building cost.
#include <algorithm>

#include "core/math/vecmath.hpp"
#include "model/draws.hpp"
#include "model/schedule.hpp"
#include "model/shortlist.hpp"
#include "model/state.hpp"
#include "model/uid.hpp"

namespace echelon {

namespace {

enum { kPlannedPlatforms = 6 };  // ordinal of the reserved identity that draws how many are planned

}  // namespace

// m² of an instrument that stand today: a part every spring while it is in force, `duration` quarters after it was begun.
double Simulation::space_of(const Instrument& x) const {
  if (x.kind != InstrumentKind::space || x.per_year <= 0 || (x.budget >= 0 && x.budget < 1000)) return 0;
  double years = 0;
  for (Quarter q = scenario_.horizon.first; q + x.duration_quarters <= date(); q = q + 1) years += q.of_year() == 1 && x.from <= q && q <= x.to;
  return x.per_year * years * scenario_.scale;
}

// m² of the whole city today.
double Simulation::carrier_space() const {
  double space = p_->carriers.space.v * scenario_.scale;
  for (const Instrument& x : shelf_.instruments()) space += space_of(x);
  return space;
}

// Spring: who stayed long enough makes room for the young firms that ask. At the start all of these ask, so that carriers open full.
void Simulation::open_carriers() {
  const CarriersParams& p = p_->carriers;
  const double space = carrier_space();
  if (space <= 0) return;
  // Ages and staff are whole numbers, so their limits may be cut to whole ones.
  list_young(world_, {static_cast<std::int16_t>(t_), static_cast<std::int32_t>(4 * p.young.v), static_cast<float>(static_cast<std::int32_t>(p.largest.v))},
             k_, slots_);
  carriers_.leave_out_residents(world_, slots_);
  if (t_ > 0) keep_by_coin(world_, {key_, t_, kCallCarrier, 1, 3}, p.wish.v, k_, slots_);
  const MeritWeights weights{.inventions = 1, .knowledge = 1, .noise = static_cast<float>(p_->certification.selection_noise.v)};
  candidates_.clear();
  add_candidates(world_, slots_, weights, {key_, t_, kCallCarrier, 1, 0}, k_, candidates_);
  carriers_.admit(world_, candidates_, space, p, t_);
}

// What a quarter inside does: rent, survival, introductions, in spring counsel.
void Simulation::live_in_carriers() {
  std::vector<float> level;
  for (const SectorState& s : sectors_) level.push_back(s.exit_level);
  carriers_.care(world_, p_->carriers, exit_tables_, level, key_, t_, leaves_, k_);
  cash_.rent += carriers_.house(world_, p_->carriers);
  if (venture_on_) carriers_.introduce(world_, p_->carriers, static_cast<int>(4 * p_->venture.age_limit.v), key_, t_, seekers_, k_);
  if (date().of_year() == 1) carriers_.counsel(world_, p_->carriers, key_, t_);
}

// (Y6) and the building of space; the city's space of the start is no line of the ledger.
void Simulation::pay_for_space() {
  const CarriersParams& p = p_->carriers;
  const std::span<const Instrument> all = shelf_.instruments();
  const auto adds = [](const Instrument& x) { return x.kind == InstrumentKind::space; };
  if (std::none_of(all.begin(), all.end(), adds)) return;
  const double total = carrier_space();
  const double used = total > 0 ? carriers_.used(world_, p) / total : 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Instrument& x = all[i];
    if (!adds(x)) continue;
    const double standing = space_of(x);
    const double cost = standing * (p.upkeep.v + p.discount.v * p.rent.v * (used < 1 ? used : 1)) / 4;
    const bool begins = date().of_year() == 1 && shelf_.in_force(x, date());
    const double built = begins ? x.amount * x.per_year * scenario_.scale : 0;
    const auto due = static_cast<std::int64_t>((cost + built) / 1000);
    if (due > 0) treasury_.claim({t_ + x.lag_quarters, static_cast<int>(i), 0, kNoFirm, due});
  }
}

// Spring: the year's projects at platforms, after the year's wishes are known.
void Simulation::visit_platforms() {
  const PlatformsParams& p = p_->platforms;
  const double places = platforms_.places(p, scenario_.scale, t_);
  if (places <= 0) return;
  list_performers(world_, k_, slots_);
  keep_by_coin(world_, {key_, t_, kCallPlatform, 0, 3}, p.wish.v, k_, slots_);
  const MeritWeights weights{.inventions = 1, .knowledge = 1, .noise = static_cast<float>(p_->certification.selection_noise.v)};
  candidates_.clear();
  add_candidates(world_, slots_, weights, {key_, t_, kCallPlatform, 0, 0}, k_, candidates_);
  std::vector<double> inverse_wage;
  for (const SectorState& s : sectors_) inverse_wage.push_back(s.research.inverse_wage);
  cash_.research += platforms_.serve(world_, candidates_, places, p, inverse_wage);
}

// Once a year an instrument plans its platforms, a part of one by chance; what is approved is paid for once.
void Simulation::plan_platforms() {
  const std::span<const Instrument> all = shelf_.instruments();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Instrument& x = all[i];
    if (x.kind != InstrumentKind::platform_support || !shelf_.in_force(x, date())) continue;
    const std::uint32_t luck = PolicyShelf::luck_of(x);
    const float u = unit_float(philox(key_, make_uid(Channel::reserved, 0, 0, kPlannedPlatforms), t_, kCallPlatform, luck).w0);
    const int line = static_cast<int>(i);
    const int approved = platforms_.approve(line, static_cast<int>(x.per_year * scenario_.scale + u), p_->platforms, key_, t_, luck);
    const auto amount = static_cast<std::int64_t>(x.amount / 1000);
    for (int a = 0; a < approved && amount > 0; ++a) treasury_.claim({t_ + x.lag_quarters, line, 0, kNoFirm, amount});
  }
}

void Simulation::observe_carriers(int year) {
  Record& r = *record_;
  r.at(Series::carrier_space, year) = static_cast<std::int64_t>(carriers_on_ ? carrier_space() : 0);
  r.at(Series::carrier_space_used, year) = static_cast<std::int64_t>(carriers_.used(world_, p_->carriers));
  r.at(Series::carrier_firms, year) = static_cast<std::int64_t>(carriers_.residents().size());
  r.at(Series::carrier_admitted, year) = carriers_.flows().admitted;
  r.at(Series::carrier_left, year) = carriers_.flows().left;
  r.at(Series::platforms_opened, year) = platforms_.opened(t_ - 3, t_);
  r.at(Series::platform_projects, year) = platforms_.flows().served;
  r.at(Series::platform_asked, year) = platforms_.flows().asked;
}

}  // namespace echelon
