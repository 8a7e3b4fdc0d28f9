#include "model/processes/innovation.hpp"

#include <algorithm>

#include "core/random/discrete.hpp"
#include "model/counter.hpp"
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

// Firms to whom something may happen, each with the word that decides.
struct Asked {
  std::uint32_t n = 0;
  std::uint32_t slot[kChunk + 1], uid[kChunk + 1], word[kChunk + 1];
  // Writes behind the first `count`; answers how many there are with the firm, if it is asked.
  std::uint32_t put(std::uint32_t count, std::uint32_t s, std::uint32_t id, std::uint32_t w, bool asked) {
    slot[count] = s, uid[count] = id, word[count] = w;
    return count + asked;
  }
};

// Firms to whom something happens some times.
struct Happening {
  std::uint32_t n = 0;
  std::uint32_t slot[kChunk], uid[kChunk];
  std::int32_t times[kChunk];
  void add(std::uint32_t s, std::uint32_t id, std::int32_t t) {
    slot[n] = s, uid[n] = id, times[n] = t;
    ++n;
  }
};

}  // namespace

// Firms that are looked at side by side.
class InnovationEvents::Chunk {
 public:
  Chunk(World& world, const InnovationParams& p, const InnovationEnv& env, std::span<InnovationSums> by_sector)
      : w_(world), p_(p), env_(env), by_sector_(by_sector), k_(env.kernels != nullptr ? *env.kernels : kernels(Isa::baseline)),
        counts_(k_), decisions_(env.examined), grants_(p.grant_rate.v) {}

  void work(std::span<const std::uint32_t> slots);
  void work(const Block& block, std::span<const std::uint32_t> slots, const std::uint8_t* events, const Luck& luck);

 private:
  template <class Kinds, class At>
  void list(std::span<const std::uint32_t> slots, Kinds kinds_of, At luck_of, const Luck& luck);
  void settle();
  void examine();
  void invent();
  void grant();
  void profit();

  World& w_;
  const InnovationParams& p_;
  InnovationEnv env_;
  std::span<InnovationSums> by_sector_;
  const Kernels& k_;
  Counter counts_;
  BinomialLaw decisions_, grants_;
  std::uint32_t uid_[kChunk], strategic_[kChunk + 1];
  LuckWords<kChunk> words_;
  Asked examined_, inventive_;
  Happening decided_, arrivals_;
  std::int32_t trials_[kChunk], count_[kChunk], models_[kChunk];
  float mean_[kChunk], sales_[kChunk], gain_[kChunk];
};

// At most a chunk of firms: `kinds_of(i)` is what the sweep marked for the i-th, `luck_of(i)` where its words lie in the lanes.
template <class Kinds, class At>
void InnovationEvents::Chunk::list(std::span<const std::uint32_t> slots, Kinds kinds_of, At luck_of, const Luck& luck) {
  std::uint32_t examined = 0, inventive = 0, strategic = 0;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const std::uint32_t slot = slots[i], uid = w_.uid[slot], at = luck_of(i);
    strategic_[strategic] = slot, strategic += (kinds_of(i) & kStrategic) != 0;
    examined = examined_.put(examined, slot, uid, luck.lane2[at], (kinds_of(i) & kExamined) != 0);
    // Whoever is listed and at work is asked the exact question, whatever the sweep's single precision says of its arrivals.
    inventive = inventive_.put(inventive, slot, uid, luck.lane0[at], w_.status[slot] == kActive);
  }
  examined_.n = examined, inventive_.n = inventive;
  // Utility models filed for a title (I5) are counted at once; what else happens to the firm does not look at them.
  for (std::uint32_t i = 0; i < strategic; ++i) w_.utilities[strategic_[i]] = add_capped(w_.utilities[strategic_[i]], 1);
}

// (I4) before new filings: what arrives today is not examined today.
void InnovationEvents::Chunk::settle() {
  examine();
  invent();
  grant();
  profit();
}

