// How a call finds its leader and its partners.
#include <algorithm>
#include <cmath>

#include "core/math/vecmath.hpp"
#include "core/random/uniform.hpp"
#include "core/selection.hpp"
#include "model/draws.hpp"
#include "model/kernels.hpp"
#include "model/luck.hpp"
#include "model/processes/consortia.hpp"
#include "model/shortlist.hpp"
#include "model/world.hpp"

namespace echelon {

// The search for the members of one call.
class Consortia::Search {
 public:
  Search(Consortia& room, const ConsortiumCall& call, const World& world, const ConsortiaParams& p, const ConsortiaEnv& env)
      : room_(room), call_(call), w_(world), p_(p), env_(env) {}

  bool run(std::span<const std::uint32_t> heard);

 private:
  Words4 draw(std::uint32_t uid) const { return philox(env_.key, uid, env_.quarter, kCallConsortium, call_.luck); }
  void draw_luck(std::span<const std::uint32_t> heard);
  bool may_lead(std::uint32_t slot) const;
  bool find_leader(std::span<const std::uint32_t> heard);
  std::vector<Candidate> invited(std::span<const std::uint32_t> heard) const;
  bool accepts(std::uint32_t slot, double knowledge, std::size_t members) const;

  Consortia& room_;
  const ConsortiumCall& call_;
  const World& w_;
  const ConsortiaParams& p_;
  const ConsortiaEnv& env_;
  std::vector<std::uint32_t> uids_, words_;  // of those who heard of the call; their words lane by lane
  Consortium found_{};
};

namespace {

// The best of a heap to its end: most of those who hear of a call are never looked at, so they are not sorted.
bool worse(const Candidate& a, const Candidate& b) { return better(b, a); }
Candidate take_best(std::vector<Candidate>& heap) {
  std::pop_heap(heap.begin(), heap.end(), worse);
  const Candidate best = heap.back();
  heap.pop_back();
  return best;
}

}  // namespace

// The words of all who heard of it, side by side.
void Consortia::Search::draw_luck(std::span<const std::uint32_t> heard) {
  const std::size_t n = heard.size();
  uids_.clear();
  for (const std::uint32_t slot : heard) uids_.push_back(w_.uid[slot]);
  words_.resize(4 * n);
  env_.kernels->fill_luck(env_.key, uids_.data(), static_cast<std::uint32_t>(n), static_cast<std::uint32_t>(env_.quarter), kCallConsortium,
                          call_.luck, {words_.data(), words_.data() + n, words_.data() + 2 * n, words_.data() + 3 * n});
}

bool Consortia::Search::may_lead(std::uint32_t slot) const {
  const std::uint32_t sector = w_.sector_of_slot(slot);
  if ((call_.sectors >> sector & 1u) == 0) return false;
  double ecosystems = 0;
  for (const Consortium& c : room_.consortia_) {
    if (env_.quarter > c.supported_until) continue;
    if (c.members.front().uid == w_.uid[slot]) return false;
    ecosystems += c.kind == ConsortiumKind::ecosystem && c.sector == sector;
  }
  return call_.kind != ConsortiumKind::ecosystem || ecosystems < p_.chains.v;
}

// (N1)
bool Consortia::Search::find_leader(std::span<const std::uint32_t> heard) {
  std::vector<Candidate> heap;
  std::vector<float> sales, knowledge, score;
  std::vector<std::uint32_t> words;
  for (std::size_t i = 0; i < heard.size(); ++i) {
    const std::uint32_t slot = heard[i];
    if ((call_.sectors >> w_.sector_of_slot(slot) & 1u) == 0) continue;
    heap.push_back({0, uids_[i], slot}), words.push_back(words_[i]);
    sales.push_back(w_.sales[slot]), knowledge.push_back(w_.knowledge[slot]);
  }
  score.resize(heap.size());
  env_.kernels->leader_scores(static_cast<std::uint32_t>(heap.size()), sales.data(), knowledge.data(), static_cast<float>(p_.leader_noise.v),
                              words.data(), score.data());
  for (std::size_t i = 0; i < heap.size(); ++i) heap[i].score = score[i];
  std::make_heap(heap.begin(), heap.end(), worse);
  while (!heap.empty()) {
    const Candidate leader = take_best(heap);
    if (!may_lead(leader.slot)) continue;
    found_.members = {{leader.slot, leader.uid}};
    found_.sector = static_cast<std::uint8_t>(w_.sector_of_slot(leader.slot));
    return true;
  }
  return false;
}

// (N2) Those whom the call reaches, as a heap by the order in which they are invited.
std::vector<Candidate> Consortia::Search::invited(std::span<const std::uint32_t> heard) const {
  const Consortium::Member leader = found_.members.front();
  const double* const near = room_.proximity_.data() + static_cast<std::size_t>(found_.sector) * static_cast<std::size_t>(room_.sectors_);
  const std::vector<std::uint32_t> partners = room_.partners_of(leader.uid);
  std::vector<Candidate> order;
  std::vector<float> luck(heard.size());
  env_.kernels->gumbels(static_cast<std::uint32_t>(heard.size()), words_.data() + heard.size(), luck.data());
  for (std::size_t i = 0; i < heard.size(); ++i) {
    const std::uint32_t slot = heard[i], uid = uids_[i], sector = w_.sector_of_slot(slot);
    if (slot == leader.slot) continue;
    const bool tied = std::binary_search(partners.begin(), partners.end(), uid);
    const double score = p_.proximity.v * near[sector] - p_.overlap.v * (sector == found_.sector) + p_.past_ties.v * tied + luck[i];
    order.push_back({static_cast<float>(score), uid, slot});
  }
  std::make_heap(order.begin(), order.end(), worse);
  return order;
}

// (N3)
bool Consortia::Search::accepts(std::uint32_t slot, double knowledge, std::size_t members) const {
  const double normal = inverse_normal(static_cast<double>(unit_float(draw(w_.uid[slot]).w2)));
  const double expected = vlog1p(p_.expected.v * knowledge / (1 + static_cast<double>(w_.knowledge[slot])));
  return expected + p_.accept_noise.v * normal > p_.threshold.v + p_.coordination.v * static_cast<double>(members);
}

bool Consortia::Search::run(std::span<const std::uint32_t> heard) {
  draw_luck(heard);
  if (!find_leader(heard)) return false;
  double knowledge = w_.knowledge[found_.members.front().slot];
  double refused = 0;
  for (std::vector<Candidate> waiting = invited(heard); !waiting.empty();) {
    const Candidate c = take_best(waiting);
    if (accepts(c.slot, knowledge, found_.members.size())) {
      found_.members.push_back({c.slot, c.uid});
      knowledge += w_.knowledge[c.slot];
    } else if (++refused >= p_.refusals.v) {
      break;
    }
  }
  if (static_cast<double>(found_.members.size()) < p_.least.v) return false;
  found_.kind = call_.kind, found_.instrument = call_.instrument;
  found_.start = env_.quarter, found_.supported_until = env_.quarter + call_.length - 1;
  found_.instalment = call_.instalment, found_.lag = call_.lag;
  room_.add(std::move(found_));
  return true;
}

namespace {

// Those of the able firms whom a call reaches: by a coin, and all that are in the network already.
std::vector<std::uint32_t> reached(const World& world, std::span<const std::uint32_t> able, std::span<const std::uint32_t> known,
                                   const ConsortiumCall& call, const ConsortiaParams& p, const ConsortiaEnv& env) {
  std::vector<std::uint32_t> slots(able.begin(), able.end());
  if (p.heard.v <= 0) return {};
  keep_by_coin(world, {env.key, env.quarter, kCallConsortiumHeard, call.luck, 0}, p.heard.v, *env.kernels, slots);
  slots.insert(slots.end(), known.begin(), known.end());
  std::sort(slots.begin(), slots.end());
  slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
  return slots;
}

}  // namespace

void Consortia::answer(std::span<const ConsortiumCall> calls, const World& world, std::span<const std::uint32_t> able,
                       const ConsortiaParams& p, const ConsortiaEnv& env) {
  std::vector<std::uint32_t> known;
  for (const std::uint32_t slot : able) {
    if (was_member(world.uid[slot])) known.push_back(slot);
  }
  for (const ConsortiumCall& call : calls) {
    const std::vector<std::uint32_t> heard = reached(world, able, known, call, p, env);
    if (!Search(*this, call, world, p, env).run(heard)) flows_.failed += 1;
  }
}

}  // namespace echelon
