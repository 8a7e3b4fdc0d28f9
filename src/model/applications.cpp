// The rounds of applications of a quarter: every firm hears of it or not (W1), those who know it and hold no certificate, or one that
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

// (W1) for one scheme, by sector.
std::vector<LearnEnv> Simulation::learn_envs(int s) const {
  const SchemeParams& p = p_->schemes[s];
  const double campaign = p_->awareness.campaign.v * shelf_.campaign_reach(s, date());
  LearnEnv env{};
  env.bit = static_cast<std::uint16_t>(1u << s), env.shift = 16 * (s % 2);
  env.quarter = static_cast<std::int16_t>(t_ - 1);
  env.renew_until = static_cast<std::int16_t>(decision_quarter(scenario_.schemes[s], t_) + 2);
  std::vector<LearnEnv> envs;
  for (int sector = 0; sector < world_.sectors(); ++sector) {
    const double alone = awareness_chance(p.aware_rate.v, p.aware_peers.v, peers_share(s, sector), campaign);
    const double chance = schemes_[s].started ? alone : 1 - (1 - alone) * (1 - p.aware_start.v);
    env.chance = half_word(chance);
    env.chance_familiar = half_word(1 - (1 - chance) * (1 - p_->awareness.familiar.v));
    envs.push_back(env);
  }
  return envs;
}

// The words of (W1) of eight schemes, `open` those of them that are asked about. Where most of a block know them all, luck is drawn for the
// others only: to who knows already it means nothing.
void Simulation::draw_awareness(const Block& b, std::uint32_t words_of, std::uint16_t open) {
  const std::uint32_t n = b.end - b.begin;
  const LuckOut out = luck_->out(kLuckScheme);
  const std::uint32_t* const uid = world_.uid.data() + b.begin;
  std::uint32_t* const at = luck_->found.data();
  k_.mark_unaware(b, {In(world_.status), In(world_.aware)}, open, luck_->bytes.data());
  const std::uint32_t asked = k_.append_set(luck_->bytes.data(), n, 0, at);
  if (2 * asked > n) return k_.fill_luck(key_, uid, n, t_, kCallAware, words_of, out);
  DeskBatch& batch = *desk_batch_;
  for (std::uint32_t done = 0; done < asked; done += batch.n) {
    batch.n = std::min(DeskBatch::kSize, asked - done);
    for (std::uint32_t i = 0; i < batch.n; ++i) batch.uid[i] = uid[at[done + i]];
    k_.fill_luck(key_, batch.uid, batch.n, t_, kCallAware, words_of, batch.words.out());
    std::uint32_t* const lanes[] = {out.lane0, out.lane1, out.lane2, out.lane3};
    for (int lane = 0; lane < 4; ++lane) {
      const bool wanted = (open >> (8 * words_of + 2 * lane) & 3u) != 0;  // two schemes share a word
      for (std::uint32_t i = 0; wanted && i < batch.n; ++i) lanes[lane][at[done + i]] = batch.words.lane[lane][i];
    }
  }
}

// (W1) Into the round of each open scheme: the firms that have something to decide and that may.
void Simulation::spread_word(std::span<const int> open) {
  const RuleContext context = rule_context();
  std::vector<std::vector<LearnEnv>> envs;
  std::uint16_t asked_of = 0;
  for (const int s : open) {
    asked_of |= static_cast<std::uint16_t>(1u << s);
    envs.push_back(learn_envs(s));
    if (rounds_.size() < envs.size()) rounds_.emplace_back();
    open_round(s, rounds_[envs.size() - 1]);
  }
  for (const Block& b : world_.blocks()) {
    int words_of = -1;
    for (std::size_t k = 0; k < open.size(); ++k) {
      const int s = open[k];
      if (words_of != s / 8) draw_awareness(b, static_cast<std::uint32_t>(s / 8), static_cast<std::uint16_t>(asked_of & (0xffu << (s / 8 * 8))));
      words_of = s / 8;
      const Luck luck = luck_->in(kLuckScheme);
      const std::uint32_t* const lanes[] = {luck.lane0, luck.lane1, luck.lane2, luck.lane3};
      std::uint8_t* const asks = luck_->bytes.data();
      k_.learn(b, {In(world_.status), In(world_.until[s]), In(world_.held), InOut(world_.aware)}, envs[k][b.sector], lanes[s % 8 / 2], asks);
      if (s == tax_scheme_) work_towards(s, rounds_[k], b, asks);
      const std::size_t narrowed = book_.narrow(s, context, b, asks, rule_scratch_);
      rounds_[k].append(k_, asks, b, narrowed);
      if (rounds_[k].waiting() >= kRuleChunk) ask_waiting(s, rounds_[k]);
    }
  }
  for (std::size_t k = 0; k < open.size(); ++k) ask_waiting(open[k], rounds_[k]), schemes_[open[k]].started = true;
}

