// Who answers the threshold of reported R&D over sales, once a year before the books are closed (NOTCH).
#include <algorithm>
#include <limits>

#include "core/math/vecmath.hpp"
#include "model/draws.hpp"
#include "model/schedule.hpp"
#include "model/state.hpp"

namespace echelon {

namespace {

float f(double v) { return static_cast<float>(v); }

}  // namespace

// The thresholds that the rule will ask for at the next round.
void Simulation::open_notch() {
  answers_.clear();
  relabelled_.assign(options_.block_size, 0.0f);
  notch_ = {.report_sd = f(p_->research.report_noise.v), .target = f(1 + p_->notch.clearance.v), .above = {}, .up_to = {}, .ratio = {},
            .quarter = static_cast<std::int16_t>(t_), .born_by = static_cast<std::int16_t>(t_), .needs_rights = 0};
  std::fill_n(notch_.above, kNotchClasses, std::numeric_limits<float>::infinity());
  if (tax_scheme_ < 0) return;
  const int next = 4 + scenario_.schemes[tax_scheme_].apply_quarter - date().of_year();  // quarters until the round of next year
  const RuleVersion* const rule = book_.version_at(tax_scheme_, date() + next);
  if (rule != nullptr) read_notch(*rule, t_ + next, notch_);
}

// Leaves in `relabelled_` what the firms of the block report beyond their R&D.
void Simulation::answer_notch(const Block& b, const Luck& year) {
  if (tax_scheme_ < 0 || p_->notch.weight.v == 0) return;
  const World& w = world_;
  const std::uint32_t n = b.end - b.begin;
  alignas(64) static thread_local float gap[65536], threshold[65536];
  alignas(64) static thread_local std::uint8_t asked[65536];
  static thread_local std::uint32_t found[65536 + kAppendRoom];
  k_.notch_gaps(b, {In(w.status), In(w.flags), In(w.until[tax_scheme_]), In(w.birth), In(w.inventions), In(w.utilities), In(w.rd_year),
                    In(w.sales_year), In(w.revenue0), In(w.revenue1), In(w.reported0), In(w.reported1)},
                notch_, year, gap, threshold, asked);
  const std::uint32_t count = k_.append_set(asked, n, 0, found);
  NotchBatch& batch = desk_batch_->notch;
  for (std::uint32_t done = 0; done < count; done += batch.n) {
    batch.n = std::min(NotchBatch::kSize, count - done);
    for (std::uint32_t i = 0; i < batch.n; ++i) {
      const std::uint32_t j = found[done + i];
      batch.slot[i] = b.begin + j, batch.uid[i] = w.uid[b.begin + j], batch.gap[i] = gap[j], batch.threshold[i] = threshold[j];
    }
    choose_at_notch(b, year);
  }
}

// What the firms of the batch know of themselves (N3).
void Simulation::introduce_at_notch(const Block& b) {
  NotchBatch& batch = desk_batch_->notch;
  const World& w = world_;
  const auto sum = [&](Trigger trigger) { return f(shelf_.award_sum(tax_scheme_, trigger, date())); };
  const float recognition = sum(Trigger::first_recognition) + sum(Trigger::pool_entry), renewal = sum(Trigger::renewal);
  const int due = t_ + 4 + 2;  // a certificate that ends up to here is up for renewal in the next round
  const float a_year = f(1 / p_->certification.tax_years.v);
  const float credit = f(p_->finance.credit.v - p_->finance.reserve.v);
  const float cost_of_rd = 1.0f + sectors_[b.sector].law.super_deduction;
  for (std::uint32_t i = 0; i < batch.n; ++i) {
    const std::uint32_t s = batch.slot[i];
    const bool held_on = w.until[tax_scheme_][s] > due;
    const float room = 0.001f * static_cast<float>(w.cash[s]) + credit * w.sales[s];
    batch.sales[i] = w.sales_year[s];
    batch.losses[i] = 0.001f * static_cast<float>(w.carried_loss[s] / kLossAges);
    batch.taxable[i] = w.sales_year[s] * w.margin[s] - cost_of_rd * w.rd_year[s] - batch.losses[i];
    batch.room[i] = room > 0 ? room : 0.0f;
    batch.award[i] = w.since[tax_scheme_][s] == kNever ? recognition : renewal;
    batch.part[i] = held_on ? a_year : 1.0f;
  }
}

NotchEnv Simulation::notch_env(const Block& b) const {
  const CertificationParams& c = p_->certification;
  const TaxLaw& law = sectors_[b.sector].law;
  return {.weight = f(p_->notch.weight.v), .pass = f(c.pass_expected.v), .relabel_cost = f(p_->notch.relabel_cost.v),
          .cost_of_rd = f(1 - p_->notch.worth_of_rd.v), .hassle = f(p_->notch.hassle.v), .hassle_spread = f(p_->notch.hassle_spread.v),
          .prestige = f(p_->schemes[tax_scheme_].prestige.v), .prestige_size = f(c.prestige_size.v),
          .log_prestige_sales = f(vlog(c.prestige_sales.v)),
          .application = f(shelf_.award_sum(tax_scheme_, Trigger::application, date())),
          .saved = f(1e6 * c.tax_years.v) * (law.general - law.certified), .ceiling = law.small_ceiling,
          .loss_saved = f(1e6 * p_->notch.loss_worth.v) * law.certified};
}

void Simulation::choose_at_notch(const Block& b, const Luck& year) {
  NotchBatch& batch = desk_batch_->notch;
  introduce_at_notch(b);
  k_.fill_luck(key_, batch.uid, batch.n, kForLife, kCallNotch, 0, batch.words.out());
  k_.notch_choose(batch, notch_env(b), batch.words.luck());
  const float sd = notch_.report_sd;
  for (std::uint32_t i = 0; i < batch.n; ++i) {
    if (!batch.yes[i]) continue;
    const std::uint32_t s = batch.slot[i];
    // What it does beyond the plan is reported with the year's noise, like all R&D; relabelling fills the rest to the last yuan.
    const float noise = vexp(sd * inverse_normal(unit_float(year.lane1[s - b.begin])) - 0.5f * sd * sd);
    const auto paid = static_cast<std::int32_t>(1000.0f * batch.real[i] / noise);
    const float extra = 0.001f * static_cast<float>(paid);
    world_.cash[s] -= paid, cash_.research += paid;
    world_.rd_year[s] += extra;
    world_.knowledge[s] += extra * sectors_[b.sector].research.inverse_wage;
    relabelled_[s - b.begin] = std::max(batch.gap[i] - extra * noise, 0.0f);
    answers_.push_back({s, batch.uid[i], relabelled_[s - b.begin], extra});
  }
}

}  // namespace echelon
