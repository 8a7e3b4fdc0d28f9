#include "model/shortlist.hpp"

#include <algorithm>

#include "core/random/uniform.hpp"
#include "model/kernels.hpp"
#include "model/world.hpp"

namespace echelon {

namespace {

constexpr std::uint32_t kChunk = 256;

// Calls `mark(block, bytes)` for every block and lists the firms marked.
template <class Mark>
void list(const World& w, const Kernels& k, std::vector<std::uint32_t>& slots, Mark mark) {
  slots.clear();
  std::vector<std::uint8_t> marks(w.block_size());
  std::vector<std::uint32_t> found(w.block_size() + kAppendRoom);
  for (const Block& b : w.blocks()) {
    mark(b, marks.data());
    const std::uint32_t count = k.append_set(marks.data(), b.end - b.begin, b.begin, found.data());
    slots.insert(slots.end(), found.data(), found.data() + count);
  }
}

// What a chunk of firms is asked about.
struct Batch {
  std::uint32_t n;
  std::uint32_t uid[kChunk];
  LuckWords<kChunk> words;
  // Identities of the firms and the words of their draws.
  const std::uint32_t* draw(const World& w, std::span<const std::uint32_t> slots, const Draw& d, const Kernels& k) {
    n = static_cast<std::uint32_t>(slots.size());
    for (std::uint32_t i = 0; i < n; ++i) uid[i] = w.uid[slots[i]];
    k.fill_luck(d.key, uid, n, static_cast<std::uint32_t>(d.quarter), d.call, d.index, words.out());
    return words.lane[d.lane];
  }
};

std::span<const std::uint32_t> chunk(std::span<const std::uint32_t> slots, std::size_t from) {
  return slots.subspan(from, std::min<std::size_t>(kChunk, slots.size() - from));
}

}  // namespace

void list_holders(const World& w, int scheme, int quarter, bool dormant_too, const Kernels& k,
                  std::vector<std::uint32_t>& slots) {
  const HolderView view{In(w.status), In(w.until[scheme])};
  list(w, k, slots, [&](const Block& b, std::uint8_t* marks) {
    k.mark_holders(b, view, static_cast<std::int16_t>(quarter), dormant_too, marks);
  });
}

void list_performers(const World& w, const Kernels& k, std::vector<std::uint32_t>& slots) {
  const PerformerView view{In(w.status), In(w.flags)};
  list(w, k, slots, [&](const Block& b, std::uint8_t* marks) { k.mark_performers(b, view, marks); });
}

void list_young(const World& w, const YoungTerms& terms, const Kernels& k, std::vector<std::uint32_t>& slots) {
  const YoungView view{In(w.status), In(w.flags), In(w.birth), In(w.employees)};
  list(w, k, slots, [&](const Block& b, std::uint8_t* marks) { k.mark_young(b, view, terms, marks); });
}

std::size_t list_needy(const World& w, const NeedTerms& terms, const Kernels& k, std::vector<std::uint32_t>& slots) {
  const NeedyView view{In(w.status), In(w.flags), In(w.cash), In(w.debt), In(w.sales), In(w.rd_rate), In(w.inventions)};
  std::size_t performers = 0;
  list(w, k, slots, [&](const Block& b, std::uint8_t* marks) { performers += k.mark_needy(b, view, terms, marks); });
  return performers;
}

void keep_by_coin(const World& w, const Draw& coin, double chance, const Kernels& k, std::vector<std::uint32_t>& slots) {
  Batch batch;
  const std::int32_t below = uniforms_below(chance);
  std::uint8_t stays[kChunk];
  std::uint32_t at[kChunk + kAppendRoom];
  std::size_t kept = 0;
  for (std::size_t done = 0; done < slots.size(); done += kChunk) {
    const std::uint32_t* const word = batch.draw(w, chunk(slots, done), coin, k);
    for (std::uint32_t i = 0; i < batch.n; ++i) stays[i] = is_below(word[i], below);
    const std::uint32_t stay = k.append_set(stays, batch.n, 0, at);
    for (std::uint32_t i = 0; i < stay; ++i) slots[kept + i] = slots[done + at[i]];
    kept += stay;
  }
  slots.resize(kept);
}

void add_candidates(const World& w, std::span<const std::uint32_t> slots, const MeritWeights& weights, const Draw& noise,
                    const Kernels& k, std::vector<Candidate>& candidates) {
  Batch batch;
  float revenue0[kChunk], revenue1[kChunk], inventions[kChunk], knowledge[kChunk], scores[kChunk];
  candidates.reserve(candidates.size() + slots.size());
  for (std::size_t done = 0; done < slots.size(); done += kChunk) {
    const std::uint32_t* const word = batch.draw(w, chunk(slots, done), noise, k);
    for (std::uint32_t i = 0; i < batch.n; ++i) {
      const std::uint32_t slot = slots[done + i];
      revenue0[i] = w.revenue0[slot], revenue1[i] = w.revenue1[slot];
      inventions[i] = w.inventions[slot], knowledge[i] = w.knowledge[slot];
    }
    k.merit_scores(batch.n, {revenue0, revenue1, inventions, knowledge}, weights, word, scores);
    for (std::uint32_t i = 0; i < batch.n; ++i) candidates.push_back({scores[i], batch.uid[i], slots[done + i]});
  }
}

}  // namespace echelon
