#include "engine/designs.hpp"

#include <boost/random/sobol.hpp>
#include <optional>
#include <stdexcept>
#include <utility>

#include "core/random/philox.hpp"
#include "core/random/uniform.hpp"

namespace echelon {

namespace {

using Points = std::vector<std::vector<double>>;

// The designs' own corner of the counters: far from any firm, quarter or call of a run.
constexpr std::uint32_t kRandomDesign = 0xd0000000u;
constexpr std::uint32_t kLatinJitter = 0xd0000001u;
constexpr std::uint32_t kLatinOrder = 0xd0000002u;
constexpr std::uint32_t kSobolSeeds = 0xd0000003u;
constexpr std::uint32_t kLatinKeys = 0xd0000004u;

constexpr std::size_t kSobolDimensions = 3667;
constexpr int kSobolBits = 32;

double uniform_at(PhiloxKey key, std::uint32_t purpose, std::size_t point, std::size_t dim) {
  const Words4 w = philox(key, static_cast<std::uint32_t>(point), static_cast<std::uint32_t>(dim), purpose, 0);
  return unit_double(w.w0, w.w1);
}

// A whole number below `bound` from 64 random bits; the bias is below bound / 2^32.
std::size_t below(PhiloxEngine& engine, std::size_t bound) {
  const std::uint64_t high = engine(), low = engine();
  return static_cast<std::size_t>((static_cast<unsigned __int128>((high << 32) | low) * bound) >> 64);
}

Points random_design(Points points, PhiloxKey key) {
  for (std::size_t i = 0; i < points.size(); ++i)
    for (std::size_t d = 0; d < points[i].size(); ++d) points[i][d] = uniform_at(key, kRandomDesign, i, d);
  return points;
}

Points latin_design(Points points, std::size_t dims, PhiloxKey key) {
  const std::size_t n = points.size();
  std::vector<std::size_t> slice(n);
  for (std::size_t d = 0; d < dims; ++d) {
    for (std::size_t i = 0; i < n; ++i) slice[i] = i;
    PhiloxEngine engine(key, 0, static_cast<std::uint32_t>(d), kLatinOrder);
    for (std::size_t i = n; i > 1; --i) std::swap(slice[i - 1], slice[below(engine, i)]);
    for (std::size_t i = 0; i < n; ++i) {
      const double inside = uniform_at(key, kLatinJitter, i, d);
      points[i][d] = (static_cast<double>(slice[i]) + inside) / static_cast<double>(n);
    }
  }
  return points;
}

// Owen's nested scrambling (1995): each binary digit is flipped or not by a hash of all digits before it, so that
// elementary intervals are permuted as wholes and keep their one point.
double scramble(std::uint32_t digits, std::uint64_t axis) {
  std::uint64_t result = 0, prefix = 1;  // the leading 1 tells prefixes of different lengths apart
  for (int level = kSobolBits - 1; level >= 0; --level) {
    const std::uint64_t digit = (digits >> level) & 1u;
    result = 2 * result + (digit ^ (mix64(axis + prefix * 0x9e3779b97f4a7c15u) >> 63));
    prefix = 2 * prefix + digit;
  }
  return (static_cast<double>(result) + 0.5) * 0x1p-32;
}

using SobolEngine = boost::random::sobol_engine<std::uint32_t, kSobolBits>;

void require_sobol(std::size_t n, std::size_t dims) {
  if (dims > kSobolDimensions) throw std::invalid_argument("a Sobol' design has at most 3667 dimensions");
  if (n > (std::size_t{1} << 31)) throw std::invalid_argument("a Sobol' design has at most 2^31 points");
}

std::vector<std::uint64_t> axis_keys(std::size_t dims, PhiloxKey key, std::uint32_t purpose) {
  std::vector<std::uint64_t> axis(dims);
  for (std::size_t d = 0; d < dims; ++d) {
    const Words4 w = philox(key, 0, static_cast<std::uint32_t>(d), purpose, 0);
    axis[d] = (std::uint64_t{w.w0} << 32) | w.w1;
  }
  return axis;
}

Points sobol_design(Points points, std::size_t dims, PhiloxKey key) {
  require_sobol(points.size(), dims);
  SobolEngine engine(dims);
  const std::vector<std::uint64_t> axis = axis_keys(dims, key, kSobolSeeds);
  for (std::size_t i = 0; i < points.size(); ++i)
    for (std::size_t d = 0; d < dims; ++d) {
      // Boost leaves out the origin, which the elementary intervals need.
      const std::uint32_t digits = i == 0 ? 0u : engine();
      points[i][d] = scramble(digits, axis[d]);
    }
  return points;
}

}  // namespace

std::vector<std::vector<double>> design(const std::string& kind, std::size_t n, std::size_t dims, std::uint64_t seed) {
  const PhiloxKey key = philox_key(seed, 0xd5161u);
  Points points(n, std::vector<double>(dims));
  if (dims == 0) return points;
  if (kind == "random") return random_design(std::move(points), key);
  if (kind == "latin-hypercube") return latin_design(std::move(points), dims, key);
  if (kind == "sobol") return sobol_design(std::move(points), dims, key);
  throw std::invalid_argument("unknown design '" + kind + "'; known are random, latin-hypercube, sobol");
}

// Four rounds over two halves of equal width; the cube of 2^(2 half) numbers is walked until one lies below n, which takes
// fewer than four steps on average.
std::uint64_t permuted(std::uint64_t i, std::uint64_t n, std::uint64_t key) {
  int half = 1;
  while (half < 31 && (std::uint64_t{1} << (2 * half)) < n) ++half;
  const std::uint64_t mask = (std::uint64_t{1} << half) - 1;
  do {
    std::uint64_t left = i >> half, right = i & mask;
    for (std::uint64_t round = 0; round < 4; ++round) {
      const std::uint64_t next = left ^ (mix64(key + (4 * right + round) * 0x9e3779b97f4a7c15u) & mask);
      left = right, right = next;
    }
    i = (left << half) | right;
  } while (i >= n);
  return i;
}

struct PointSource::State {
  std::string kind;
  std::size_t n, dims;
  PhiloxKey key;
  std::vector<std::uint64_t> axis;
  std::optional<SobolEngine> first, engine;  // as made; where the last point left it
  std::size_t next = 0;                      // the point that `engine` gives next

