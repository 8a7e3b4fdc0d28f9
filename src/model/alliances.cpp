// Consortia in the quarter: they work in spring; calls and instalments come with the calls for projects (S11, S16).
#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "core/math/vecmath.hpp"
#include "core/random/discrete.hpp"
#include "model/draws.hpp"
#include "model/schedule.hpp"
#include "model/shortlist.hpp"
#include "model/state.hpp"
#include "model/uid.hpp"

namespace echelon {

namespace {

constexpr std::uint32_t kAllSectors = 0xffffffffu;
constexpr std::uint32_t kSpontaneousLuck = 0x5b0d7a11u;  // keys the luck of consortia that nobody called for
enum { kNumberOfConsortia = 3 };                          // ordinal of the reserved identity that draws how many there are

ConsortiumKind kind_of(const std::string& name) {
  const auto at = std::find(std::begin(consortium_kinds), std::end(consortium_kinds), name);
  if (at == std::end(consortium_kinds)) throw std::logic_error("no consortium is of the type " + name);
  return static_cast<ConsortiumKind>(at - std::begin(consortium_kinds));
}

}  // namespace

ConsortiaEnv Simulation::consortia_env() const {
  ConsortiaEnv env{key_, t_, &k_, p_->research.user_cost_elasticity.v, {}};
  for (const SectorState& s : sectors_) env.inverse_wage.push_back(s.research.inverse_wage);
  return env;
}

void Simulation::ally() {
  consortia_.prune(world_, p_->consortia, t_);
  consortia_.work(world_, p_->consortia, consortia_env());
}

// The calls of the year: as many as the instruments say, a part of one by chance; then those that nobody called for.
std::vector<ConsortiumCall> Simulation::consortium_calls() const {
  std::vector<ConsortiumCall> calls;
  const auto word = [&](std::uint32_t luck) {
    return unit_float(philox(key_, make_uid(Channel::reserved, 0, 0, kNumberOfConsortia), t_, kCallConsortium, luck).w0);
  };
  const std::span<const Instrument> all = shelf_.instruments();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Instrument& x = all[i];
    if (x.kind != InstrumentKind::consortium_support || !shelf_.in_force(x, date())) continue;
    const std::uint32_t luck = PolicyShelf::luck_of(x);
    const int years = (x.duration_quarters + 3) / 4;
    const auto instalment = static_cast<std::int64_t>(x.amount / 1000) / (years > 0 ? years : 1);
    const int number = static_cast<int>(x.per_year * scenario_.scale + word(luck));
    for (int c = 0; c < number; ++c)
      calls.push_back({kind_of(x.consortium), static_cast<int>(i), luck + 1 + static_cast<std::uint32_t>(c), x.duration_quarters, x.lag_quarters,
                       instalment, PolicyShelf::sectors_of(x, scenario_.sectors)});
  }
  const int own = poisson_inverse(word(kSpontaneousLuck), p_->consortia.spontaneous.v * scenario_.scale);
  for (int c = 0; c < own; ++c)
    calls.push_back({ConsortiumKind::spontaneous, -1, kSpontaneousLuck + 1 + static_cast<std::uint32_t>(c),
                     static_cast<int>(p_->consortia.length.v), 0, 0, kAllSectors});
  return calls;
}

// Able to take part: who does R&D and holds a title; to be entered in a register is none.
void Simulation::call_consortia() {
  const std::vector<ConsortiumCall> calls = consortium_calls();
  if (!calls.empty()) {
    list_performers(world_, k_, slots_);
    std::uint32_t titles = 0;
    for (int s = 0; s < world_.schemes(); ++s) titles |= scenario_.schemes[s].kind != "register" ? 1u << s : 0u;
    std::erase_if(slots_, [&](std::uint32_t slot) { return (world_.held[slot] & titles) == 0; });
    consortia_.answer(calls, world_, slots_, p_->consortia, consortia_env());
  }
  pay_instalments();
}

// (N7) In equal shares, what does not divide to the leader.
void Simulation::pay_instalments() {
  for (const Consortium* c : consortia_.progress(p_->consortia, consortia_env())) {
    const auto members = static_cast<std::int64_t>(c->members.size());
    const std::int64_t part = c->instalment / members;
    for (const Consortium::Member& m : c->members) {
      if (world_.uid[m.slot] != m.uid) continue;
      const bool leads = &m == &c->members.front();
      const Words4 luck = philox(key_, m.uid, t_, kCallGrant, PolicyShelf::luck_of(shelf_.instruments()[static_cast<std::size_t>(c->instrument)]));
      const std::int64_t own = leads ? c->instalment - part * (members - 1) : part;
      treasury_.claim({t_ + c->lag, c->instrument, m.uid, m.slot, own, is_additional(m.slot, luck, static_cast<double>(own))});
    }
  }
}

void Simulation::observe_consortia(int year) {
  for (int k = 0; k < kConsortiumKinds; ++k)
    record_->at(Series::consortia_formed, year, k) = consortia_.flows().formed[k];
  for (const Consortium& c : consortia_.all()) {
    const int k = static_cast<int>(c.kind);
    record_->at(Series::consortia, year, k) += 1;
    for (const Consortium::Member& m : c.members) record_->at(Series::consortium_members, year, k) += world_.uid[m.slot] == m.uid;
  }
}

}  // namespace echelon
