// One scheme's round of applications: every firm hears of it or not (W1), those who know it and hold no certificate, or one that
// ends, are asked whether they may (the rules) and whether they want to (Z1); those who do hand in (Z6).
#include <algorithm>

#include "core/math/vecmath.hpp"
#include "model/draws.hpp"
#include "model/schedule.hpp"
#include "model/state.hpp"

namespace echelon {

namespace {

float f(double v) { return static_cast<float>(v); }
std::int32_t half_word(double chance) { return static_cast<std::int32_t>(kHalfWord * chance + 0.5); }

enum { kLuckScheme = 5 };

// The quarter of the run in which this round is decided.
int decision_quarter(const Scheme& scheme, int t) {
  const int wait = scheme.decide_quarter - scheme.apply_quarter;
  return t + (wait < 0 ? wait + 4 : wait);
}

}  // namespace

double Simulation::peers_share(int scheme, int sector) const {
  const std::int64_t firms = sectors_[sector].active;
  return firms > 0 ? static_cast<double>(registry_.stock(scheme, sector)) / static_cast<double>(firms) : 0;
}

// What a firm can expect of the certificate (Z2), and what weighs against it.
ApplyEnv Simulation::apply_env(int s) const {
  const Scheme& scheme = scenario_.schemes[s];
  const SchemeParams& p = p_->schemes[s];
  const CertificationParams& c = p_->certification;
  const double expected = c.pass_expected.v;
  const double years = scheme.valid_until_quarter > 0 ? 1 : scheme.validity_quarters / 4.0;
  const double offer = shelf_.award_sum(s, Trigger::application, date()) +
                       expected * (shelf_.award_sum(s, Trigger::first_recognition, date()) +
                                   shelf_.award_sum(s, Trigger::pool_entry, date()) +
                                   years * shelf_.award_sum(s, Trigger::every_year_held, date())) +
                       shelf_.selection_worth(s, date());
  const double rates = p_->finance.tax_general.v - p_->finance.tax_hte.v;
  const double saved = s == tax_scheme_ ? 1e6 * c.tax_years.v * rates * expected : 0;
  return {.benefit_weight = f(p.benefit_weight.v), .inverse_hassle = f(1 / p.hassle.v), .benefit = f(offer),
          .prestige = f(p.prestige.v), .prestige_size = f(c.prestige_size.v),
          .log_prestige_sales = f(vlog(c.prestige_sales.v)), .tax_saved = f(saved),
          .tax_ceiling = f(p_->finance.small_ceiling.v / 1e6), .agent_apply = f(p_->awareness.agent_apply.v),
          .familiar = f(c.familiar.v), .propensity = f(c.propensity.v), .renew_apply = f(p.renew_apply.v)};
}

// (W1) Into `slots_` and `is_review_`: the firms that have something to decide; when narrowed, without those that the rule
// refuses, or where the desk scores, without those that fail a cheap condition of it.
void Simulation::spread_word(int s, bool narrowed) {
  const RuleContext context = rule_context();
  const Scheme& scheme = scenario_.schemes[s];
  const SchemeParams& p = p_->schemes[s];
  const double campaign = p_->awareness.campaign.v * shelf_.campaign_reach(s, date());
  LearnEnv env{};
  env.bit = static_cast<std::uint16_t>(1u << s), env.shift = 16 * (s % 2);
  env.quarter = static_cast<std::int16_t>(t_ - 1);
  env.renew_until = static_cast<std::int16_t>(decision_quarter(scheme, t_) + 2);
  slots_.clear(), is_review_.clear();
  asks_.resize(world_.slots_in_use());
  std::size_t asked = 0;
  for (const Block& b : world_.blocks()) {
    const double alone = awareness_chance(p.aware_rate.v, p.aware_peers.v, peers_share(s, static_cast<int>(b.sector)), campaign);
    const double chance = schemes_[s].started ? alone : 1 - (1 - alone) * (1 - p.aware_start.v);
    env.chance = half_word(chance);
    env.chance_familiar = half_word(1 - (1 - chance) * (1 - p_->awareness.familiar.v));
    const std::uint32_t n = b.end - b.begin;
    k_.fill_luck(key_, world_.uid.data() + b.begin, n, t_, kCallAware, s / 8, luck_->out(kLuckScheme));
    const Luck luck = luck_->in(kLuckScheme);
    const std::uint32_t* const lanes[] = {luck.lane0, luck.lane1, luck.lane2, luck.lane3};
    k_.learn(b, {In(world_.status), In(world_.until[s]), In(world_.held), InOut(world_.aware)}, env, lanes[s % 8 / 2],
             asks_.data() + b.begin);
    std::uint8_t* const asks = asks_.data() + b.begin;
    if (narrowed) book_.narrow(s, context, b, asks, rule_scratch_);
    slots_.resize(asked + n + kAppendRoom), is_review_.resize(asked + n);
    const std::uint32_t count = k_.append_set(asks, n, b.begin, slots_.data() + asked);
    for (std::uint32_t c = 0; c < count; ++c, ++asked) is_review_[asked] = asks_[slots_[asked]] == kRenewal;
  }
  slots_.resize(asked), is_review_.resize(asked);
  schemes_[s].started = true;
}

// What is known of the firms of `slots_` from place `at` on. Bytes may alias anything: each kind of value has a loop of its own.
void Simulation::introduce(Applicants& firms, int s, std::size_t at, const float* start) const {
  const World& w = world_;
  const std::uint32_t* const slot = slots_.data() + at;
  const std::uint32_t n = firms.n, own = 1u << s;
  for (std::uint32_t i = 0; i < n; ++i) firms.uid[i] = w.uid[slot[i]];
  for (std::uint32_t i = 0; i < n; ++i) firms.logit[i] = start[w.sector_of_slot(slot[i])];
  for (std::uint32_t i = 0; i < n; ++i) firms.sales[i] = w.revenue0[slot[i]];
  for (std::uint32_t i = 0; i < n; ++i) firms.profit[i] = w.revenue0[slot[i]] * w.margin[slot[i]];
  const std::uint8_t* const flags = w.flags.data();
  const std::uint16_t* const held = w.held.data();
  std::uint8_t* __restrict const agent = firms.agent;
  std::uint8_t* __restrict const other = firms.other;
  for (std::uint32_t i = 0; i < n; ++i) agent[i] = (flags[slot[i]] & kHasAgent) != 0;
  for (std::uint32_t i = 0; i < n; ++i) other[i] = (held[slot[i]] & ~own) != 0;
  std::copy_n(is_review_.data() + at, n, firms.review);
}

// (Z1) Of `slots_` only those stay who want to apply.
void Simulation::keep_willing(int s, const ApplyEnv& env) {
  Applicants& firms = desk_batch_->applicants;
  const SchemeParams& p = p_->schemes[s];
  std::vector<float> start;  // by sector
  for (int sector = 0; sector < world_.sectors(); ++sector) start.push_back(f(p.apply.v + p.peers_weight.v * peers_share(s, sector)));
  std::size_t kept = 0;
  for (std::size_t at = 0; at < slots_.size(); at += firms.n) {
    firms.n = static_cast<std::uint32_t>(std::min<std::size_t>(Applicants::kSize, slots_.size() - at));
    introduce(firms, s, at, start.data());
    k_.fill_luck(key_, firms.uid, firms.n, t_, kCallScheme, s, desk_batch_->words.out());
    k_.fill_luck(key_, firms.uid, firms.n, kForLife, kCallTraitC, 0, desk_batch_->traits.out());
    k_.apply(firms, env, desk_batch_->words.luck(), desk_batch_->traits.luck());
    for (std::uint32_t i = 0; i < firms.n; ++i) {
      slots_[kept] = slots_[at + i], is_review_[kept] = is_review_[at + i], scores_[kept] = scores_[at + i];
      kept += firms.yes[i];
    }
  }
  slots_.resize(kept), is_review_.resize(kept), scores_.resize(kept);
}

// Of `slots_` only those stay who fail no cheap condition of the rule.
void Simulation::keep_screened(int s) {
  const RuleContext context = rule_context();
  for (const Block& b : world_.blocks()) book_.narrow(s, context, b, asks_.data() + b.begin, rule_scratch_);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    slots_[kept] = slots_[i], is_review_[kept] = is_review_[i];
    kept += asks_[slots_[i]] != 0;
  }
  slots_.resize(kept), is_review_.resize(kept), scores_.resize(kept);
}

