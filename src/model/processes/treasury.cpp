#include "model/processes/treasury.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "model/fields.hpp"
#include "model/world.hpp"

namespace echelon {

void Treasury::open(const std::vector<Instrument>& instruments, double scale, bool keep_payments, std::size_t districts) {
  waiting_.clear();
  payments_.clear();
  to_people_ = to_banks_ = to_funds_ = 0;
  keep_payments_ = keep_payments;
  budget_.clear();
  for (const Instrument& i : instruments)
    budget_.push_back(i.budget < 0 ? -1 : static_cast<std::int64_t>(i.budget / 1000 * scale));
  paid_year_.assign(instruments.size(), 0);
  totals_.assign(instruments.size(), {});
  projects_.clear();
  districts_ = districts, places_.assign(instruments.size() * districts, 0);
}

void Treasury::open_year() {
  std::fill(paid_year_.begin(), paid_year_.end(), 0);
  std::fill(places_.begin(), places_.end(), 0);
}

void Treasury::claim(const Claim& claim) {
  if (claim.amount <= 0) return;
  totals_[claim.instrument].claimed += claim.amount;
  waiting_.push_back(claim);
}

// Claims whose order decides who is paid, to the front of due_; returns how many. Where a line can pay all that is due, or not
// even the smallest claim, the order means nothing but to the log.
std::size_t Treasury::contested() {
  if (keep_payments_) return due_.size();
  std::vector<std::int64_t> sum(budget_.size(), 0), least(budget_.size(), std::numeric_limits<std::int64_t>::max());
  for (const Claim& c : due_) {
    sum[c.instrument] += c.amount;
    least[c.instrument] = std::min(least[c.instrument], c.amount);
  }
  const auto order_decides = [&](const Claim& c) {
    const std::int64_t left = budget_[c.instrument] - paid_year_[c.instrument];
    return budget_[c.instrument] >= 0 && sum[c.instrument] > left && least[c.instrument] <= left;
  };
  return static_cast<std::size_t>(std::partition(due_.begin(), due_.end(), order_decides) - due_.begin());
}

std::int64_t Treasury::pay(World& world, int quarter) {
  due_.clear(), projects_.clear();
  std::vector<Claim>& rest = waiting_;
  const auto later = std::partition(rest.begin(), rest.end(), [&](const Claim& c) { return c.due > quarter; });
  due_.assign(later, rest.end());
  rest.erase(later, rest.end());
  // Older claims are arrears and come first; the order does not depend on when a claim was written down.
  std::sort(due_.begin(), due_.begin() + static_cast<std::ptrdiff_t>(contested()), [](const Claim& a, const Claim& b) {
    return std::tie(a.due, a.instrument, a.uid, a.amount, a.for_project) <
           std::tie(b.due, b.instrument, b.uid, b.amount, b.for_project);
  });
  std::int64_t paid = 0;
  for (const Claim& c : due_) {
    const bool firm = c.slot < kFund;
    if (firm && (world.uid[c.slot] != c.uid || world.status[c.slot] == kEmpty)) {
      totals_[c.instrument].voided += c.amount;
      continue;
    }
    const std::int64_t budget = budget_[c.instrument];
    if (budget >= 0 && paid_year_[c.instrument] + c.amount > budget) {
      rest.push_back(c);
      continue;
    }
    if (firm) world.cash[c.slot] += static_cast<std::int32_t>(c.amount);
    if (const std::size_t place = firm ? world.district[c.slot] : districts_; place < districts_)
      places_[static_cast<std::size_t>(c.instrument) * districts_ + place] += c.amount;
    if (c.for_project) {
      world.grant_left[c.slot] += static_cast<std::int32_t>(c.amount);
      projects_.push_back({c.instrument, c.slot, c.amount});
    }
    paid_year_[c.instrument] += c.amount;
    totals_[c.instrument].paid += c.amount;
    if (keep_payments_) payments_.push_back({quarter, c.instrument, firm ? c.uid : kNoFirm, c.amount});
    (firm ? paid : c.slot == kNoFirm ? to_people_ : c.slot == kBank ? to_banks_ : to_funds_) += c.amount;
  }
  return paid;
}

std::vector<std::int64_t> Treasury::waiting() const {
  std::vector<std::int64_t> sum(budget_.size(), 0);
  for (const Claim& c : waiting_) sum[c.instrument] += c.amount;
  return sum;
}

std::span<const Field> treasury_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(treasury, cit_local, "", "%", 0, 1, "local share of corporate income tax", "企业所得税地方分成"),
  };
  return fields;
}

}  // namespace echelon
