// The certification desks: who wants to apply, who may, who passes, and what that earns (S15).
#include <algorithm>
#include <tuple>

#include "core/math/vecmath.hpp"
#include "model/draws.hpp"
#include "model/schedule.hpp"
#include "model/state.hpp"

namespace echelon {

namespace {

float f(double v) { return static_cast<float>(v); }

enum { kLuckScheme = 5 };

// The quarter of the run in which this round is decided.
int decision_quarter(const Scheme& scheme, int t) {
  const int wait = scheme.decide_quarter - scheme.apply_quarter;
  return t + (wait < 0 ? wait + 4 : wait);
}

// The last quarter at whose end a certificate decided in `quarter` is valid.
int end_of(const Scheme& scheme, Quarter first, int quarter) {
  if (scheme.valid_until_quarter == 0) return quarter + scheme.validity_quarters - 1;
  const int year = (first + quarter).year() + 1;
  return Quarter::of(year, scheme.valid_until_quarter) - first;
}

}  // namespace

double Simulation::peers_share(int scheme, int sector) const {
  const std::int64_t firms = sectors_[sector].active;
  return firms > 0 ? static_cast<double>(registry_.stock(scheme, sector)) / static_cast<double>(firms) : 0;
}

DeskConstants Simulation::desk_constants(int s) const {
  const Scheme& scheme = scenario_.schemes[s];
  const double scale = scheme.score_field.empty() ? 0 : scheme.score_scale;
  return {p_->schemes[s].pass.v, p_->schemes[s].pass_slope.v, scheme.score_cut, scale, p_->certification.review_bonus.v};
}

void Simulation::claim_awards(int scheme, Trigger trigger, std::uint32_t slot) {
  claim_offers(shelf_.awards(scheme, trigger, date()), slot);
}

void Simulation::claim_offers(const std::vector<PolicyShelf::Offer>& offers, std::uint32_t slot) {
  for (const PolicyShelf::Offer& offer : offers)
    treasury_.claim({t_ + offer.lag, offer.instrument, world_.uid[slot], slot, offer.amount});
}

// One scheme's round: every firm learns or not, wants to or not (Z1); those who want are checked against the rules.
void Simulation::apply_for(int s) {
  const Scheme& scheme = scenario_.schemes[s];
  const SchemeParams& p = p_->schemes[s];
  SchemeState& state = schemes_[s];
  const int decided = decision_quarter(scheme, t_);
  const bool pays_tax_less = s == tax_scheme_;
  const double expected = p_->certification.pass_expected.v;
  const double years = scheme.valid_until_quarter > 0 ? 1 : scheme.validity_quarters / 4.0;
  const double offer = shelf_.award_sum(s, Trigger::application, date()) +
                       expected * (shelf_.award_sum(s, Trigger::first_recognition, date()) +
                                   shelf_.award_sum(s, Trigger::pool_entry, date()) +
                                   years * shelf_.award_sum(s, Trigger::every_year_held, date())) +
                       shelf_.selection_worth(s, date());
  const double saved = pays_tax_less ? 1e6 * p_->certification.tax_years.v *
                                           (p_->finance.tax_general.v - p_->finance.tax_hte.v) * expected
                                     : 0;
  CertificationEnv env{};
  env.benefit_weight = f(p.benefit_weight.v), env.inverse_hassle = f(1 / p.hassle.v);
  env.benefit = f(offer), env.prestige = f(p.prestige.v), env.prestige_size = f(p_->certification.prestige_size.v);
  env.log_prestige_sales = f(vlog(p_->certification.prestige_sales.v)), env.tax_saved = f(saved);
  env.tax_ceiling = f(p_->finance.small_ceiling.v / 1e6);
  env.agent_apply = f(p_->awareness.agent_apply.v);
  env.familiar = f(p_->certification.familiar.v);
  env.renew_apply = f(p.renew_apply.v), env.bit = static_cast<std::uint16_t>(1u << s);
  env.quarter = static_cast<std::int16_t>(t_ - 1), env.renew_until = static_cast<std::int16_t>(decided + 2);
  const double campaign = p_->awareness.campaign.v * shelf_.campaign_reach(s, date());
  slots_.clear(), is_review_.clear();
  std::vector<std::uint8_t> wants(options_.block_size);
  std::size_t asked = 0;
  for (const Block& b : world_.blocks()) {
    const int sector = static_cast<int>(b.sector);
    const double peers = peers_share(s, sector);
    const double learn = awareness_chance(p.aware_rate.v, p.aware_peers.v, peers, campaign);
    env.aware_chance = f(state.started ? learn : 1 - (1 - learn) * (1 - p.aware_start.v));
    env.aware_familiar = f(1 - (1 - env.aware_chance) * (1 - p_->awareness.familiar.v));
    env.logit = f(p.apply.v + p.peers_weight.v * peers);
    const std::uint32_t n = b.end - b.begin;
    const std::uint32_t* const uid = world_.uid.data() + b.begin;
    k_.fill_luck(key_, uid, n, t_, kCallScheme, s, luck_->out(kLuckScheme));
    k_.certification_round(b, {In(world_.status), In(world_.flags), In(world_.revenue0), In(world_.margin),
                               In(world_.until[s]), In(world_.held), InOut(world_.aware)},
                           env, luck_->in(kLuckScheme), wants.data());
    slots_.resize(asked + n + kAppendRoom), is_review_.resize(asked + n);
    const std::uint32_t count = k_.append_set(wants.data(), n, b.begin, slots_.data() + asked);
    for (std::uint32_t c = 0; c < count; ++c, ++asked) is_review_[asked] = wants[slots_[asked] - b.begin] == kRenewal;
  }
  slots_.resize(asked), is_review_.resize(asked);
  state.started = true;
  book_.evaluate(s, rule_context(), slots_, is_review_, outcome_, rule_scratch_, Scores::of_eligible);
  for (std::size_t i = 0; pays_tax_less && i < asked; ++i) world_.flags[slots_[i]] |= is_review_[i] ? 0 : kSeeksTitle;
  hand_in(s);
}

// (Z6) Of those who may, a firm knows its books better than the desk does.
void Simulation::hand_in(int s) {
  DeskBatch& batch = *desk_batch_;
  const std::vector<PolicyShelf::Offer> offers = shelf_.awards(s, Trigger::application, date());
  const DeskConstants constants = desk_constants(s);
  for (std::size_t next = 0; next < slots_.size();) {
    batch.n = 0;
    for (; next < slots_.size() && batch.n < DeskBatch::kSize; ++next) {
      if (outcome_.eligible[next]) batch.add(slots_[next], world_.uid[slots_[next]], outcome_.score[next], is_review_[next]);
    }
    k_.pass_chances(batch.n, batch.score, batch.review, constants, batch.chance);
    k_.fill_luck(key_, batch.uid, batch.n, t_, kCallHandIn, s, batch.words.out());
    k_.hand_in(batch.n, batch.chance, batch.review, p_->certification.self_selection.v, batch.words.luck(), batch.yes);
    k_.fill_luck(key_, batch.uid, batch.n, t_, kCallScheme, s, batch.words.out());
    for (std::uint32_t i = 0; i < batch.n; ++i) {
      if (!batch.yes[i]) continue;
      schemes_[s].queue.push_back({batch.slot[i], batch.uid[i], batch.words.lane[2][i], batch.words.lane[3][i], batch.score[i],
                                   false, batch.review[i] != 0});
      registry_.flows(s).applied += 1;
      claim_offers(offers, batch.slot[i]);
    }
  }
}

// Whom the desk takes, to the front: those who waited first, then by lot (Z4). Where all are taken the order means nothing but to
// the log.
std::size_t Simulation::take_cases(std::vector<Application>& queue, std::size_t cases) const {
  const auto waits = [](const Application& a) { return a.waited; };
  if (std::any_of(queue.begin(), queue.end(), waits)) {
    // A firm that waited and applied again counts once, as waiting.
    std::sort(queue.begin(), queue.end(), [](const Application& a, const Application& b) {
      return std::tie(a.uid, b.waited) < std::tie(b.uid, a.waited);
    });
    queue.erase(std::unique(queue.begin(), queue.end(), [](const auto& a, const auto& b) { return a.uid == b.uid; }),
                queue.end());
  }
  if (cases >= queue.size() && !options_.keep_decisions) return queue.size();
  std::sort(queue.begin(), queue.end(), [](const Application& a, const Application& b) {
    return std::tie(b.waited, a.order_word, a.uid) < std::tie(a.waited, b.order_word, b.uid);
  });
  return std::min(queue.size(), cases);
}

// The desk takes as many cases as it can (Z4), in order of waiting and lot, and lets pass by the score (Z3).
void Simulation::decide(int s) {
  SchemeState& state = schemes_[s];
  const Scheme& scheme = scenario_.schemes[s];
  const SchemeParams& p = p_->schemes[s];
  std::vector<Application>& queue = state.queue;
  std::erase_if(queue, [&](const Application& a) {
    return world_.uid[a.slot] != a.uid || world_.status[a.slot] != kActive;
  });
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