// A firm that wants the certificate which lowers the tax works towards it whether it may apply yet or not. Clears the bytes of those
// that do not want it (Z1).
void Simulation::work_towards(int s, const ApplicationRound& round, const Block& b, std::uint8_t* __restrict asks) {
  Applicants& firms = desk_batch_->applicants;
  std::uint32_t* const slots = luck_->found.data();
  std::uint8_t* const flags = world_.flags.data();
  const std::uint32_t asked = k_.append_set(asks, b.end - b.begin, b.begin, slots);
  for (std::uint32_t done = 0; done < asked; done += firms.n) {
    firms.n = std::min(Applicants::kSize, asked - done);
    const std::uint32_t* const slot = slots + done;
    std::fill_n(firms.logit, firms.n, round.start[b.sector]);
    for (std::uint32_t i = 0; i < firms.n; ++i) firms.review[i] = asks[slot[i] - b.begin] == kRenewal;
    introduce(firms, s, slot);
    wish(s, round.wish);
    for (std::uint32_t i = 0; i < firms.n; ++i) {
      // Without a branch: half of them want it.
      const std::uint32_t at = slot[i], asking = asks[at - b.begin] & -static_cast<std::uint32_t>(firms.yes[i]);
      asks[at - b.begin] = static_cast<std::uint8_t>(asking);
      flags[at] = static_cast<std::uint8_t>(flags[at] | (asking & kFirst) * kSeeksTitle);
    }
  }
}

// (Z1) of the applicants at hand.
void Simulation::wish(int s, const ApplyEnv& env) {
  Applicants& firms = desk_batch_->applicants;
  k_.fill_luck(key_, firms.uid, firms.n, t_, kCallScheme, s, desk_batch_->words.out());
  k_.fill_luck(key_, firms.uid, firms.n, kForLife, kCallTraitC, 0, desk_batch_->traits.out());
  k_.apply(firms, env, desk_batch_->words.luck(), desk_batch_->traits.luck());
}

// What is known of the firms at hand.
void Simulation::introduce(Applicants& firms, int s, const std::uint32_t* slot) const {
  const World& w = world_;
  k_.introduce(firms, {In(w.uid), In(w.revenue0), In(w.margin), In(w.flags), In(w.held)}, slot, static_cast<std::uint16_t>(1u << s));
}

// What weighs with firms that could apply (Z1): it is the same for all of a sector.
void Simulation::open_round(int s, ApplicationRound& round) {
  const SchemeParams& p = p_->schemes[s];
  round.clear(world_.slots_in_use());
  round.wish = apply_env(s);
  round.start.clear();
  for (int sector = 0; sector < world_.sectors(); ++sector) round.start.push_back(f(p.apply.v + p.peers_weight.v * peers_share(s, sector)));
}

// (Z1) Of the firms from place `at` on, only those stay who want to apply.
void Simulation::keep_willing(int s, ApplicationRound& round, std::size_t at) {
  Applicants& firms = desk_batch_->applicants;
  std::size_t kept = at;
  for (; at < round.n; at += firms.n) {
    firms.n = static_cast<std::uint32_t>(std::min<std::size_t>(Applicants::kSize, round.n - at));
    const std::uint32_t* const slot = round.slots.data() + at;
    for (std::uint32_t i = 0; i < firms.n; ++i) firms.logit[i] = round.start[world_.sector_of_slot(slot[i])];
    std::copy_n(round.review.data() + at, firms.n, firms.review);
    introduce(firms, s, slot);
    wish(s, round.wish);
    kept = round.keep(at, firms.n, firms.yes, kept);
  }
  round.n = kept;
}

// Of those who wait for it, only those stay who may apply, with their scores, and who want to: independent questions, so the order of
// asking changes nothing but the price. They are few of every block: those of some blocks are asked together, while their columns are near.
void Simulation::ask_waiting(int s, ApplicationRound& round) {
  const std::size_t n = round.waiting(), at = round.settled;
  if (n > 0 && !book_.settled(s, date(), round.narrowed)) {
    book_.evaluate(s, rule_context(), {round.slots.data() + at, n}, {round.review.data() + at, n}, outcome_, rule_scratch_,
                   Scores::of_eligible, round.narrowed);
    std::copy_n(outcome_.score.begin(), n, round.score.data() + at);
    round.n = round.keep(at, n, outcome_.eligible.data(), at);
  }
  if (s != tax_scheme_) keep_willing(s, round, at);  // who wants that one works towards it already
  round.settle();
}

// (Z6) A firm knows its books better than the desk does.
void Simulation::hand_in(int s, const ApplicationRound& round) {
  DeskBatch& batch = *desk_batch_;
  const std::vector<PolicyShelf::Offer> offers = shelf_.awards(s, Trigger::application, date());
  const DeskConstants constants = desk_constants(s);
  for (std::size_t at = 0; at < round.n; at += batch.n) {
    batch.n = 0;
    for (std::size_t i = at; i < round.n && batch.n < DeskBatch::kSize; ++i)
      batch.add(round.slots.data()[i], world_.uid[round.slots.data()[i]], round.score.data()[i], round.review.data()[i]);
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
