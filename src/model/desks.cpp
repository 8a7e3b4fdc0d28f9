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

enum { kLuckScheme = 5, kLuckAgent = 4 };

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

// (Z3)
double Simulation::pass_chance(int s, float score, bool review) const {
  const Scheme& scheme = scenario_.schemes[s];
  const double over = scheme.score_field.empty() ? 0 : (score - scheme.score_cut) / scheme.score_scale;
  const double known = review ? p_->certification.review_bonus.v : 0;
  return logistic(p_->schemes[s].pass.v + known + p_->schemes[s].pass_slope.v * over);
}

void Simulation::claim_awards(int scheme, Trigger trigger, std::uint32_t slot) {
  for (const PolicyShelf::Offer& offer : shelf_.awards(scheme, trigger, date()))
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
  env.agent_use = f(p_->awareness.agent_use.v), env.agent_apply = f(p_->awareness.agent_apply.v);
  env.familiar = f(p_->certification.familiar.v);
  env.renew_apply = f(p.renew_apply.v), env.bit = static_cast<std::uint16_t>(1u << s);
  env.quarter = static_cast<std::int16_t>(t_ - 1), env.renew_until = static_cast<std::int16_t>(decided + 2);
  const double campaign = p_->awareness.campaign.v * shelf_.campaign_reach(s, date());
  slots_.clear(), is_review_.clear();
  std::vector<std::uint8_t> wants(options_.block_size);
  std::vector<std::uint32_t> found(options_.block_size + 8);
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
    k_.fill_luck(key_, uid, n, kForLife, kCallAgent, 0, luck_->out(kLuckAgent));
    k_.certification_round(b, {In(world_.status), In(world_.revenue0), In(world_.margin), In(world_.until[s]),
                               In(world_.held), InOut(world_.aware)},
                           env, luck_->in(kLuckScheme), luck_->in(kLuckAgent), wants.data());
    const std::uint32_t count = k_.append_set(wants.data(), n, 0, found.data());
    for (std::uint32_t c = 0; c < count; ++c) {
      slots_.push_back(b.begin + found[c]);
      is_review_.push_back(wants[found[c]] == kRenewal);
    }
  }
  state.started = true;
  book_.evaluate(s, rule_context(), slots_, is_review_, outcome_, rule_scratch_, Scores::of_eligible);
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    const std::uint32_t slot = slots_[i];
    if (pays_tax_less && !is_review_[i]) world_.flags[slot] |= kSeeksTitle;
    if (!outcome_.eligible[i]) continue;
    const Words4 luck = philox(key_, world_.uid[slot], t_, kCallScheme, s);
    // (Z6) a firm knows its books better than the desk does.
    const bool review = is_review_[i] != 0;
    const double chance = review ? 1 : pass_chance(s, outcome_.score[i], false);
    const float u = unit_float(philox(key_, world_.uid[slot], t_, kCallHandIn, s).w0);
    if (u >= vpow(chance, p_->certification.self_selection.v)) continue;
    state.queue.push_back({slot, world_.uid[slot], luck.w2, luck.w3, outcome_.score[i], false, review});
    registry_.flows(s).applied += 1;
    claim_awards(s, Trigger::application, slot);
  }
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
  // A firm that waited and applied again counts once, as waiting.
  std::sort(queue.begin(), queue.end(), [](const Application& a, const Application& b) {
    return std::tie(a.uid, b.waited) < std::tie(b.uid, a.waited);
  });
  queue.erase(std::unique(queue.begin(), queue.end(), [](const auto& a, const auto& b) { return a.uid == b.uid; }),
              queue.end());
  std::sort(queue.begin(), queue.end(), [](const Application& a, const Application& b) {
    return std::tie(b.waited, a.order_word, a.uid) < std::tie(a.waited, b.order_word, b.uid);
  });
  const double years = t_ / 4.0;
  const double cases = p.desk_start.v * vpow(1 + p.desk_growth.v, years) * p_->certification.capacity.v *
                       shelf_.desk_factor(s, date()) * scenario_.scale;
  const std::size_t taken = std::min(queue.size(), static_cast<std::size_t>(cases < 1e9 ? cases : 1e9));
  candidates_.clear();
  for (std::size_t i = 0; i < taken; ++i) {
    const Application& a = queue[i];
    const double over = scheme.score_field.empty() ? 0 : (a.score - scheme.score_cut) / scheme.score_scale;
    if (unit_float(a.pass_word) < pass_chance(s, a.score, a.review)) candidates_.push_back({f(over), a.uid, a.slot});
  }
  std::size_t passed = candidates_.size();
  for (const auto& [year, cap] : scheme.quota) {
    if (year == date().year()) passed = select_best(candidates_, static_cast<std::size_t>(cap * scenario_.scale + 0.5));
  }
  const int end = end_of(scheme, scenario_.horizon.first, t_);
  for (std::size_t i = 0; i < passed; ++i) {
    const std::uint32_t slot = candidates_[i].slot;
    const bool first = world_.since[s][slot] == kNever;
    registry_.grant(world_, s, slot, t_, t_, end, false, false);
    registry_.flows(s).passed += 1;
    claim_awards(s, first ? Trigger::first_recognition : Trigger::renewal, slot);
    if (first) claim_awards(s, Trigger::pool_entry, slot);
    if (first && channel_of(world_.uid[slot]) == Channel::attracted) claim_awards(s, Trigger::first_entry_attracted, slot);
    if (s == tax_scheme_) world_.flags[slot] = static_cast<std::uint8_t>(world_.flags[slot] & ~kSeeksTitle);
  }
  queue.erase(queue.begin(), queue.begin() + static_cast<std::ptrdiff_t>(taken));
  for (Application& a : queue) a.waited = true;
}

