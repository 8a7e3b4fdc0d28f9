// The certification desks: whose case they take, who passes, and what that earns (S15).
#include <algorithm>
#include <tuple>

#include "core/math/vecmath.hpp"
#include "model/draws.hpp"
#include "model/schedule.hpp"
#include "model/state.hpp"

namespace echelon {

namespace {

float f(double v) { return static_cast<float>(v); }

// The last quarter at whose end a certificate decided in `quarter` is valid.
int end_of(const Scheme& scheme, Quarter first, int quarter) {
  if (scheme.valid_until_quarter == 0) return quarter + scheme.validity_quarters - 1;
  const int year = (first + quarter).year() + 1;
  return Quarter::of(year, scheme.valid_until_quarter) - first;
}

void fetch_holder(const World& w, int scheme, std::uint32_t slot) {
  fetch_ahead(w.uid, slot), fetch_ahead(w.flags, slot), fetch_ahead(w.held, slot), fetch_ahead(w.had, slot);
  fetch_ahead(w.since[scheme], slot), fetch_ahead(w.until[scheme], slot);
}

// Cases whose firm has left or stands still.
void drop_gone(const World& w, std::vector<Application>& queue) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    if (i + kFetchAhead < queue.size()) fetch_ahead(w.uid, queue[i + kFetchAhead].slot), fetch_ahead(w.status, queue[i + kFetchAhead].slot);
    const Application a = queue[i];
    if (w.uid[a.slot] == a.uid && w.status[a.slot] == kActive) queue[kept++] = a;
  }
  queue.resize(kept);
}

}  // namespace

DeskConstants Simulation::desk_constants(int s) const {
  const Scheme& scheme = scenario_.schemes[s];
  const double scale = scheme.score_field.empty() ? 0 : scheme.score_scale;
  return {p_->schemes[s].pass.v, p_->schemes[s].pass_slope.v, scheme.score_cut, scale, p_->certification.review_bonus.v};
}

void Simulation::claim_awards(int scheme, Trigger trigger, std::uint32_t slot) {
  claim_offers(shelf_.awards(scheme, trigger, date()), slot);
}

void Simulation::claim_offers(const std::vector<PolicyShelf::Offer>& offers, std::uint32_t slot) {
  for (const PolicyShelf::Offer& offer : offers) {
    if (offer.is_for(world_.district[slot]))
      treasury_.claim({t_ + offer.lag, offer.instrument, world_.uid[slot], slot, offer.amount});
  }
}

// A firm that waited and applied again counts once, as waiting. `waits_` marks the seats that wait.
void Simulation::drop_second_applications(std::vector<Application>& queue) {
  waits_.resize(world_.slots_in_use());
  for (const Application& a : queue) waits_[a.slot] = 0;
  for (const Application& a : queue) waits_[a.slot] |= a.waited;
  std::erase_if(queue, [&](const Application& a) { return !a.waited && waits_[a.slot] != 0; });
}

// Whom the desk takes, to the front: those who waited first, who stand there already, then by lot (Z4). Among those who are taken
// the order means nothing but to the log.
std::size_t Simulation::take_cases(std::vector<Application>& queue, std::size_t cases) {
  if (!queue.empty() && queue.front().waited) drop_second_applications(queue);
  const auto fresh = std::find_if(queue.begin(), queue.end(), [](const Application& a) { return !a.waited; });
  const auto before = [](const Application& a, const Application& b) {
    return std::tie(a.order_word, a.uid) < std::tie(b.order_word, b.uid);
  };
  const std::size_t taken = std::min(queue.size(), cases);
  const auto end = queue.begin() + static_cast<std::ptrdiff_t>(taken);
  if (options_.keep_decisions) {
    std::sort(queue.begin(), fresh, before);
    std::sort(fresh, queue.end(), before);
  } else if (end < fresh) {
    std::nth_element(queue.begin(), end, fresh, before);
  } else if (end != queue.end()) {
    std::nth_element(fresh, end, queue.end(), before);
  }
  return taken;
}

// The desk takes as many cases as it can (Z4), in order of waiting and lot, and lets pass by the score (Z3).
void Simulation::decide(int s) {
  SchemeState& state = schemes_[s];
  const Scheme& scheme = scenario_.schemes[s];
  const SchemeParams& p = p_->schemes[s];
  std::vector<Application>& queue = state.queue;
  drop_gone(world_, queue);
  const double years = t_ / 4.0;
  const double cases = p.desk_start.v * vpow(1 + p.desk_growth.v, years) * p_->certification.capacity.v *
                       shelf_.desk_factor(s, date()) * scenario_.scale;
  const std::size_t taken = take_cases(queue, static_cast<std::size_t>(cases < 1e9 ? cases : 1e9));
  judge(s, taken);
  std::size_t passed = candidates_.size();
  for (const auto& [year, cap] : scheme.quota) {
    if (year == date().year()) passed = select_best(candidates_, static_cast<std::size_t>(cap * scenario_.scale + 0.5));
  }
  const int end = end_of(scheme, scenario_.horizon.first, t_);
  const auto offers = [&](Trigger trigger) { return shelf_.awards(s, trigger, date()); };
  const auto recognition = offers(Trigger::first_recognition), renewal = offers(Trigger::renewal);
  const auto entry = offers(Trigger::pool_entry), arrival = offers(Trigger::first_entry_attracted);
  for (std::size_t i = 0; i < passed; ++i) {
    if (i + kFetchAhead < passed) fetch_holder(world_, s, candidates_[i + kFetchAhead].slot);
    const std::uint32_t slot = candidates_[i].slot;
    const bool first = world_.since[s][slot] == kNever;
    registry_.grant(world_, s, slot, t_, t_, end, false, false);
    registry_.flows(s).passed += 1;
    claim_offers(first ? recognition : renewal, slot);
    if (first) claim_offers(entry, slot);
    if (first && channel_of(world_.uid[slot]) == Channel::attracted) claim_offers(arrival, slot);
    if (s == tax_scheme_) world_.flags[slot] = static_cast<std::uint8_t>(world_.flags[slot] & ~kSeeksTitle);
  }
  queue.erase(queue.begin(), queue.begin() + static_cast<std::ptrdiff_t>(taken));
  for (Application& a : queue) a.waited = true;
}

// (Z3): candidates are those of the first `taken` cases who pass, by score.
void Simulation::judge(int s, std::size_t taken) {
  DeskBatch& batch = *desk_batch_;
  const DeskConstants constants = desk_constants(s);
  const std::vector<Application>& queue = schemes_[s].queue;
  candidates_.clear();
  for (std::size_t done = 0; done < taken; done += batch.n) {
    batch.n = 0;
    for (std::size_t i = done; i < taken && batch.n < DeskBatch::kSize; ++i)
      batch.add(queue[i].slot, queue[i].uid, queue[i].score, queue[i].review);
    k_.pass_chances(batch.n, batch.score, batch.review, constants, batch.chance);
    for (std::uint32_t i = 0; i < batch.n; ++i) {
      if (!(unit_float(queue[done + i].pass_word) < batch.chance[i])) continue;
      const double over = constants.scale > 0 ? (batch.score[i] - constants.cut) / constants.scale : 0;
      candidates_.push_back({f(over), batch.uid[i], batch.slot[i]});
    }
  }
}

}  // namespace echelon
