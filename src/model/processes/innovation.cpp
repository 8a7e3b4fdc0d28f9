#include "model/processes/innovation.hpp"

#include <algorithm>

#include "core/random/discrete.hpp"
#include "model/draws.hpp"
#include "model/fields.hpp"
#include "model/kernels.hpp"
#include "model/world.hpp"

namespace echelon {

namespace {

std::uint16_t add_capped(std::uint16_t count, int more) {
  const int sum = count + more;
  return static_cast<std::uint16_t>(sum < 0 ? 0 : (sum > 65535 ? 65535 : sum));
}

constexpr std::uint32_t kChunk = 256;

// Firms to which innovations arrive.
struct Arrivals {
  std::uint32_t n = 0;
  std::uint32_t slot[kChunk], uid[kChunk];
  std::int32_t count[kChunk];
  float sales[kChunk], gain[kChunk];
  void add(const World& w, std::uint32_t s, int arrivals) {
    slot[n] = s, uid[n] = w.uid[s], count[n] = arrivals, sales[n] = w.sales[s];
    ++n;
  }
};

// One quarter's events, a chunk of firms at a time.
class Events {
 public:
  Events(World& world, const InnovationParams& p, const InnovationEnv& env, std::span<InnovationSums> by_sector)
      : w_(world), p_(p), env_(env), by_sector_(by_sector), k_(env.kernels != nullptr ? *env.kernels : kernels(Isa::baseline)),
        decisions_(env.examined), grants_(p.grant_rate.v) {}

  void work(std::span<const std::uint32_t> slots) {
    arrivals_.n = 0;
    for (std::size_t i = 0; i < slots.size(); ++i) uid_[i] = w_.uid[slots[i]];
    k_.fill_luck(env_.key, uid_, static_cast<std::uint32_t>(slots.size()), env_.quarter, kCallQuarterB, 0, words_.out());
    for (std::size_t i = 0; i < slots.size(); ++i) {
      // (I4) before new filings: what arrives today is not examined today.
      examine(slots[i], unit_float(words_.lane[2][i]));
      if (w_.status[slots[i]] == kActive) invent(slots[i], unit_float(words_.lane[0][i]), unit_float(words_.lane[3][i]));
    }
    profit();
  }

 private:
  void examine(std::uint32_t slot, float u);
  void invent(std::uint32_t slot, float u, float strategic);
  void profit();

  World& w_;
  const InnovationParams& p_;
  const InnovationEnv& env_;
  std::span<InnovationSums> by_sector_;
  const Kernels& k_;
  BinomialLaw decisions_, grants_;
  std::uint32_t uid_[kChunk];
  LuckWords<kChunk> words_;
  Arrivals arrivals_;
};

// (I4)
void Events::examine(std::uint32_t slot, float u) {
  if (w_.pending[slot] == 0) return;
  const int decided = decisions_.inverse(u, w_.pending[slot]);
  if (decided == 0) return;
  const Words4 luck = philox(env_.key, w_.uid[slot], env_.quarter, kCallInnovation, 1);
  const int granted = grants_.inverse(unit_float(luck.w0), decided);
  w_.pending[slot] = add_capped(w_.pending[slot], -decided);
  w_.inventions[slot] = add_capped(w_.inventions[slot], granted);
  by_sector_[w_.sector_of_slot(slot)].granted += granted;
}

// (I1), (I5)
void Events::invent(std::uint32_t slot, float u, float strategic) {
  const double none = 1.0 - w_.innovation_rate[slot];  // a lower bound on the probability of none
  const int arrivals = u <= none ? 0 : poisson_inverse(u, w_.innovation_rate[slot]);
  if (arrivals > 0) arrivals_.add(w_, slot, arrivals);
  const bool seeks = (w_.flags[slot] & kSeeksTitle) != 0;
  if (seeks && strategic < static_cast<float>(p_.strategic.v / 4)) w_.utilities[slot] = add_capped(w_.utilities[slot], 1);
}

// (I2), (I3)
void Events::profit() {
  const std::uint32_t n = arrivals_.n;
  k_.fill_luck(env_.key, arrivals_.uid, n, env_.quarter, kCallInnovation, 0, words_.out());
  k_.innovation_gains(n, arrivals_.count, arrivals_.sales,
                      {p_.value.v, p_.value_spread.v, p_.radical.v, p_.radical_factor.v, p_.gain.v}, words_.luck(), arrivals_.gain);
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::uint32_t slot = arrivals_.slot[i], sector = w_.sector_of_slot(slot);
    const int arrivals = arrivals_.count[i];
    const int filed = poisson_inverse(unit_float(words_.lane[2][i]), env_.propensity * env_.patent_factor[sector] * arrivals);
    const int models = poisson_inverse(unit_float(words_.lane[3][i]), p_.utilities.v * arrivals);
    w_.gain[slot] += arrivals_.gain[i];
    w_.pending[slot] = add_capped(w_.pending[slot], filed);
    w_.utilities[slot] = add_capped(w_.utilities[slot], models);
    by_sector_[sector].filed += filed;
  }
}

}  // namespace

