// The reference model in the plainest way: one firm after the other, double precision, a full sort for the ranking.
//
// State: x = ln(revenue) and its last four values, knowledge k, age, rungs a and b, quarters at rung a.
//   1 growth    x' = clamp(x + 0.001 + 0.012 k/(k + rev) + 0.004 clamp(x - M, -3, 3) + 0.08 rev^-0.15 Laplace, -8, 14)
//   2 R&D       rd = i rev; k' = 0.96 k + rd; age += 1; i = 0.01 + 0.005 sector
//   3 exit      with probability min(0.2, 0.003 + 0.025/(1 + age/8) e^(-0.3 x')); an entrant x ~ N(-1, 0.8^2) follows
//   4 ladder A  up if a < 4, two quarters waited, x' >= XA[a+1], x' - x four steps ago >= GA[a+1], u < 0.5;
//               else down if a > 0, x' < XA[a] - 0.25, u < 0.3
//   5 ladder B  down if b > 0 and k' < KB[b]/2; else eligible if b < 3, rd/rev' >= RB[b+1], x' >= XB[b+1],
//               k' >= KB[b+1]; the best firms/500 by (k'/rev')(1 + rd/rev') of the whole economy go up
//   6 M         mean of x by sector, read by the next step
#include <algorithm>

#include "core/math/vecmath.hpp"
#include "core/random/uniform.hpp"
#include "engine/reference/ladder_ref.hpp"
#include "engine/reference/ladder_ref_kernel.hpp"
#include "engine/reference/thread_clock.hpp"

namespace echelon {

namespace {

struct Firm {
  std::uint32_t sector, index;
  double x;
  double before[4];  // one to four steps ago
  double knowledge;
  int age, a, b, waited;
};

struct Applicant {
  double score;
  std::size_t firm;
};

struct Luck {
  double growth, exit, ladder;
};

const double kXA[] = {0, 0, 1, 2, 3}, kGA[] = {0, 0, 0.02, 0.04, 0.06};
const double kRB[] = {0, 0.04, 0.05, 0.06}, kXB[] = {0, 0.5, 1.5, 2.5}, kKB[] = {0, 1, 4, 12};

double clamp(double v, double low, double high) { return std::min(std::max(v, low), high); }

class Oracle {
 public:
  Oracle(std::uint64_t seed, int firms) : key_(philox_key(seed, 0)) {
    for (std::uint32_t sector = 0; sector < kLadderSectors; ++sector)
      for (std::uint32_t index = 0; index < static_cast<std::uint32_t>(firms) / kLadderSectors; ++index) {
        const Words4 w = words(0, ladder_ref::kStart, sector, index);
        const double x = 1.2 * inverse_normal(static_cast<double>(unit_float(w.w0)));
        const int age = static_cast<int>((std::uint64_t{w.w1} * 80) >> 32);
        firms_.push_back({sector, index, x, {x, x, x, x}, 10 * intensity(sector) * vexp(x), age, 0, 0, 0});
      }
    find_means();
  }

  void step(std::uint32_t t) {
    std::vector<Applicant> applicants;
    for (std::size_t i = 0; i < firms_.size(); ++i) {
      Firm& f = firms_[i];
      const Luck luck = luck_of(t, f);
      const double revenue_before = vexp(f.x);
      grow(f, luck, revenue_before);
      if (luck.exit < std::min(0.2, 0.003 + 0.025 / (1 + f.age / 8.0) * vexp(-0.3 * f.x))) {
        replace(f, t);
        continue;
      }
      climb_a(f, luck);
      const double revenue = vexp(f.x), ratio = intensity(f.sector) * revenue_before / revenue;
      if (f.b > 0 && f.knowledge < 0.5 * kKB[f.b]) --f.b;
      else if (f.b < 3 && ratio >= kRB[f.b + 1] && f.x >= kXB[f.b + 1] && f.knowledge >= kKB[f.b + 1])
        applicants.push_back({f.knowledge / revenue * (1 + ratio), i});
    }
    std::sort(applicants.begin(), applicants.end(), [](const Applicant& p, const Applicant& q) {
      return p.score > q.score || (p.score == q.score && p.firm < q.firm);
    });
    for (std::size_t i = 0; i < applicants.size() && i < firms_.size() / 500; ++i) ++firms_[applicants[i].firm].b;
    find_means();
  }

