#include "model/processes/entry.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include "core/math/vecmath.hpp"
#include "core/random/discrete.hpp"
#include "core/random/uniform.hpp"
#include "model/draws.hpp"
#include "model/fields.hpp"
#include "model/kernels.hpp"
#include "model/population.hpp"
#include "model/scenario.hpp"
#include "model/world.hpp"

namespace echelon {

EntryCounts entry_counts(const EntryParams& p, const EntryEnv& env, int sector) {
  EntryCounts n;
  const Words4 luck = philox(env.key, make_uid(Channel::reserved, sector, 0, 2), env.quarter, kCallEntry, 0);
  // (E1)
  const double organic = 0.25 * p.organic.v * env.firms_2017 * env.share * vpow(env.stock_ratio, p.stock_elasticity.v) *
                         vpow(env.demand_ratio, p.demand_elasticity.v) * vexp(p.cycle.v * env.z);
  n.organic = negative_binomial_inverse(unit_float(luck.w0), organic, p.dispersion.v);
  // (E2)
  n.spin_off = poisson_inverse(unit_float(luck.w1), 0.25 * p.spin_off.v * env.spin_weight);
  // (E3)
  const double years = env.quarter / 4.0, grown = years < p.attracted_years.v ? years : p.attracted_years.v;
  const double base = 0.25 * p.attracted.v * env.scale * env.share * vpow(1 + p.attracted_growth.v, grown);
  const double fewer = 1 - p.relocated.v * (1 - env.region_left), wider = env.landing - env.landing_beyond;
  const double deals = wider * fewer + env.landing_beyond;
  const double alone = base * fewer, extra = (1 - p.deadweight.v) * deals;
  const double u = unit_float(luck.w2);
  const int without = poisson_inverse(u, alone);
  n.attracted = poisson_inverse(u, alone + extra);
  n.additional = n.attracted - without;
  n.relocated = p.relocated.v;
  if (fewer < 1 || env.landing_beyond > 0) {
    const double all = alone + extra, of_region = p.relocated.v * env.region_left * (base + (1 - p.deadweight.v) * wider);
    n.relocated = all > 0 ? of_region / all : 0;
  }
  const int taken = static_cast<int>(deals + unit_float(luck.w3));  // rounded at random, mean right
  n.supported = taken < n.attracted ? taken : n.attracted;
  return n;
}

namespace {

struct ParentBatch {
  std::uint32_t n = 0;
  std::uint32_t slot[kBatch], uid[kBatch];
  float knowledge[kBatch], score[kBatch];
  LuckWords<kBatch> words;
};

// The best of the firms seen so far. Once more than enough have been seen, few can still come in: those below the n-th are not even
// noted down.
class Best {
 public:
  explicit Best(std::size_t n) : n_(n) {}
  void add(const ParentBatch& batch) {
    for (std::uint32_t i = 0; i < batch.n; ++i) {
      if (batch.score[i] >= bar_) noted_.push_back({batch.score[i], batch.uid[i], batch.slot[i]});
    }
    if (noted_.size() < 2 * n_ + kBatch) return;
    take();
    bar_ = noted_.back().score;
  }
  std::vector<Candidate>& take() {
    noted_.resize(select_best(noted_, n_));
    return noted_;
  }

 private:
  std::size_t n_;
  float bar_ = -std::numeric_limits<float>::infinity();
  std::vector<Candidate> noted_;
};

void inherit(World& world, const NewbornBatch& batch, const double* parent_knowledge, double share) {
  for (std::uint32_t i = 0; i < batch.n; ++i) {
    if (parent_knowledge[i] <= 0) continue;
    const double inherited = vexp(share * vlog1p(parent_knowledge[i])) - 1;
    world.knowledge[batch.slot[i]] += static_cast<float>(inherited);
  }
}

void mark_relocated(World& world, const NewbornBatch& batch, double share) {
  for (std::uint32_t i = 0; i < batch.n; ++i) {
    if (unit_float(batch.birth_a.lane[3][i]) < share) world.flags[batch.slot[i]] |= kRelocated;
  }
}

}  // namespace

bool is_of_region(PhiloxKey key, std::uint32_t uid, double share) {
  return unit_float(philox(key, uid, kForLife, kCallBirthA, 0).w3) < share;
}

std::vector<Candidate> spin_off_parents(const World& world, const Kernels& k, const SpinOffEnv& env, std::size_t n) {
  if (n == 0) return {};
  Best best(n);
  ParentBatch batch;
  const auto score = [&] {
    k.fill_luck(env.key, batch.uid, batch.n, env.quarter, kCallParent, 0, batch.words.out());
    k.parent_scores(batch.n, batch.knowledge, env.knowledge_mean, batch.words.luck(), batch.score);
    best.add(batch);
    batch.n = 0;
  };
  std::vector<std::uint8_t> may(world.block_size());
  std::vector<std::uint32_t> found(world.block_size() + kAppendRoom);
  for (const Block& b : world.blocks()) {
    if (static_cast<int>(b.sector) != env.sector) continue;
    k.may_spin_off(b, {In(world.status), In(world.knowledge)}, env.knowledge_mean, may.data());
    const std::uint32_t count = k.append_set(may.data(), b.end - b.begin, b.begin, found.data());
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t slot = found[i], at = batch.n++;
      batch.slot[at] = slot, batch.uid[at] = world.uid[slot], batch.knowledge[at] = world.knowledge[slot];
      if (batch.n == kBatch) score();
    }
  }
  score();
  return std::move(best.take());
}

