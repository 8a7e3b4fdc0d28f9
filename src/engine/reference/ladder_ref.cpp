#include "engine/reference/ladder_ref.hpp"

#include <bit>
#include <cstring>
#include <limits>
#include <stdexcept>

#include "core/cpu.hpp"
#include "core/math/vecmath.hpp"
#include "core/random/uniform.hpp"
#include "core/selection.hpp"
#include "core/sums.hpp"
#include "engine/reference/ladder_ref_kernel.hpp"
#include "engine/reference/thread_clock.hpp"

namespace echelon {

namespace {

using namespace ladder_ref;

Kernels kernels_for(Isa isa) {
  if (!available(isa)) throw std::runtime_error(std::string("this machine lacks ") + name(isa));
#if defined(__x86_64__)
  if (isa == Isa::avx512) return avx512::ladder_ref_kernels();
  if (isa == Isa::avx2) return avx2::ladder_ref_kernels();
#endif
  return baseline::ladder_ref_kernels();
}

float intensity(std::uint32_t sector) { return 0.01f + 0.005f * static_cast<float>(sector); }

std::int64_t fixed_log(float x) { return static_cast<std::int32_t>((x + 8.0f) * kLogScale + 0.5f); }
std::int64_t fixed_revenue(float v) { return to_fixed_in_range(static_cast<double>(v), kRevenueScale); }

class Run {
 public:
  Run(Kernels kernels, std::uint64_t seed, int firms)
      : kernels_(kernels), key_(philox_key(seed, 0)), per_sector_(static_cast<std::uint32_t>(firms) / kLadderSectors) {
    start();
  }

  void step(std::uint32_t t) {
    candidates_.clear();
    const View view = view_at(t);
    for (std::uint32_t s = 0; s < kLadderSectors; ++s) step_sector(t, s, view);
    rank(t, view);
    for (std::uint32_t s = 0; s < kLadderSectors; ++s) record(s, view);
  }

  void finish(LadderRefResult& result) const {
    const auto* last = &records_[records_.size() - kLadderSectors];
    double log_sum = 0;
    for (int s = 0; s < kLadderSectors; ++s) {
      for (int r = 0; r < 5; ++r) result.a[r] += last[s].a[r];
      for (int r = 0; r < 4; ++r) result.b[r] += last[s].b[r];
      log_sum += static_cast<double>(last[s].log_fixed);
    }
    result.mean_x = log_sum / kLogScale / (kLadderSectors * per_sector_) - 8.0;
    result.exits = exits_;
    result.fallbacks = fallbacks_;
    result.records = records_;
  }

 private:
  View view_at(std::uint32_t t) {
    return {In(x_[t % 4]),     InOut(x_[(t + 1) % 4]), InOut(revenue_), InOut(damping_),
            InOut(knowledge_), InOut(age_),            InOut(a_),       InOut(b_), InOut(clock_)};
  }

  Env env(std::uint32_t t, std::uint32_t sector, std::uint32_t begin) const {
    return {key_, t, block_address(sector, begin - sector * per_sector_), mean_[sector], intensity(sector), cut_};
  }

  void start() {
    const std::size_t n = std::size_t{kLadderSectors} * per_sector_;
    for (auto& x : x_) x.assign(n, 0);
    revenue_.assign(n, 0), damping_.assign(n, 0), knowledge_.assign(n, 0);
    age_.assign(n, 0), a_.assign(n, 0), b_.assign(n, 0), clock_.assign(n, 0);
    for (std::uint32_t j = 0; j < kHalf; ++j) scratch_.counter[j] = j;
    for (std::uint32_t s = 0; s < kLadderSectors; ++s) {
      std::int64_t log_sum = 0;
      for (std::uint32_t i = s * per_sector_; i < (s + 1) * per_sector_; ++i) {
        const Words4 w = philox(key_, i - s * per_sector_, 0, kStart, s);
        const float x = 1.2f * inverse_normal(unit_float(w.w0));
        for (auto& column : x_) column[i] = x;
        revenue_[i] = vexp(x);
        damping_[i] = vexp(-0.15f * x);
        knowledge_[i] = 10.0f * intensity(s) * revenue_[i];
        age_[i] = static_cast<std::uint8_t>((std::uint64_t{w.w1} * 80) >> 32);
        log_sum += fixed_log(x);
      }
      mean_[s] = mean_of(log_sum);
    }
  }

  float mean_of(std::int64_t log_sum) const {
    return static_cast<float>(static_cast<double>(log_sum) / kLogScale / per_sector_ - 8.0);
  }

  void step_sector(std::uint32_t t, std::uint32_t s, const View& view) {
    log_sum_[s] = 0, revenue_sum_[s] = 0;
    leavers_ = 0;
    const std::uint32_t last = (s + 1) * per_sector_;
    for (std::uint32_t begin = s * per_sector_; begin < last; begin += kBlock) {
      const Block block{begin, std::min(begin + kBlock, last), s};
      kernels_.step(block, view, env(t, s, begin), scratch_);
      log_sum_[s] += scratch_.log_fixed, revenue_sum_[s] += scratch_.revenue_fixed;
      collect(view, block);
      if (leavers_ + kBlock > kBatch) enter(t, view, s);
    }
    enter(t, view, s);
  }

  // Rare events of a block: leavers go to one list, candidates to another.
  void collect(const View& view, Block block) {
    for_flags(block.end - block.begin, [&](std::uint32_t j) {
      const std::uint32_t i = block.begin + j;
      if (scratch_.flags[j] & kLeaves) {
        log_sum_[block.sector] -= fixed_log(view.next[i]);
        revenue_sum_[block.sector] -= fixed_revenue(revenue_[i]);
        entrants_.slot[leavers_++] = i;
      } else {
        candidates_.push_back({scratch_.score[j], i, i});
      }
    });
  }

