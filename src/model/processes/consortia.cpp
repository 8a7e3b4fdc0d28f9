// What consortia do to their members, and how they end.
#include "model/processes/consortia.hpp"

#include <algorithm>

#include "core/math/vecmath.hpp"
#include "core/random/uniform.hpp"
#include "model/draws.hpp"
#include "model/fields.hpp"
#include "model/proximity.hpp"
#include "model/world.hpp"

namespace echelon {

namespace {

constexpr double kWeakest = 0.1;  // links below this strength are gone

double absorbed(double rd, const ConsortiaParams& p) { return rd > 0 ? rd / (rd + p.absorption.v) : 0; }

}  // namespace

void Consortia::open(const Scenario& scenario) {
  proximity_ = sector_proximity(scenario.sectors);
  sectors_ = static_cast<int>(scenario.sectors.size());
  consortia_.clear(), history_.clear(), ever_.clear();
  flows_ = {}, newcomers_ = {};
}

double Consortia::strength(const Consortium& c, const ConsortiaParams& p, int quarter) const {
  if (quarter <= c.supported_until) return 1;
  const double years = (quarter - c.supported_until) / 4.0;
  return vexp(-0.6931471805599453 * years / p.half_life.v);
}

void Consortia::prune(const World& world, const ConsortiaParams& p, int quarter) {
  for (Consortium& c : consortia_)
    std::erase_if(c.members, [&](const Consortium::Member& m) { return world.uid[m.slot] != m.uid || world.status[m.slot] == kEmpty; });
  std::erase_if(consortia_, [&](const Consortium& c) { return c.members.size() < 2 || strength(c, p, quarter) < kWeakest; });
}

// All members learn from what the others know at the same moment.
void Consortia::work(World& world, const ConsortiaParams& p, const ConsortiaEnv& env) const {
  struct Gain {
    std::uint32_t slot;
    double knowledge, rd, innovations;
  };
  std::vector<Gain> gains;
  for (const Consortium& c : consortia_) {
    const double strong = strength(c, p, env.quarter), saved = p.sharing.v * strong;
    double sum = 0;
    for (const Consortium::Member& m : c.members) sum += world.knowledge[m.slot];
    const double others = static_cast<double>(c.members.size() - 1);
    for (const Consortium::Member& m : c.members) {
      if (world.status[m.slot] != kActive) continue;
      const double rd = static_cast<double>(world.rd_rate[m.slot]) * world.sales[m.slot];
      const double learnt = strong * p.learning.v * absorbed(rd, p) * (sum - world.knowledge[m.slot]) / others;
      const double equipment = saved / (1 - saved) * rd * env.inverse_wage[world.sector_of_slot(m.slot)];
      gains.push_back({m.slot, learnt + equipment, vpow(1 - saved, 1 - env.user_cost_elasticity) * (1 - p.duplication.v * strong),
                       1 + p.joint.v * strong});
    }
  }
  for (const Gain& g : gains) {
    world.knowledge[g.slot] = static_cast<float>(world.knowledge[g.slot] + g.knowledge);
    world.rd_rate[g.slot] = static_cast<float>(world.rd_rate[g.slot] * g.rd);
    world.innovation_rate[g.slot] = static_cast<float>(world.innovation_rate[g.slot] * g.innovations);
  }
}

std::vector<const Consortium*> Consortia::progress(const ConsortiaParams& p, const ConsortiaEnv& env) const {
  std::vector<const Consortium*> reached;
  for (const Consortium& c : consortia_) {
    const int age = env.quarter - c.start;
    const bool due = c.instrument >= 0 && c.instalment > 0 && age % 4 == 0 && env.quarter <= c.supported_until;
    if (!due) continue;
    const Words4 luck = philox(env.key, c.members.front().uid, env.quarter, kCallConsortium, 0);
    if (age == 0 || unit_float(luck.w3) < p.milestone.v) reached.push_back(&c);
  }
  return reached;
}

bool Consortia::was_member(std::uint32_t uid) const { return std::binary_search(ever_.begin(), ever_.end(), uid); }

std::vector<std::uint32_t> Consortia::partners_of(std::uint32_t uid) const {
  std::vector<std::uint32_t> partners;
  for (const std::vector<std::uint32_t>& members : history_) {
    if (std::binary_search(members.begin(), members.end(), uid)) partners.insert(partners.end(), members.begin(), members.end());
  }
  std::sort(partners.begin(), partners.end());
  return partners;
}

void Consortia::add(Consortium consortium) {
  bool old = was_member(consortium.members.front().uid);
  std::vector<std::uint32_t> uids;
  for (const Consortium::Member& m : consortium.members) {
    const bool is_new = !was_member(m.uid);
    if (is_new && !uids.empty()) newcomers_.all += 1, newcomers_.to_old += old;
    old = old || !is_new;
    uids.push_back(m.uid);
  }
  std::sort(uids.begin(), uids.end());
  std::vector<std::uint32_t> all;
  std::set_union(ever_.begin(), ever_.end(), uids.begin(), uids.end(), std::back_inserter(all));
  ever_ = std::move(all);
  history_.push_back(std::move(uids));
  flows_.formed[static_cast<int>(consortium.kind)] += 1;
  consortia_.push_back(std::move(consortium));
}

std::span<const Field> consortia_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(consortia, heard, "", "%", 0, 1, "able firms that a call reaches", "征集触达率"),
      ECHELON_FIELD(consortia, leader_noise, "", "1", 0, 10, "noise of the choice of a leader", "牵头遴选噪声"),
      ECHELON_FIELD(consortia, proximity, "β₁", "1", -10, 20, "how technological proximity draws partners", "技术邻近性"),
      ECHELON_FIELD(consortia, overlap, "β₂", "1", -10, 20, "how a competitor's being in the same sector repels", "产品重叠"),
      ECHELON_FIELD(consortia, past_ties, "β₃", "1", -10, 20, "how former partners draw each other", "既有联系"),
      ECHELON_FIELD(consortia, accept_noise, "", "1", 0, 10, "noise of a partner's decision", "加入决策噪声"),
      ECHELON_FIELD(consortia, threshold, "", "1", -10, 10, "what a partner must expect to join", "加入门槛"),
      ECHELON_FIELD(consortia, coordination, "", "1", 0, 5, "trouble with every member already in", "协调成本"),
      ECHELON_FIELD(consortia, refusals, "", "1", 1, 100, "refusals after which nobody else is asked", "拒绝上限"),
      ECHELON_FIELD(consortia, expected, "ωₑ", "%", 0, 1, "what partners believe they learn, of the others' knowledge", "预期知识收益"),
      ECHELON_FIELD(consortia, chains, "", "1", 1, 30, "ecosystems that may be led from one sector at a time", "每个集群的产业链数"),
      ECHELON_FIELD(consortia, least, "", "1", 2, 20, "members without whom there is no consortium", "最少成员数"),
      ECHELON_FIELD(consortia, learning, "ω", "%", 0, 1, "of the others' mean knowledge, a year", "成员间知识流动"),
      ECHELON_FIELD(consortia, absorption, "R̄", "million CNY", 0.001, 1000, "R&D at which half of it is absorbed", "吸收能力半值"),
      ECHELON_FIELD(consortia, sharing, "s", "%", 0, 0.5, "cost of R&D saved by shared equipment", "设备共享节约"),
      ECHELON_FIELD(consortia, duplication, "", "%", -0.5, 0.9, "own R&D that partners make superfluous", "重复研发削减"),
      ECHELON_FIELD(consortia, joint, "", "1", -0.9, 5, "rise of the rate of innovations by joint projects", "联合项目效应"),
      ECHELON_FIELD(consortia, milestone, "", "%", 0, 1, "chance that a year's milestone is reached", "里程碑达成率"),
      ECHELON_FIELD(consortia, half_life, "", "years", 0.1, 50, "half-life of links after support", "联系半衰期"),
      ECHELON_FIELD(consortia, length, "", "quarters", 1, 60, "life of a consortium that nobody called for", "自发联合体存续期"),
      ECHELON_FIELD(consortia, spontaneous, "", "per year", 0, 100, "consortia a year that nobody called for", "自发联合体"),
  };
  return fields;
}

}  // namespace echelon