// At most a chunk of firms whose luck is not at hand. Only firms at work invent and file.
void InnovationEvents::Chunk::work(std::span<const std::uint32_t> slots) {
  const auto n = static_cast<std::uint32_t>(slots.size());
  for (std::uint32_t i = 0; i < n; ++i) uid_[i] = w_.uid[slots[i]];
  LuckWords<kChunk> luck;
  k_.fill_luck(env_.key, uid_, n, static_cast<std::uint32_t>(env_.quarter), kCallQuarterB, 0, luck.out());
  const float files = static_cast<float>(p_.strategic.v / 4);
  const auto kinds_of = [&](std::size_t i) {
    const bool active = w_.status[slots[i]] == kActive;
    const bool seeks = active && (w_.flags[slots[i]] & kSeeksTitle) != 0 && unit_float(luck.lane[3][i]) < files;
    return static_cast<std::uint8_t>(kExamined | (seeks ? kStrategic : 0));
  };
  list(slots, kinds_of, [](std::size_t i) { return static_cast<std::uint32_t>(i); }, luck.luck());
  settle();
}

// At most a chunk of the firms that the sweep of a block marked, with its luck.
void InnovationEvents::Chunk::work(const Block& block, std::span<const std::uint32_t> slots, const std::uint8_t* events, const Luck& luck) {
  const auto place = [&](std::size_t i) { return slots[i] - block.begin; };
  list(slots, [&](std::size_t i) { return events[place(i)]; }, place, luck);
  settle();
}

// (I4): how many applications are decided.
void InnovationEvents::Chunk::examine() {
  const std::uint32_t n = examined_.n;
  for (std::uint32_t i = 0; i < n; ++i) trials_[i] = w_.pending[examined_.slot[i]];
  counts_.binomial(n, examined_.word, trials_, decisions_, count_);
  decided_.n = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (count_[i] > 0) decided_.add(examined_.slot[i], examined_.uid[i], count_[i]);
  }
}

// (I4): how many of them are granted.
void InnovationEvents::Chunk::grant() {
  k_.fill_luck(env_.key, decided_.uid, decided_.n, static_cast<std::uint32_t>(env_.quarter), kCallInnovation, 1, words_.out());
  counts_.binomial(decided_.n, words_.lane[0], decided_.times, grants_, count_);
  for (std::uint32_t i = 0; i < decided_.n; ++i) {
    const std::uint32_t slot = decided_.slot[i];
    w_.pending[slot] = add_capped(w_.pending[slot], -decided_.times[i]);
    w_.inventions[slot] = add_capped(w_.inventions[slot], count_[i]);
    by_sector_[w_.sector_of_slot(slot)].granted += count_[i];
  }
}

// (I1)
void InnovationEvents::Chunk::invent() {
  const std::uint32_t n = inventive_.n;
  for (std::uint32_t i = 0; i < n; ++i) mean_[i] = w_.innovation_rate[inventive_.slot[i]];
  counts_.poisson(n, inventive_.word, mean_, [&](std::uint32_t i) { return static_cast<double>(mean_[i]); }, count_);
  arrivals_.n = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (count_[i] > 0) arrivals_.add(inventive_.slot[i], inventive_.uid[i], count_[i]);
  }
}

