#include "engine/study/plan.hpp"

#include <algorithm>
#include <numeric>

#include "core/random/philox.hpp"

namespace echelon {

namespace {

constexpr std::uint32_t kMorris = 0xd0000010u;  // the trajectories' corner of the counters
constexpr std::uint64_t kMorrisKey = 0xd5162u;
constexpr std::uint32_t kJoining = 0xd0000012u;  // orders of joining
constexpr std::uint64_t kJoiningKey = 0xd5164u;

// A number below n.
std::size_t below(PhiloxEngine& random, std::size_t n) { return static_cast<std::size_t>((std::uint64_t{random()} * n) >> 32); }

std::vector<std::size_t> shuffled(PhiloxEngine& random, std::size_t n) {
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = n; i > 1; --i) std::swap(order[i - 1], order[below(random, i)]);
  return order;
}

std::size_t grid_places(const Study& study, const Factor& f) { return f.levels.empty() ? study.levels : f.levels.size(); }

std::size_t points_of(const Study& study) {
  if (study.kind == StudyKind::table) return study.table.size();
  if (study.kind == StudyKind::grid) {
    std::size_t n = 1;
    for (const Factor& f : study.factors) n *= grid_places(study, f);
    return n;
  }
  return study.points * points_together(study);
}

std::size_t dims_of(const Study& study) {
  return study.kind == StudyKind::sobol ? 2 * study.factors.size() : study.factors.size();
}

// Morris and designs that enumerate need no point source.
std::string source_of(const Study& study) {
  const bool own = study.kind == StudyKind::morris || study.kind == StudyKind::grid || study.kind == StudyKind::table;
  return own ? "random" : study.design;
}

}  // namespace

std::size_t points_together(const Study& study) {
  const std::size_t k = study.inputs.size();
  if (study.kind == StudyKind::sobol) return study.second_order ? 2 * k + 2 : k + 2;
  if (study.sampled) return 2 * study.players.size();  // nobody, everybody, and all between in one order and in its reverse
  return study.kind == StudyKind::morris ? k + 1 : 1;
}

Plan::Plan(const Study& study)
    : study_(study), points_(points_of(study)),
      per_point_(study.seeds * (study.scenarios.empty() ? 1 : study.scenarios.size())), group_(points_together(study)),
      source_(source_of(study), study.points, dims_of(study), study.seed), copula_(study.correlations) {
  for (const Factor& f : study.factors) {
    const auto at = std::find(study.inputs.begin(), study.inputs.end(), f.input);
    input_of_.push_back(static_cast<std::size_t>(at - study.inputs.begin()));
  }
}

Experiment Plan::at(std::size_t e) {
  const std::size_t point = e / per_point_, inside = e % per_point_, variants = per_point_ / study_.seeds;
  Experiment x;
  switch (study_.kind) {
    case StudyKind::sobol: x = saltelli(point); break;
    case StudyKind::morris: x = trajectory(point); break;
    case StudyKind::grid: x = grid(point); break;
    case StudyKind::table: x = from_table(point); break;
    default: x = study_.sampled ? joining(point) : sample(point);
  }
  x.point = point, x.variant = inside % variants;
  const std::size_t seed = inside / variants;
  if (study_.luck == StudyLuck::own) x.luck = (point / group_) * study_.seeds + seed;
  else x.luck = seed;
  const auto number = [&](Factor::Kind kind, std::uint64_t otherwise) {
    for (std::size_t f = 0; f < study_.factors.size(); ++f)
      if (study_.factors[f].kind == kind) return static_cast<std::uint64_t>(x.values[f]);
    return otherwise;
  };
  x.luck = number(Factor::Kind::luck, x.luck - seed) + seed;
  x.macro = number(Factor::Kind::macro_path, study_.macro == StudyMacro::common ? 0 : x.luck);
  return x;
}

void Plan::place(Experiment& x, std::vector<double> u) const {
  if (!copula_.empty()) copula_.apply(u);
  for (std::size_t f = 0; f < study_.factors.size(); ++f) x.values.push_back(study_.factors[f].value(u[f]));
}

Experiment Plan::sample(std::size_t point) {
  Experiment x;
  place(x, source_.point(point));
  x.role = "point";
  return x;
}

