#include "core/selection.hpp"

namespace echelon {

void require_scores(const std::vector<Candidate>& c) {
  for (const auto& candidate : c)
    if (candidate.score != candidate.score) throw std::invalid_argument("a candidate's score is not a number");
}

std::size_t select_best(std::vector<Candidate>& c, std::size_t n) {
  require_scores(c);
  const std::size_t chosen = std::min(n, c.size());
  const auto cut = c.begin() + static_cast<std::ptrdiff_t>(chosen);
  const auto first = [](const Candidate& a, const Candidate& b) { return better(a, b); };
  if (chosen > 0 && chosen < c.size()) std::nth_element(c.begin(), cut - 1, c.end(), first);
  std::sort(c.begin(), cut, first);
  return chosen;
}

}  // namespace echelon
