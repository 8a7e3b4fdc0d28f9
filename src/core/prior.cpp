#include "core/prior.hpp"

#include <charconv>
#include <stdexcept>

#include "core/math/vecmath.hpp"

namespace echelon {

namespace {

void require(bool holds, const Prior& prior, const char* why) {
  if (!holds) throw std::invalid_argument(prior.text() + ": " + why);
}

std::string shortest(double x) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, x).ptr;
  return std::string(buffer, end);
}

double within(double x, double low, double high) { return vecmath::at_most(vecmath::at_least(x, low), high); }

// The part of the normal law between the cuts. Worked out on the side of the smaller tail, where probabilities keep
// their digits.
double cut_normal(const Prior& prior, double u) {
  require(prior.spread > 0 && prior.low < prior.high, prior, "needs a spread above 0 and low below high");
  const double a = (prior.low - prior.centre) / prior.spread;
  const double b = (prior.high - prior.centre) / prior.spread;
  const bool mirror = a > 0;
  const double pa = normal_cdf(mirror ? -b : a), pb = normal_cdf(mirror ? -a : b);
  const double z = inverse_normal(pa + (pb - pa) * (mirror ? 1 - u : u));
  return within(prior.centre + prior.spread * (mirror ? -z : z), prior.low, prior.high);
}

double triangle(const Prior& prior, double u) {
  require(prior.low < prior.high && prior.low <= prior.centre && prior.centre <= prior.high, prior,
          "needs low <= mode <= high and low below high");
  const double width = prior.high - prior.low, left = prior.centre - prior.low, right = prior.high - prior.centre;
  const double x = u * width < left ? prior.low + __builtin_sqrt(u * width * left)
                                    : prior.high - __builtin_sqrt((1 - u) * width * right);
  return within(x, prior.low, prior.high);
}

}  // namespace

double Prior::quantile(double u) const {
  require(u == u, *this, "the quantile of a probability that is not a number");
  u = within(u, 0x1p-53, 1 - 0x1p-53);
  switch (kind) {
    case Kind::fixed: return centre;
    case Kind::uniform:
      require(low <= high, *this, "needs low <= high");
      return within(low + (high - low) * u, low, high);
    case Kind::log_uniform:
      require(low > 0 && low <= high, *this, "needs 0 < low <= high");
      return within(low * vexp(u * vlog(high / low)), low, high);
    case Kind::normal: return cut_normal(*this, u);
    case Kind::triangular: return triangle(*this, u);
  }
  throw std::invalid_argument("a prior of no known kind");
}

std::string Prior::text() const {
  const std::string range = std::string("[").append(shortest(low)).append(", ").append(shortest(high)).append("]");
  switch (kind) {
    case Kind::fixed: return "fixed " + shortest(centre);
    case Kind::uniform: return "uniform " + range;
    case Kind::log_uniform: return "log-uniform " + range;
    case Kind::normal: return "normal(" + shortest(centre) + ", " + shortest(spread) + ") in " + range;
    case Kind::triangular: return "triangular " + range + ", mode " + shortest(centre);
  }
  return "unknown";
}

}  // namespace echelon
