#include "core/problems.hpp"

#include <algorithm>
#include <tuple>

namespace echelon {

namespace {

// Letters of a UTF-8 text, so that one Chinese character counts as one change, not three.
std::u32string letters(const std::string& text) {
  std::u32string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0u) == 0x80u && !result.empty()) result.back() = (result.back() << 8) | byte;
    else if (byte >= 'A' && byte <= 'Z') result.push_back(byte - 'A' + 'a');
    else result.push_back(byte == '_' ? U'-' : byte);
  }
  return result;
}

// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
std::size_t edits(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> before, last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = std::min(now[j], before[j - 2] + 1);
    }
    before = last;
    std::swap(last, now);
  }
  return last[b.size()];
}

}  // namespace

std::string SourcePos::text() const {
  if (line == 0) return file;
  return file + ":" + std::to_string(line) + ":" + std::to_string(column);
}

void Problems::add(SourcePos where, std::string what, std::string why, std::string hint) {
  list_.push_back({std::move(where), std::move(what), std::move(why), std::move(hint)});
}

std::string Problems::text() const {
  auto sorted = list_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Problem& a, const Problem& b) {
    return std::tie(a.where.file, a.where.line, a.where.column) < std::tie(b.where.file, b.where.line, b.where.column);
  });
  std::string result;
  for (const auto& problem : sorted) {
    if (!result.empty()) result += "\n";
    const std::string where = problem.where.text();
    result += where + (where.empty() ? "" : ": ") + problem.what + "\n";
    if (!problem.why.empty()) result += "  " + problem.why + "\n";
    if (!problem.hint.empty()) result += "  did you mean " + problem.hint + "?\n";
  }
  return result;
}

UserError::UserError(Problems problems) : std::runtime_error(problems.text()), problems_(std::move(problems)) {}

std::string nearest(const std::string& name, const std::vector<std::string>& known) {
  const auto wanted = letters(name);
  const std::size_t furthest = std::max<std::size_t>(1, wanted.size() / 3);
  std::string best;
  std::size_t fewest = furthest + 1;
  for (const auto& candidate : known) {
    const auto distance = edits(wanted, letters(candidate));
    if (distance >= letters(candidate).size()) continue;  // nothing in common
    if (distance < fewest || (distance == fewest && !best.empty() && candidate < best)) {
      fewest = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace echelon