void give_birth(World& world, const Kernels& k, const Parameters& p, const Scenario& scenario, PhiloxKey key,
                const NewFirms& firms, std::vector<std::uint32_t>& slots) {
  slots.clear();
  if (firms.count == 0) return;
  const auto batch = std::make_unique_for_overwrite<NewbornBatch>();
  NewbornConstants c = newborn_constants(p, scenario, firms.sector, firms.quarter);
  const bool attracted = firms.channel == Channel::attracted;
  const double factor = attracted ? p.entry.attracted_size.v : 1.0;
  // (E4)
  c.log_entrant_size = static_cast<float>(vlog(p.entry.size.v * scenario.sectors[firms.sector].size_factor * factor) +
                                          p.entry.size_growth.v * (firms.quarter / 4.0));
  for (std::uint32_t done = 0; done < firms.count; done += batch->n) {
    batch->n = std::min(kBatch, firms.count - done);
    for (std::uint32_t i = 0; i < batch->n; ++i)
      batch->uid[i] = make_uid(firms.channel, firms.sector, firms.quarter + 1, done + i);
    world.occupy(firms.sector, batch->n, batch->slot);
    draw_newborns(*batch, k, key);
    k.newborn_entrants(*batch, c);
    k.newborn_settle(*batch, c);
    move_in(world, *batch, p, firms.quarter);
    if (!firms.parent_knowledge.empty()) inherit(world, *batch, firms.parent_knowledge.data() + done, p.entry.inheritance.v);
    if (attracted) mark_relocated(world, *batch, firms.relocated);
    slots.insert(slots.end(), batch->slot, batch->slot + batch->n);
  }
}

std::span<const Field> entry_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(entry, organic, "λ", "per year", 0, 1, "organic entrants over the firms at the end of 2017", "内生进入率"),
      ECHELON_FIELD(entry, stock_elasticity, "ηN", "1", 0, 1.5, "how entry rises with the number of firms", "存量弹性"),
      ECHELON_FIELD(entry, demand_elasticity, "ηM", "1", -1, 2, "how entry rises with demand", "需求弹性"),
      ECHELON_FIELD(entry, cycle, "γ", "1", -20, 20, "how entry rises with the growth shock", "周期弹性"),
      ECHELON_FIELD(entry, dispersion, "k", "1", 0.5, 1e4, "dispersion of the number of entrants", "进入离散度"),
      ECHELON_FIELD(entry, spin_off, "π", "per year", 0, 0.1, "spin-offs a year of a firm with mean knowledge", "衍生率"),
      ECHELON_FIELD(entry, attracted, "", "firms", 0, 1e5, "firms attracted in 2018 without a local instrument", "招引企业数"),
      ECHELON_FIELD(entry, attracted_growth, "", "per year", -0.3, 0.5, "yearly growth of firms attracted", "招引增长"),
      ECHELON_FIELD(entry, attracted_years, "T", "years", 0, 40, "years from 2018 in which attraction grows; afterwards it stays", "招引增长年数"),
      ECHELON_FIELD(entry, close, "p₁", "%", 0, 1, "share of leads that close with a generous package", "成交率"),
      ECHELON_FIELD(entry, package_scale, "", "CNY", 1, 1e9, "package that closes 63 % of what can be closed", "政策包尺度"),
      ECHELON_FIELD(entry, deadweight, "ζdw", "%", 0, 1, "share of supported firms that would have come anyway", "无谓损失"),
      ECHELON_FIELD(entry, relocated, "ζrel", "%", 0, 1, "share of attracted firms from the same region", "区域内迁移"),
      ECHELON_FIELD(entry, arrives_certified, "", "%", 0, 1, "attracted firms that bring a high-tech certificate",
                    "迁入高企占比"),
      ECHELON_FIELD(entry, attracted_size, "", "1", 0.05, 50, "sales of an attracted firm relative to an organic entrant",
                    "招引企业规模"),
      ECHELON_FIELD(entry, inheritance, "", "1", 0, 1, "share of the parent's log knowledge a spin-off starts with",
                    "知识继承"),
      ECHELON_FIELD(entry, size, "", "million CNY", 0.01, 100, "median yearly sales of an entrant in 2018", "进入规模中位数"),
      ECHELON_FIELD(entry, size_spread, "σ", "1", 0, 4, "sd of log sales of entrants", "进入规模离散度"),
      ECHELON_FIELD(entry, size_growth, "", "per year", -0.1, 0.2, "growth of the entrants' median sales", "进入规模增长"),
  };
  return fields;
}

}  // namespace echelon