  // Entrants take the leavers' places. Of the ring only x now and x a step ago are ever read: before the older ones
  // would be, the entrant has not waited long enough on its rung.
  void enter(std::uint32_t t, const View& view, std::uint32_t sector) {
    const std::uint32_t first = sector * per_sector_;
    for (std::uint32_t l = 0; l < leavers_; ++l)
      entrants_.counter[l] = entrants_.slot[l] - first;
    kernels_.enter(leavers_, key_, t, sector, entrants_);
    for (std::uint32_t l = 0; l < leavers_; ++l) {
      const std::uint32_t i = entrants_.slot[l];
      x_[t % 4][i] = view.next[i] = entrants_.x[l];
      revenue_[i] = entrants_.revenue[l];
      damping_[i] = entrants_.damping[l];
      knowledge_[i] = 0;
      age_[i] = 0, a_[i] = 0, b_[i] = 0, clock_[i] = 0;
      log_sum_[sector] += fixed_log(entrants_.x[l]);
      revenue_sum_[sector] += fixed_revenue(entrants_.revenue[l]);
    }
    exits_ += leavers_;
    leavers_ = 0;
  }

  // Calls f(j) for every non-zero flag, eight at a look.
  template <class F>
  void for_flags(std::uint32_t n, F f) {
    for (std::uint32_t j = n; j % 8 != 0; ++j) scratch_.flags[j] = 0;
    for (std::uint32_t j = 0; j < n; j += 8) {
      std::uint64_t eight;
      std::memcpy(&eight, scratch_.flags + j, 8);
      for (; eight != 0; eight &= eight - 1) {
        const auto bit = static_cast<std::uint32_t>(std::countr_zero(eight));
        eight &= ~(std::uint64_t{0xff} << (bit / 8 * 8)) | (std::uint64_t{1} << bit);
        f(j + bit / 8);
      }
    }
  }

  // The K best of the whole economy move up. The cut-off of the last step, lowered a little, keeps nearly everybody
  // else out of the list; when it kept out too many, all are looked at again, so that the choice is exact.
  void rank(std::uint32_t t, const View& view) {
    const std::size_t places = std::size_t{kLadderSectors} * per_sector_ / 500;
    if (candidates_.size() < places && cut_ > 0) {
      ++fallbacks_;
      look_again(t, view);
    }
    const std::size_t chosen = select_best(candidates_, places);
    for (std::size_t c = 0; c < chosen; ++c) ++b_[candidates_[c].slot];
    cut_ = chosen == places && places > 0 ? 0.97f * candidates_[places - 1].score : 0.0f;
  }

  void look_again(std::uint32_t t, const View& view) {
    candidates_.clear();
    for (std::uint32_t s = 0; s < kLadderSectors; ++s)
      for (std::uint32_t begin = s * per_sector_; begin < (s + 1) * per_sector_; begin += kBlock) {
        const Block block{begin, std::min(begin + kBlock, (s + 1) * per_sector_), s};
        kernels_.rescan(block, view, env(t, s, begin), scratch_);
        for_flags(block.end - begin, [&](std::uint32_t j) {
          candidates_.push_back({scratch_.score[j], begin + j, begin + j});
        });
      }
  }

  void record(std::uint32_t s, const View& view) {
    std::int32_t counts[kRungs] = {};
    kernels_.count({s * per_sector_, (s + 1) * per_sector_, s}, view, counts);
    LadderRefRecord r{revenue_sum_[s], log_sum_[s], {}, {}};
    for (int rung = 0; rung < 5; ++rung) r.a[rung] = counts[rung];
    for (int rung = 0; rung < 4; ++rung) r.b[rung] = counts[5 + rung];
    records_.push_back(r);
    mean_[s] = mean_of(log_sum_[s]);
  }

  Kernels kernels_;
  PhiloxKey key_;
  std::uint32_t per_sector_;
  Column<LogRevenue> x_[4];  // a ring: x_[t % 4] is step t
  Column<Revenue> revenue_;
  Column<Damping> damping_;
  Column<Knowledge> knowledge_;
  Column<Age> age_;
  Column<RungA> a_;
  Column<RungB> b_;
  Column<Clock> clock_;
  float mean_[kLadderSectors] = {};
  std::int64_t log_sum_[kLadderSectors] = {};
  std::int64_t revenue_sum_[kLadderSectors] = {};
  float cut_ = 0;
  long exits_ = 0;
  int fallbacks_ = 0;
  std::vector<Candidate> candidates_;
  std::vector<LadderRefRecord> records_;
  Scratch scratch_;
  Entrants entrants_;
  std::uint32_t leavers_ = 0;
};

}  // namespace

LadderRefResult run_ladder_ref(const std::string& isa, std::uint64_t seed, int firms, int steps) {
  if (firms <= 0 || firms % kLadderSectors != 0 || firms > (1 << 27) || steps < 1)
    throw std::invalid_argument("ladder-ref needs a positive multiple of 16 firms and at least one step");
  if (isa == "scalar") return run_ladder_ref_oracle(seed, firms, steps);
  const auto wanted = isa_from_name(isa);
  if (!wanted) throw std::invalid_argument("ladder-ref knows baseline, avx2, avx512 and scalar, not '" + isa + "'");
  Run run(kernels_for(*wanted), seed, firms);
  LadderRefResult result;
  const double begin = thread_seconds();
  for (int t = 0; t < steps; ++t) run.step(static_cast<std::uint32_t>(t));
  result.seconds = thread_seconds() - begin;
  result.firm_steps_per_second = static_cast<double>(firms) * steps / result.seconds;
  run.finish(result);
  return result;
}

}  // namespace echelon
