// Who held what at the end of 2017: the back-cast stock of each scheme goes to firms that the rule of the day admits, better
// scores first but with noise, granted over the last rounds. Each has a genesis record that counts as a decision.
#include <algorithm>

#include "core/math/vecmath.hpp"
#include "model/draws.hpp"
#include "model/schedule.hpp"
#include "model/shortlist.hpp"
#include "model/state.hpp"

namespace echelon {

void Simulation::deal_initial_certificates() {
  for (const Block& b : world_.blocks()) {
    for (std::uint32_t i = b.begin; i < b.end; ++i) sectors_[b.sector].active += world_.status[i] == kActive;
  }
  // The certificate that opens other doors first.
  if (tax_scheme_ >= 0) deal_scheme(tax_scheme_);
  for (int s = 0; s < world_.schemes(); ++s) {
    if (s != tax_scheme_) deal_scheme(s);
  }
}

void Simulation::deal_scheme(int s) {
  const Scheme& scheme = scenario_.schemes[s];
  const SchemeParams& p = p_->schemes[s];
  schemes_[s].started = scheme.opens <= scenario_.horizon.first + (-1);
  const auto bit = static_cast<std::uint16_t>(1u << s);
  // Who knows of it already.
  const std::int32_t aware = schemes_[s].started ? uniforms_below(p.aware_start.v) : 0;
  for (const Block& b : aware > 0 ? world_.blocks() : std::span<const Block>{}) {
    k_.fill_luck(key_, world_.uid.data() + b.begin, b.end - b.begin, kForLife, kCallScheme, static_cast<std::uint32_t>(s), luck_->out(0));
    k_.know_at_start(b, {In(world_.status), InOut(world_.aware)}, bit, aware, luck_->in(0).lane0);
  }
  const auto wanted = static_cast<std::size_t>(p.stock_start.v * scenario_.scale + 0.5);
  if (wanted == 0) return;
  list_performers(world_, k_, slots_);
  book_.evaluate(s, rule_context(), slots_, {}, outcome_, rule_scratch_, Scores::of_eligible);
  rank_eligible(s);
  if (s == tax_scheme_) take_by_district(wanted);
  const std::size_t n = s == tax_scheme_ ? std::min(wanted, candidates_.size()) : select_best(candidates_, wanted);
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t slot = candidates_[i].slot;
    const float u = unit_float(philox(key_, world_.uid[slot], kForLife, kCallScheme, s).w3);
    int since = scheme.decide_quarter - 1 - 4;  // the round of 2017
    int end = scheme.valid_until_quarter > 0 ? scheme.valid_until_quarter - 1 : since + scheme.validity_quarters - 1;
    if (scheme.validity_quarters > 8 && scheme.valid_until_quarter == 0) {
      const double oldest = p_->certification.cohort_oldest.v, middle = p_->certification.cohort_middle.v;
      const int back = u < oldest ? 8 : (u < oldest + middle ? 4 : 0);
      since -= back, end -= back;
    }
    if (end < -1) end = -1;  // due at the next desk
    registry_.grant(world_, s, slot, -1, since, end, true, false);
    world_.aware[slot] |= bit;
  }
}

// The firms of slots_ that the rule admits, by their score, by chance and by their inclination.
void Simulation::rank_eligible(int s) {
  DeskBatch& batch = *desk_batch_;
  candidates_.clear();
  for (std::size_t i = 0; i < slots_.size();) {
    for (batch.n = 0; i < slots_.size() && batch.n < DeskBatch::kSize; ++i) {
      if (outcome_.eligible[i]) batch.add(slots_[i], world_.uid[slots_[i]], outcome_.score[i], false);
    }
    k_.fill_luck(key_, batch.uid, batch.n, kForLife, kCallScheme, static_cast<std::uint32_t>(s), batch.words.out());
    k_.fill_luck(key_, batch.uid, batch.n, kForLife, kCallTraitC, 0, batch.traits.out());
    k_.rank_at_start(batch.n, desk_constants(s), p_->certification.genesis_noise.v, p_->certification.propensity.v, batch.words.luck(),
                     batch.traits.luck(), batch.score);
    for (std::uint32_t j = 0; j < batch.n; ++j) candidates_.push_back({batch.score[j], batch.uid[j], batch.slot[j]});
  }
}

// The best of every district to its share of the certificates; where a district has too few, the best of the others. They come first in
// candidates_.
void Simulation::take_by_district(std::size_t wanted) {
  std::sort(candidates_.begin(), candidates_.end(), better);
  std::vector<double> left;
  for (const District& d : scenario_.districts) left.push_back(d.hte_share * static_cast<double>(wanted) + 0.5);
  std::vector<Candidate> inside, beyond;
  for (const Candidate& c : candidates_) {
    double& places = left[world_.district[c.slot]];
    (places >= 1 && inside.size() < wanted ? inside : beyond).push_back(c);
    if (places >= 1) places -= 1;
  }
  inside.insert(inside.end(), beyond.begin(), beyond.end());
  candidates_ = std::move(inside);
}

}  // namespace echelon