double examined_chance(const InnovationParams& p, int quarter) {
  const double speed = vpow(1 + p.examination_faster.v, quarter / 4.0);
  const double chance = speed / p.examination.v;
  return chance < 1 ? chance : 1;
}

void innovation_events(World& world, std::span<const std::uint32_t> slots, const InnovationParams& p,
                       const InnovationEnv& env, std::span<InnovationSums> by_sector) {
  Events events(world, p, env, by_sector);
  for (std::size_t done = 0; done < slots.size(); done += kChunk)
    events.work(slots.subspan(done, std::min<std::size_t>(kChunk, slots.size() - done)));
}

void innovation_lapse(World& world, std::span<const std::uint32_t> slots, const InnovationParams& p, PhiloxKey key,
                      int quarter) {
  BinomialLaw lapses(p.lapse.v);
  for (const std::uint32_t slot : slots) {
    const Words4 luck = philox(key, world.uid[slot], quarter, kCallInnovation, 2);
    const int lost = lapses.inverse(unit_float(luck.w0), world.inventions[slot]);
    const int models = lapses.inverse(unit_float(luck.w1), world.utilities[slot]);
    world.inventions[slot] = add_capped(world.inventions[slot], -lost);
    world.utilities[slot] = add_capped(world.utilities[slot], -models);
  }
}

std::span<const Field> innovation_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(innovation, rate, "λ", "per year", 0, 50, "innovations a year at R&D of 1 million CNY", "创新到达率"),
      ECHELON_FIELD(innovation, rd_elasticity, "α", "1", 0, 1.5, "elasticity of innovations to R&D", "创新的研发弹性"),
      ECHELON_FIELD(innovation, talent_shape, "k", "1", 0.3, 5, "shape of the firms' lasting ability to innovate", "创新能力形状"),
      ECHELON_FIELD(innovation, value_spread, "σv", "1", 0, 4, "sd of the log value of an innovation", "创新价值离散度"),
      ECHELON_FIELD(innovation, value, "v₀", "million CNY", 0, 100, "median value of an innovation", "创新价值中位数"),
      ECHELON_FIELD(innovation, radical, "", "%", 0, 0.5, "share of radical innovations", "突破性创新占比"),
      ECHELON_FIELD(innovation, radical_factor, "", "1", 1, 1000, "value of a radical innovation, relative", "突破性创新倍数"),
      ECHELON_FIELD(innovation, gain, "κI", "1", 0, 2, "log sales gained per log value over sales", "创新增益"),
      ECHELON_FIELD(innovation, propensity, "", "1", 0, 20, "inventions filed per innovation", "发明申请倾向"),
      ECHELON_FIELD(innovation, propensity_growth, "", "per year", -0.2, 0.5, "yearly growth of inventions filed per innovation",
                    "申请倾向增长"),
      ECHELON_FIELD(innovation, utilities, "", "1", 0, 20, "utility models per innovation", "实用新型倾向"),
      ECHELON_FIELD(innovation, examination, "", "quarters", 1, 40, "mean time from filing to decision", "审查周期"),
      ECHELON_FIELD(innovation, examination_faster, "", "per year", -0.2, 0.5, "yearly growth of examination speed", "审查提速"),
      ECHELON_FIELD(innovation, grant_rate, "", "%", 0, 1, "share of decided inventions granted", "授权率"),
      ECHELON_FIELD(innovation, strategic, "", "per year", 0, 4, "utility models filed for a title a year", "策略性申请"),
      ECHELON_FIELD(innovation, lapse, "", "per year", 0, 0.5, "yearly lapse of valid patents", "专利失效率"),
  };
  return fields;
}

}  // namespace echelon