  void finish(LadderRefResult& result) const {
    double sum = 0;
    for (const Firm& f : firms_) {
      ++result.a[static_cast<std::size_t>(f.a)];
      ++result.b[static_cast<std::size_t>(f.b)];
      sum += f.x;
    }
    result.mean_x = sum / static_cast<double>(firms_.size());
    result.exits = exits_;
  }

 private:
  static double intensity(std::uint32_t sector) { return 0.01 + 0.005 * sector; }

  Words4 words(std::uint32_t t, ladder_ref::Purpose purpose, std::uint32_t sector, std::uint32_t index) const {
    return philox(key_, index, t, purpose, sector);
  }

  Luck luck_of(std::uint32_t t, const Firm& f) const {
    const std::uint32_t within = f.index % ladder_ref::kBlock;
    const bool second = within >= ladder_ref::kHalf;
    const std::uint32_t block = ladder_ref::block_address(f.sector, f.index);
    const Words4 w = philox(key_, within % ladder_ref::kHalf, t, ladder_ref::kStep, block);
    const std::uint32_t growth = second ? w.w2 : w.w0, chance = second ? w.w3 : w.w1;
    return {unit_float(growth), ((chance & 0xffffu) + 0.5) / 65536, ((chance >> 16) + 0.5) / 65536};
  }

  void grow(Firm& f, const Luck& luck, double revenue) {
    const double laplace = luck.growth < 0.5 ? vlog(2 * luck.growth) : -vlog(2 * (1 - luck.growth));
    const double drift = 0.001 + 0.012 * f.knowledge / (f.knowledge + revenue) +
                         0.004 * clamp(f.x - mean_[f.sector], -3, 3);
    for (int lag = 3; lag > 0; --lag) f.before[lag] = f.before[lag - 1];
    f.before[0] = f.x;
    f.x = clamp(f.x + drift + 0.08 * vpow(revenue, -0.15) * laplace, -8, 14);
    f.knowledge = 0.96 * f.knowledge + intensity(f.sector) * revenue;
    ++f.age;
  }

  void replace(Firm& f, std::uint32_t t) {
    const float u = unit_float(words(t, ladder_ref::kEntrant, f.sector, f.index).w0);
    const double x = -1 + 0.8 * inverse_normal(static_cast<double>(u));
    f = {f.sector, f.index, x, {x, x, x, x}, 0, 0, 0, 0, 0};
    ++exits_;
  }

  void climb_a(Firm& f, const Luck& luck) {
    const double g4 = f.x - f.before[3];
    if (f.a < 4 && f.waited >= 2 && f.x >= kXA[f.a + 1] && g4 >= kGA[f.a + 1] && luck.ladder < 0.5) {
      ++f.a, f.waited = 0;
    } else if (f.a > 0 && f.x < kXA[f.a] - 0.25 && luck.ladder < 0.3) {
      --f.a, f.waited = 0;
    } else {
      ++f.waited;
    }
  }

  void find_means() {
    double sum[kLadderSectors] = {};
    for (const Firm& f : firms_) sum[f.sector] += f.x;
    for (int s = 0; s < kLadderSectors; ++s) mean_[s] = sum[s] / (static_cast<double>(firms_.size()) / kLadderSectors);
  }

  PhiloxKey key_;
  std::vector<Firm> firms_;
  double mean_[kLadderSectors] = {};
  long exits_ = 0;
};

}  // namespace

LadderRefResult run_ladder_ref_oracle(std::uint64_t seed, int firms, int steps) {
  Oracle oracle(seed, firms);
  LadderRefResult result;
  const double begin = thread_seconds();
  for (int t = 0; t < steps; ++t) oracle.step(static_cast<std::uint32_t>(t));
  result.seconds = thread_seconds() - begin;
  result.firm_steps_per_second = static_cast<double>(firms) * steps / result.seconds;
  oracle.finish(result);
  return result;
}

}  // namespace echelon