  std::vector<double> sobol(std::size_t i) {
    std::vector<double> u(dims);
    if (i != next || i == 0) {
      engine = first;
      if (i > 1) engine->discard((i - 1) * dims);  // Boost leaves out the origin
    }
    for (std::size_t d = 0; d < dims; ++d) u[d] = scramble(i == 0 ? 0u : (*engine)(), axis[d]);
    next = i + 1;
    return u;
  }
};

PointSource::PointSource(const std::string& kind, std::size_t n, std::size_t dims, std::uint64_t seed)
    : state_(new State{kind, n, dims, philox_key(seed, 0xd5161u), {}, {}, {}, 0}) {
  if (kind == "sobol" && dims > 0) {
    require_sobol(n, dims);
    state_->first.emplace(dims);
    state_->axis = axis_keys(dims, state_->key, kSobolSeeds);
  } else if (kind == "latin-hypercube") {
    state_->axis = axis_keys(dims, state_->key, kLatinKeys);
  } else if (kind != "random" && kind != "sobol") {
    throw std::invalid_argument("unknown design '" + kind + "'; known are random, latin-hypercube, sobol");
  }
}
PointSource::~PointSource() = default;
PointSource::PointSource(PointSource&&) noexcept = default;

std::vector<double> PointSource::point(std::size_t i) {
  State& s = *state_;
  if (s.kind == "sobol" && s.dims > 0) return s.sobol(i);
  std::vector<double> u(s.dims);
  for (std::size_t d = 0; d < s.dims; ++d) {
    const bool latin = s.kind == "latin-hypercube";
    const double inside = uniform_at(s.key, latin ? kLatinJitter : kRandomDesign, i, d);
    u[d] = latin ? (static_cast<double>(permuted(i, s.n, s.axis[d])) + inside) / static_cast<double>(s.n) : inside;
  }
  return u;
}

}  // namespace echelon