// (I2), (I3)
void InnovationEvents::Chunk::profit() {
  const std::uint32_t n = arrivals_.n;
  const auto filings = [&](std::uint32_t i) {
    return env_.propensity * env_.patent_factor[w_.sector_of_slot(arrivals_.slot[i])] * arrivals_.times[i];
  };
  const auto models = [&](std::uint32_t i) { return p_.utilities.v * arrivals_.times[i]; };
  for (std::uint32_t i = 0; i < n; ++i) sales_[i] = w_.sales[arrivals_.slot[i]];
  k_.fill_luck(env_.key, arrivals_.uid, n, static_cast<std::uint32_t>(env_.quarter), kCallInnovation, 0, words_.out());
  k_.innovation_gains(n, arrivals_.times, sales_,
                      {p_.value.v, p_.value_spread.v, p_.radical.v, p_.radical_factor.v, p_.gain.v}, words_.luck(), gain_);
  for (std::uint32_t i = 0; i < n; ++i) mean_[i] = static_cast<float>(filings(i));
  counts_.poisson(n, words_.lane[2], mean_, filings, count_);
  for (std::uint32_t i = 0; i < n; ++i) mean_[i] = static_cast<float>(models(i));
  counts_.poisson(n, words_.lane[3], mean_, models, models_);
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::uint32_t slot = arrivals_.slot[i];
    w_.gain[slot] += gain_[i];
    w_.pending[slot] = add_capped(w_.pending[slot], count_[i]);
    w_.utilities[slot] = add_capped(w_.utilities[slot], models_[i]);
    by_sector_[w_.sector_of_slot(slot)].filed += count_[i];
  }
}

double examined_chance(const InnovationParams& p, int quarter) {
  const double speed = vpow(1 + p.examination_faster.v, quarter / 4.0);
  const double chance = speed / p.examination.v;
  return chance < 1 ? chance : 1;
}

InnovationEvents::InnovationEvents(World& world, const InnovationParams& p, const InnovationEnv& env,
                                   std::span<InnovationSums> by_sector)
    : chunk_(std::make_unique<Chunk>(world, p, env, by_sector)) {}

InnovationEvents::~InnovationEvents() = default;

void InnovationEvents::work(std::span<const std::uint32_t> slots) {
  for (std::size_t done = 0; done < slots.size(); done += kChunk)
    chunk_->work(slots.subspan(done, std::min<std::size_t>(kChunk, slots.size() - done)));
}

void InnovationEvents::work(const Block& block, std::span<const std::uint32_t> slots, const std::uint8_t* events, const Luck& luck) {
  for (std::size_t done = 0; done < slots.size(); done += kChunk)
    chunk_->work(block, slots.subspan(done, std::min<std::size_t>(kChunk, slots.size() - done)), events, luck);
}

void innovation_events(World& world, std::span<const std::uint32_t> slots, const InnovationParams& p,
                       const InnovationEnv& env, std::span<InnovationSums> by_sector) {
  InnovationEvents(world, p, env, by_sector).work(slots);
}

void innovation_lapse(World& world, std::span<const std::uint32_t> slots, const InnovationParams& p, PhiloxKey key,
                      int quarter, const Kernels* kernels) {
  const Kernels& k = kernels != nullptr ? *kernels : echelon::kernels(Isa::baseline);
  Counter counts(k);
  BinomialLaw lapses(p.lapse.v);
  LuckWords<kChunk> words;
  std::uint32_t uid[kChunk];
  std::int32_t inventions[kChunk], utilities[kChunk], lost[kChunk], models[kChunk];
  for (std::size_t done = 0; done < slots.size(); done += kChunk) {
    const auto chunk = slots.subspan(done, std::min<std::size_t>(kChunk, slots.size() - done));
    const auto n = static_cast<std::uint32_t>(chunk.size());
    for (std::uint32_t i = 0; i < n; ++i)
      uid[i] = world.uid[chunk[i]], inventions[i] = world.inventions[chunk[i]], utilities[i] = world.utilities[chunk[i]];
    k.fill_luck(key, uid, n, static_cast<std::uint32_t>(quarter), kCallInnovation, 2, words.out());
    counts.binomial(n, words.lane[0], inventions, lapses, lost);
    counts.binomial(n, words.lane[1], utilities, lapses, models);
    for (std::uint32_t i = 0; i < n; ++i) {
      world.inventions[chunk[i]] = add_capped(world.inventions[chunk[i]], -lost[i]);
      world.utilities[chunk[i]] = add_capped(world.utilities[chunk[i]], -models[i]);
    }
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
