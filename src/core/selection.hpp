#pragma once
// Who gets what is scarce: the best by score, equal scores by the smaller firm id. The order is total, so the outcome
// does not depend on the order in which candidates are listed. A NaN score throws std::invalid_argument.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <vector>

namespace echelon {

struct Candidate {
  float score;
  std::uint32_t uid;
  std::uint32_t slot;
};

constexpr bool better(const Candidate& a, const Candidate& b) {
  if (a.score != b.score) return a.score > b.score;
  if (a.uid != b.uid) return a.uid < b.uid;
  return a.slot < b.slot;
}

// Moves the n best to the front, best first, and returns how many there are (all, when fewer than n applied). The rest
// follow in no particular order. Expected time O(N + n log n).
std::size_t select_best(std::vector<Candidate>& c, std::size_t n);

// Throws when a score is NaN.
void require_scores(const std::vector<Candidate>& c);

// Takes the best first while the running sum of cost(candidate) stays within the budget; stops at the first that does
// not fit. The taken stand at the front, best first; returns how many. Costs are whole units and not negative.
// O(N + taken log N).
template <class Cost>
std::size_t select_under_budget(std::vector<Candidate>& c, std::int64_t budget, Cost cost) {
  require_scores(c);
  const auto worse = [](const Candidate& a, const Candidate& b) { return better(b, a); };
  std::make_heap(c.begin(), c.end(), worse);
  std::size_t taken = 0;
  std::int64_t left = budget;
  while (taken < c.size()) {
    const std::int64_t price = cost(c.front());
    if (price < 0) throw std::invalid_argument("a cost below zero");
    if (price > left) break;
    left -= price;
    std::pop_heap(c.begin(), c.end() - static_cast<std::ptrdiff_t>(taken), worse);
    ++taken;
  }
  std::reverse(c.begin(), c.end());
  return taken;
}

}  // namespace echelon
