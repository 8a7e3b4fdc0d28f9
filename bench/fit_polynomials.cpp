// Where the coefficients of src/core/math/vecmath.hpp come from: Remez exchange in 50-digit arithmetic. Prints every
// polynomial with its largest relative error. Run once by hand; the numbers are pasted into the header.
//   g++ -std=c++20 -O2 bench/fit_polynomials.cpp -o fit_polynomials && ./fit_polynomials
#include <boost/math/special_functions/erf.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cstdio>
#include <functional>
#include <iostream>
#include <vector>

using Real = boost::multiprecision::cpp_bin_float_50;
using Function = std::function<Real(const Real&)>;

namespace {

std::vector<Real> solve(std::vector<std::vector<Real>> a, std::vector<Real> b) {
  const int n = static_cast<int>(b.size());
  for (int i = 0; i < n; ++i) {
    int pivot = i;
    for (int r = i + 1; r < n; ++r)
      if (abs(a[r][i]) > abs(a[pivot][i])) pivot = r;
    std::swap(a[i], a[pivot]);
    std::swap(b[i], b[pivot]);
    for (int r = i + 1; r < n; ++r) {
      const Real factor = a[r][i] / a[i][i];
      for (int c = i; c < n; ++c) a[r][c] -= factor * a[i][c];
      b[r] -= factor * b[i];
    }
  }
  for (int i = n - 1; i >= 0; --i) {
    for (int c = i + 1; c < n; ++c) b[i] -= a[i][c] * b[c];
    b[i] /= a[i][i];
  }
  return b;
}

Real horner(const std::vector<Real>& c, const Real& x) {
  Real sum = 0;
  for (auto it = c.rbegin(); it != c.rend(); ++it) sum = sum * x + *it;
  return sum;
}

// The extreme of each run of equal sign of the error, kept to the `count` consecutive ones with the largest errors.
std::vector<Real> extremes(const std::vector<Real>& grid, const std::vector<Real>& error, std::size_t count) {
  std::vector<std::size_t> peaks;
  for (std::size_t i = 0; i < grid.size(); ++i) {
    const bool same_run = !peaks.empty() && (error[peaks.back()] > 0) == (error[i] > 0);
    if (!same_run) peaks.push_back(i);
    else if (abs(error[i]) > abs(error[peaks.back()])) peaks.back() = i;
  }
  while (peaks.size() > count) {
    if (abs(error[peaks.front()]) < abs(error[peaks.back()])) peaks.erase(peaks.begin());
    else peaks.pop_back();
  }
  std::vector<Real> x;
  for (auto i : peaks) x.push_back(grid[i]);
  return x;
}

// Minimises the largest |weight(x) * (f(x) - p(x))| over [low, high] for p of the given degree.
void fit(const char* name, const Function& f, const Function& weight, Real low, Real high, int degree) {
  const std::size_t unknowns = degree + 2;
  std::vector<Real> grid, value, w, reference;
  const int points = 6000;
  const Real pi = acos(Real(-1));
  for (int i = 0; i <= points; ++i) {
    grid.push_back((low + high) / 2 - (high - low) / 2 * cos(pi * i / points));
    value.push_back(f(grid.back()));
    w.push_back(weight(grid.back()));
  }
  for (std::size_t i = 0; i < unknowns; ++i)
    reference.push_back((low + high) / 2 - (high - low) / 2 * cos(pi * i / (unknowns - 1)));
  std::vector<Real> c;
  Real largest = 0;
  for (int round = 0; round < 12; ++round) {
    std::vector<std::vector<Real>> a(unknowns, std::vector<Real>(unknowns));
    std::vector<Real> b(unknowns);
    for (std::size_t i = 0; i < unknowns; ++i) {
      Real power = 1;
      for (int k = 0; k <= degree; ++k, power *= reference[i]) a[i][k] = power;
      a[i][degree + 1] = (i % 2 ? -1 : 1) / weight(reference[i]);
      b[i] = f(reference[i]);
    }
    c = solve(a, b);
    c.pop_back();
    std::vector<Real> error;
    largest = 0;
    for (std::size_t i = 0; i < grid.size(); ++i) {
      error.push_back(w[i] * (value[i] - horner(c, grid[i])));
      if (abs(error.back()) > largest) largest = abs(error.back());
    }
    auto next = extremes(grid, error, unknowns);
    if (next.size() != unknowns) break;
    reference = next;
  }
  std::cout << "// " << name << ", degree " << degree << ", largest error " << largest.convert_to<double>() << "\n";
  for (const auto& coefficient : c) std::cout << "  " << coefficient.str(20) << "\n";
}

Real mills(const Real& x) {  // (1 - Phi(x)) / phi(x)
  return boost::math::erfc(x / sqrt(Real(2))) / 2 * sqrt(2 * acos(Real(-1))) * exp(x * x / 2);
}

// z(u) / (sqrt2 (2u - 1)) as a function of t = sqrt(w + c), w = -log(4u(1 - u)).
Real inverse_normal_ratio(const Real& t, const Real& c) {
  const Real w = t * t - c;
  const Real x = sqrt(1 - exp(-w));
  if (x < Real(1e-12)) return sqrt(acos(Real(-1))) / 2;
  return boost::math::erfc_inv(1 - x) / x;
}

}  // namespace

int main() {
  const Real half_ln2 = log(Real(2)) / 2 * Real(1.002);
  const auto expm1_tail = [](const Real& r) {
    Real sum = 0, term = Real(1) / 2;
    for (int k = 3; k < 40; ++k) { sum += term; term *= r / k; }
    return sum;
  };
  const auto log_tail = [](const Real& f) {
    Real sum = 0, power = 1;
    for (int k = 3; k < 220; ++k) { sum += (k % 2 ? 1 : -1) * power / k; power *= f; }
    return sum;
  };
  for (int d : {4})
    fit("(expm1(r) - r) / r^2", expm1_tail, [](const Real& r) { return abs(r) + Real(1e-9); }, -half_ln2, half_ln2, d);
  for (int d : {7})
    fit("(log1p(f) - f + f^2/2) / f^3", log_tail, [](const Real& f) { return f * f + Real(1e-9); },
        sqrt(Real(0.5)) - 1, sqrt(Real(2)) - 1, d);
  std::cout << "ln2 " << log(Real(2)).str(30) << "\n";
  const Real c = 14, middle = Real(9) / 2;
  fit("z / (2u - 1), s = sqrt(14 - log(4u(1-u))) - 4.5",
      [=](const Real& s) { return sqrt(Real(2)) * inverse_normal_ratio(s + middle, c); },
      [=](const Real& s) { return 1 / (sqrt(Real(2)) * inverse_normal_ratio(s + middle, c)); },
      sqrt(c) - middle, sqrt(c + Real(15.3)) - middle, 9);
  for (double k : {4.0})
    for (int d : {18}) {
      const Real pole = k;
      const auto x_of = [pole](const Real& y) { return pole * (1 + y) / (1 - y); };
      const auto scaled = [=](const Real& y) -> Real { return (x_of(y) + pole) * mills(x_of(y)); };
      fit(("(x + k) mills(x), y = (x - k)/(x + k), k = " + std::to_string(k)).c_str(), scaled,
          [=](const Real& y) -> Real { return 1 / scaled(y); }, -1, (Real(40) - pole) / (Real(40) + pole), d);
    }
}