Experiment Plan::saltelli(std::size_t point) {
  const std::vector<double> both = source_.point(point / group_);
  const std::size_t n = study_.factors.size(), k = study_.inputs.size(), place_in = point % group_;
  const bool last = place_in == group_ - 1, from_b = last || place_in > k;
  const std::size_t swapped = place_in == 0 || last ? k : (place_in - 1) % k;  // the input of the other matrix
  std::vector<double> u(n);
  for (std::size_t f = 0; f < n; ++f) u[f] = both[(from_b != (input_of(f) == swapped) ? n : 0) + f];
  Experiment x;
  place(x, u);
  x.role = place_in == 0 ? "A" : last ? "B" : (from_b ? "BA " : "AB ") + study_.inputs[swapped];
  return x;
}

// Morris (1991): a start on the grid, every input moved once, in random order, up or down by half the levels.
Experiment Plan::trajectory(std::size_t point) {
  const std::size_t t = point / group_, steps = point % group_, k = study_.inputs.size(), p = study_.levels;
  PhiloxEngine random(philox_key(study_.seed, kMorrisKey), static_cast<std::uint32_t>(t), 0, kMorris);
  const std::vector<std::size_t> order = shuffled(random, k);
  std::vector<bool> moved(k, false);
  for (std::size_t s = 0; s < steps; ++s) moved[order[s]] = true;
  Experiment x;
  if (steps > 0) x.moved = static_cast<int>(order[steps - 1]);
  const double delta = static_cast<double>(p) / (2.0 * static_cast<double>(p - 1));
  for (std::size_t f = 0; f < study_.factors.size(); ++f) {
    const std::size_t low = below(random, p / 2);
    const bool up = below(random, 2) == 1;
    const std::size_t level = low + (up == static_cast<bool>(moved[input_of(f)]) ? p / 2 : 0);
    const Factor& factor = study_.factors[f];
    const bool number = factor.kind == Factor::Kind::luck || factor.kind == Factor::Kind::macro_path;
    if (number) x.values.push_back(static_cast<double>((t * p + level) * study_.seeds));  // every trajectory has its own
    else x.values.push_back(factor.value(static_cast<double>(level) / static_cast<double>(p - 1)));
    if (x.moved == static_cast<int>(input_of(f)) && x.step == 0) x.step = up ? delta : -delta;
  }
  x.role = steps == 0 ? "start" : "move " + study_.inputs[static_cast<std::size_t>(x.moved)];
  return x;
}

// Castro, Gomez and Tejada (2009): players join in a random order, at every point in one of its own and in its reverse, which
// together vary less (Mitchell et al. 2022). Nobody comes first, everybody last; the factors of the players stand at the end.
Experiment Plan::joining(std::size_t point) {
  const std::size_t row = point / group_, step = point % group_, k = study_.players.size();
  PhiloxEngine random(philox_key(study_.seed, kJoiningKey), static_cast<std::uint32_t>(row), 0, kJoining);
  const std::vector<std::size_t> order = shuffled(random, k);
  const bool reverse = step >= k && step < group_ - 1;
  const std::size_t joined = step == group_ - 1 ? k : reverse ? step - k + 1 : step;
  Experiment x;
  place(x, source_.point(row));
  const std::size_t first = x.values.size() - k;
  for (std::size_t j = 0; j < k; ++j) x.values[first + j] = 0;
  for (std::size_t j = 0; j < joined; ++j) x.values[first + order[reverse ? k - 1 - j : j]] = 1;
  x.role = "with " + std::to_string(joined);
  return x;
}

Experiment Plan::grid(std::size_t point) const {
  std::vector<double> u(study_.factors.size());
  for (std::size_t f = u.size(); f-- > 0;) {  // the last factor runs fastest
    const std::size_t n = grid_places(study_, study_.factors[f]), i = point % n;
    point /= n;
    const bool discrete = !study_.factors[f].levels.empty();
    u[f] = discrete || n == 1 ? (static_cast<double>(i) + 0.5) / static_cast<double>(n) : static_cast<double>(i) / static_cast<double>(n - 1);
  }
  Experiment x;
  place(x, u);
  x.role = "point";
  return x;
}

Experiment Plan::from_table(std::size_t point) const {
  Experiment x;
  x.values = study_.table[point];
  x.role = "row";
  return x;
}

}  // namespace echelon