// Of `slots_`, who were screened, only those stay who may apply, with their scores.
void Simulation::keep_eligible(int s) {
  book_.evaluate(s, rule_context(), slots_, is_review_, outcome_, rule_scratch_, Scores::of_eligible, Asked::rest);
  std::size_t kept = 0;
  scores_.resize(slots_.size());
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    slots_[kept] = slots_[i], is_review_[kept] = is_review_[i], scores_[kept] = outcome_.score[i];
    kept += outcome_.eligible[i];
  }
  slots_.resize(kept), is_review_.resize(kept), scores_.resize(kept);
}

// Who may and who wants to are independent questions, so the order of asking changes nothing but the price. A firm that wants the
// certificate which lowers the tax works towards it whether it may apply yet or not.
void Simulation::apply_for(int s) {
  const bool works_towards_it = s == tax_scheme_;
  spread_word(s, !works_towards_it);
  const ApplyEnv env = apply_env(s);
  if (works_towards_it) {
    scores_.assign(slots_.size(), 0.0f);
    keep_willing(s, env);
    for (std::size_t i = 0; i < slots_.size(); ++i) world_.flags[slots_[i]] |= is_review_[i] ? 0 : kSeeksTitle;
    keep_screened(s);
    keep_eligible(s);
  } else {
    scores_.assign(slots_.size(), 0.0f);
    if (book_.has_score(s)) keep_eligible(s);
    keep_willing(s, env);
  }
  hand_in(s);
}

// (Z6) A firm knows its books better than the desk does.
void Simulation::hand_in(int s) {
  DeskBatch& batch = *desk_batch_;
  const std::vector<PolicyShelf::Offer> offers = shelf_.awards(s, Trigger::application, date());
  const DeskConstants constants = desk_constants(s);
  for (std::size_t at = 0; at < slots_.size(); at += batch.n) {
    batch.n = 0;
    for (std::size_t i = at; i < slots_.size() && batch.n < DeskBatch::kSize; ++i)
      batch.add(slots_[i], world_.uid[slots_[i]], scores_[i], is_review_[i]);
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

}  // namespace echelon