void Simulation::revoke() {
  for (int s = 0; s < world_.schemes(); ++s) {
    const float chance = f(p_->schemes[s].revocation.v);
    if (chance <= 0) continue;
    for (const Block& b : world_.blocks()) {
      for (std::uint32_t i = b.begin; i < b.end; ++i) {
        if (world_.until[s][i] < t_) continue;
        const Words4 luck = philox(key_, world_.uid[i], t_, kCallRevoke, s);
        if (unit_float(luck.w0) < chance) registry_.revoke(world_, s, i, t_);
      }
    }
  }
}

// Every firm that holds the certificate at the end of the year and is at work.
void Simulation::reward_holding(int s) {
  if (shelf_.awards(s, Trigger::every_year_held, date()).empty()) return;
  for (const Block& b : world_.blocks()) {
    for (std::uint32_t i = b.begin; i < b.end; ++i) {
      if (world_.until[s][i] >= t_ && world_.status[i] == kActive) claim_awards(s, Trigger::every_year_held, i);
    }
  }
}

// Once a year the best of a pool are selected for the award; a firm in two pools gets the higher one only (R14).
void Simulation::select_from_pool(int s) {
  const double share = shelf_.selected_share(s, date());
  if (share <= 0) return;
  candidates_.clear();
  for (const Block& b : world_.blocks()) {
    for (std::uint32_t i = b.begin; i < b.end; ++i) {
      if (world_.until[s][i] < t_ || world_.status[i] != kActive) continue;
      const double noise = inverse_normal(static_cast<double>(unit_float(philox(key_, world_.uid[i], t_, kCallScheme, s).w3)));
      const double growth = world_.revenue1[i] > 0 && world_.revenue0[i] > 0
                                ? vlog(static_cast<double>(world_.revenue0[i])) - vlog(static_cast<double>(world_.revenue1[i]))
                                : 0;
      const double merit = vlog1p(static_cast<double>(world_.inventions[i])) + growth;
      candidates_.push_back({f(merit + p_->certification.selection_noise.v * noise), world_.uid[i], i});
    }
  }
  const double pool = static_cast<double>(candidates_.size());
  const std::size_t n = select_best(candidates_, static_cast<std::size_t>(share * pool + 0.5));
  const std::vector<PolicyShelf::Offer> offers = shelf_.awards(s, Trigger::selected, date());
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t uid = candidates_[i].uid, slot = candidates_[i].slot;
    if (std::find(selected_this_year_.begin(), selected_this_year_.end(), uid) != selected_this_year_.end()) continue;
    selected_this_year_.push_back(uid);
    for (const PolicyShelf::Offer& offer : offers) {
      const bool among = i < static_cast<std::size_t>(shelf_.instruments()[offer.instrument].selected_share * pool + 0.5);
      if (among) treasury_.claim({t_ + offer.lag, offer.instrument, uid, slot, offer.amount});
    }
  }
}

}  // namespace echelon
