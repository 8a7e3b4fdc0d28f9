// Who comes: founders, spin-offs, firms that are attracted, with what they bring and what they take (S2).
#include <algorithm>

#include "core/math/vecmath.hpp"
#include "model/draws.hpp"
#include "model/schedule.hpp"
#include "model/state.hpp"
#include "model/uid.hpp"

namespace echelon {

// What packages bring this quarter, before it is spread over the sectors.
Landing Simulation::land() {
  const std::vector<PolicyShelf::Attraction> offers = shelf_.attraction(date());
  if (!attraction_.on()) return closed_at_once(offers, p_->entry, p_->attraction, scenario_.scale);
  const double firms = p_->population.firms.v * scenario_.scale;
  attraction_.advance(p_->entry, p_->attraction, offers, {t_, scenario_.scale, static_cast<double>(active_now_) / firms});
  pay_for_leads();
  Landing all;
  const std::span<const Instrument> lines = shelf_.instruments();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const double landing = attraction_.deals()[i].landing;
    if (landing <= 0) continue;
    all.firms += landing, all.beyond += lines[i].origin == "beyond_region" ? landing : 0;
    all.lines.push_back({static_cast<int>(i), landing, lines[i].amount, lines[i].lag_quarters});
  }
  return all;
}

// Finding a firm costs money whether it comes or not.
void Simulation::pay_for_leads() {
  for (std::size_t i = 0; i < attraction_.deals().size(); ++i) {
    const auto cost = static_cast<std::int64_t>(attraction_.deals()[i].found * p_->attraction.lead_cost.v / 1000);
    if (cost > 0) treasury_.claim({t_ + shelf_.instruments()[i].lag_quarters, static_cast<int>(i), 0, kNoFirm, cost});
  }
}

EntryEnv Simulation::entry_env(int s, const Landing& landing) const {
  const SectorState& state = sectors_[static_cast<std::size_t>(s)];
  const double firms = p_->population.firms.v * scenario_.scale;
  const double share = active_now_ > 0 ? static_cast<double>(state.active) / static_cast<double>(active_now_) : 0;
  return {key_, t_, static_cast<double>(active_now_) / firms, vexp(state.deviation), macro_.z, share, firms,
          scenario_.scale, state.spin_weight, landing.firms * share, landing.beyond * share, attraction_.region_left()};
}

void Simulation::enter() {
  const Landing landing = land();
  for (int s = 0; s < world_.sectors(); ++s) {
    const SectorState& state = sectors_[s];
    EntryCounts n = entry_counts(p_->entry, entry_env(s, landing), s);
    const std::vector<Candidate> parents =
        spin_off_parents(world_, k_, {key_, t_, s, state.knowledge_mean}, static_cast<std::size_t>(n.spin_off));
    std::vector<double> inherited;
    for (const Candidate& c : parents) inherited.push_back(world_.knowledge[c.slot]);
    bear({Channel::organic, s, t_, static_cast<std::uint32_t>(n.organic), {}});
    bear({Channel::spin_off, s, t_, static_cast<std::uint32_t>(inherited.size()), inherited});
    leave_region(s, n);
    bear({Channel::attracted, s, t_, static_cast<std::uint32_t>(n.attracted), {}, n.relocated});
    welcome(n, landing);
    enter_founders(s);
  }
  founders_.clear();
}

// Firms of one channel; their slots stay in slots_.
void Simulation::bear(const NewFirms& firms) {
  const int year = date().year() - scenario_.horizon.first.year();
  give_birth(world_, k_, *p_, scenario_, key_, firms, slots_);
  for (const std::uint32_t slot : slots_) {
    cash_.entrants += world_.cash[slot];
    record_->at(Series::relocated, year) += (world_.flags[slot] & kRelocated) != 0;
  }
  record_->at(Series::entries, year, static_cast<int>(firms.channel)) += static_cast<std::int64_t>(firms.count);
}

// (G3) Who comes from the region leaves it. When it has no firm left nobody comes any more: nothing comes from nothing.
void Simulation::leave_region(int s, EntryCounts& n) {
  if (!attraction_.on()) return;
  int come = 0;
  for (; come < n.attracted; ++come) {
    const std::uint32_t uid = make_uid(Channel::attracted, s, t_ + 1, static_cast<std::uint32_t>(come));
    if (is_of_region(key_, uid, n.relocated) && !attraction_.leave_region()) break;
  }
  n.attracted = come;
  n.additional = std::min(n.additional, come), n.supported = std::min(n.supported, come);
}

// What attracted firms bring and take: a few a certificate, those that came through an instrument its package.
void Simulation::welcome(const EntryCounts& n, const Landing& landing) {
  const int year = date().year() - scenario_.horizon.first.year();
  record_->at(Series::attracted_supported, year) += n.supported;
  record_->at(Series::attracted_additional, year) += n.additional;
  for (int i = 0; i < n.attracted; ++i) {
    const std::uint32_t slot = slots_[static_cast<std::size_t>(i)];
    arrive_certified(slot);
    if (i >= n.supported) continue;
    // The i-th package is paid by the offers in turn, in proportion to the firms that they bring.
    double place = (i + 0.5) / n.supported * landing.firms;
    for (const auto& offer : landing.lines) {
      if (place < offer.deals) {
        treasury_.claim({t_ + offer.lag, offer.instrument, world_.uid[slot], slot, static_cast<std::int64_t>(offer.package / 1000)});
        break;
      }
      place -= offer.deals;
    }
  }
}

// A few attracted firms bring a valid high-tech certificate with them.
void Simulation::arrive_certified(std::uint32_t slot) {
  if (tax_scheme_ < 0) return;
  const Words4 luck = philox(key_, world_.uid[slot], kForLife, kCallBirthB, 0);
  if (unit_float(luck.w3) >= p_->entry.arrives_certified.v) return;
  const int left = 1 + static_cast<int>(unit_float(luck.w0) * 10);
  registry_.grant(world_, tax_scheme_, slot, t_, t_ + left - 11, t_ + left, false, true);
  claim_awards(tax_scheme_, Trigger::moved_in, slot);
}

}  // namespace echelon
