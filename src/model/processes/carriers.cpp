// Who is inside a carrier, and what that does for them.
#include "model/processes/carriers.hpp"

#include <algorithm>

#include "core/math/vecmath.hpp"
#include "core/random/uniform.hpp"
#include "model/draws.hpp"
#include "model/fields.hpp"
#include "model/kernels.hpp"
#include "model/luck.hpp"
#include "model/processes/exit.hpp"
#include "model/world.hpp"

namespace echelon {

namespace {

// k of a draw under kCallCarrier; words of the first are survival and introductions, of the others one a scheme.
enum : std::uint32_t { kQuarterly = 0, kAdmission = 1, kCounsel = 2 };

bool by_slot(const Resident& a, const Resident& b) { return a.slot < b.slot; }

// Lists of a sweep over the blocks are in that order already.
std::vector<std::uint32_t> ascending(std::vector<std::uint32_t> slots) {
  if (!std::is_sorted(slots.begin(), slots.end())) std::sort(slots.begin(), slots.end());
  return slots;
}

// Into a list in the order of slots, which it stays.
void merge_in(std::vector<Resident>& list, std::vector<Resident> more) {
  std::sort(more.begin(), more.end(), by_slot);
  const auto known = static_cast<std::ptrdiff_t>(list.size());
  list.insert(list.end(), more.begin(), more.end());
  std::inplace_merge(list.begin(), list.begin() + known, list.end(), by_slot);
}

// Is the slot in an ascending list? Asked of ascending slots, so that the list is walked through once.
class Walk {
 public:
  explicit Walk(std::span<const std::uint32_t> ascending) : left_(ascending) {}
  bool has(std::uint32_t slot) {
    while (!left_.empty() && left_.front() < slot) left_ = left_.subspan(1);
    return !left_.empty() && left_.front() == slot;
  }

 private:
  std::span<const std::uint32_t> left_;
};

bool still_there(const World& w, const Resident& r) { return w.uid[r.slot] == r.uid && w.status[r.slot] != kEmpty; }

// Whole persons, so that their sum is the same in any order.
double persons(const World& w, std::uint32_t slot) { return w.employees[slot] > 1 ? static_cast<double>(w.employees[slot]) : 1.0; }

double space_of(const World& w, std::uint32_t slot, const CarriersParams& p) { return p.space_per_person.v * persons(w, slot); }

// (X1) of one active firm: the chance of leaving the register this quarter by its ordinary hazard.
double exit_of(const World& w, std::uint32_t slot, const ExitTables& tables, float level, int quarter) {
  const int age = quarter - w.birth[slot] - 1;
  return ordinary_exit(tables.active[age < 0 ? 0 : std::min(age, kAgeTable - 1)], w.log_sales[slot], w.inventions[slot] > 0, level,
                       tables.minus_omega, tables.innovator);
}

}  // namespace

void Carriers::open() {
  residents_.clear(), graduates_.clear();
  flows_ = {};
}

void Carriers::leave_out_residents(const World& w, std::vector<std::uint32_t>& slots) const {
  auto at = residents_.begin();
  std::erase_if(slots, [&](std::uint32_t slot) {
    while (at != residents_.end() && at->slot < slot) ++at;
    return at != residents_.end() && at->slot == slot && at->uid == w.uid[slot];
  });
}

double Carriers::used(const World& world, const CarriersParams& p) const {
  double sum = 0;
  for (const Resident& r : residents_) sum += still_there(world, r) ? persons(world, r.slot) : 0;
  return p.space_per_person.v * sum;
}

void Carriers::move_out(const World& world, const CarriersParams& p, int quarter) {
  std::vector<Resident> gone;
  const auto leaves = [&](const Resident& r) {
    if (!still_there(world, r)) return true;
    const bool grown = static_cast<double>(world.employees[r.slot]) > p.largest.v, long_enough = quarter - r.since >= 4 * p.stay.v;
    if (grown || long_enough) gone.push_back({r.slot, r.uid, static_cast<std::int16_t>(quarter)});
    return grown || long_enough;
  };
  std::vector<Resident> stay;
  for (const Resident& r : residents_) {
    if (!leaves(r)) stay.push_back(r);
  }
  residents_ = std::move(stay);
  flows_.left += static_cast<std::int64_t>(gone.size());
  merge_in(graduates_, std::move(gone));
  std::erase_if(graduates_, [&](const Resident& r) { return !still_there(world, r) || quarter - r.since >= 4 * p.after.v; });
}

// (Y1) The first who does not fit ends it: nobody overtakes.
void Carriers::admit(const World& world, std::vector<Candidate>& applicants, double space, const CarriersParams& p, int quarter) {
  const double left = space - used(world, p);
  if (left <= 0) return;
  const std::size_t n = select_under_budget(applicants, static_cast<std::int64_t>(left),
                                            [&](const Candidate& c) { return static_cast<std::int64_t>(space_of(world, c.slot, p)); });
  std::vector<Resident> in;
  for (std::size_t i = 0; i < n; ++i) in.push_back({applicants[i].slot, applicants[i].uid, static_cast<std::int16_t>(quarter)});
  merge_in(residents_, std::move(in));
  flows_.admitted += static_cast<std::int64_t>(n);
}

std::int64_t Carriers::house(World& world, const CarriersParams& p) const {
  std::int64_t saved = 0;
  for (const Resident& r : residents_) {
    if (!still_there(world, r) || world.status[r.slot] != kActive) continue;
    const auto part = static_cast<std::int64_t>(p.discount.v * p.rent.v * space_of(world, r.slot, p) / 4000);
    world.cash[r.slot] += static_cast<std::int32_t>(part);
    saved += part;
  }
  return saved;
}

namespace {

// each(firm, its words of the quarter), in the order of the list. Luck comes first, since it needs no firm's columns and rules out most.
template <class Each>
void with_luck(std::span<const Resident> firms, PhiloxKey key, int quarter, const Kernels& k, Each each) {
  constexpr std::size_t kChunk = 256;
  std::uint32_t uid[kChunk];
  LuckWords<kChunk> words;
  for (std::size_t done = 0; done < firms.size(); done += kChunk) {
    const auto chunk = firms.subspan(done, std::min(kChunk, firms.size() - done));
    const auto n = static_cast<std::uint32_t>(chunk.size());
    for (std::uint32_t i = 0; i < n; ++i) uid[i] = chunk[i].uid;
    k.fill_luck(key, uid, n, static_cast<std::uint32_t>(quarter), kCallCarrier, kQuarterly, words.out());
    for (std::uint32_t i = 0; i < n; ++i) each(chunk[i], Words4{words.lane[0][i], words.lane[1][i], words.lane[2][i], words.lane[3][i]});
  }
}

// At work and with money: whether it stays is not settled by something else.
bool bears_on(const World& w, const Resident& r) { return still_there(w, r) && w.status[r.slot] == kActive && w.cash[r.slot] >= 0; }

double more_leave(double ratio, double h) { return (ratio - 1) * h / (1 - h); }

// No firm's chance is higher, not even with what rounding may add.
double most_leave(double ratio, const ExitTables& t, std::span<const float> level) {
  const double place = *std::max_element(level.begin(), level.end()), mark = t.innovator > 1 ? t.innovator : 1.0;
  const double rate = t.most_active * place * mark * vexp(static_cast<double>(t.minus_omega) * kLeastLogSales);
  const double h = 1 - vexp(-rate);
  return h < 0.99 ? 1.001 * more_leave(ratio, h) : 1;
}

}  // namespace

// A firm that would have left is kept with chance 1 − HR; with HR above one, one that would have stayed leaves with chance
// (HR − 1)·h/(1 − h), so that either way the hazard is HR·h.
void Carriers::care(const World& world, const CarriersParams& p, const ExitTables& tables, std::span<const float> level, PhiloxKey key,
                    int quarter, std::vector<std::uint32_t>& leaves, const Kernels& kernels) const {
  if (residents_.empty() && graduates_.empty()) return;
  const std::vector<std::uint32_t> sorted = ascending(leaves);
  std::vector<std::uint32_t> kept, more;
  const auto keep = [&](std::span<const Resident> firms, double ratio) {
    Walk leaving(sorted);
    for (const Resident& r : firms) {
      if (!leaving.has(r.slot) || !bears_on(world, r)) continue;
      if (unit_float(philox(key, r.uid, quarter, kCallCarrier, kQuarterly).w0) >= ratio) kept.push_back(r.slot);
    }
  };
  const auto lose = [&](std::span<const Resident> firms, double ratio) {
    Walk leaving(sorted);
    const double most = most_leave(ratio, tables, level);
    with_luck(firms, key, quarter, kernels, [&](const Resident& r, const Words4& luck) {
      const double u = unit_float(luck.w1);
      if (u >= most || leaving.has(r.slot) || !bears_on(world, r)) return;
      if (u < more_leave(ratio, exit_of(world, r.slot, tables, level[world.sector_of_slot(r.slot)], quarter))) more.push_back(r.slot);
    });
  };
  const auto look = [&](std::span<const Resident> firms, double ratio) {
    if (ratio < 1) keep(firms, ratio);
    if (ratio > 1) lose(firms, ratio);
  };
  look(residents_, p.survival.v);
  look(graduates_, p.survival_after.v);
  std::sort(kept.begin(), kept.end());
  std::erase_if(leaves, [&](std::uint32_t slot) { return std::binary_search(kept.begin(), kept.end(), slot); });
  leaves.insert(leaves.end(), more.begin(), more.end());
}

void Carriers::introduce(const World& world, const CarriersParams& p, int age_limit, PhiloxKey key, int quarter,
                         std::vector<std::uint32_t>& seekers, const Kernels& kernels) const {
  if (residents_.empty() || p.introduction.v <= 0) return;
  const std::vector<std::uint32_t> sorted = ascending(seekers);
  Walk seeking(sorted);
  with_luck(residents_, key, quarter, kernels, [&](const Resident& r, const Words4& luck) {
    if (unit_float(luck.w2) >= p.introduction.v) return;
    if (!still_there(world, r) || world.status[r.slot] != kActive) return;
    const bool open = (world.flags[r.slot] & (kPerformer | kListed)) == kPerformer && quarter - world.birth[r.slot] <= age_limit;
    const bool ready = world.since_round[r.slot] > 5 && world.round[r.slot] < 8;  // the quarter has already been counted
    if (open && ready && !seeking.has(r.slot)) seekers.push_back(r.slot);
  });
}

void Carriers::counsel(World& world, const CarriersParams& p, PhiloxKey key, int quarter) const {
  if (p.counsel.v <= 0) return;
  for (const Resident& r : residents_) {
    if (!still_there(world, r) || world.status[r.slot] != kActive) continue;
    std::uint32_t learnt = 0;
    for (int s = 0; s < world.schemes(); s += 4) {
      const Words4 luck = philox(key, r.uid, quarter, kCallCarrier, kCounsel + static_cast<std::uint32_t>(s / 4));
      const std::uint32_t words[] = {luck.w0, luck.w1, luck.w2, luck.w3};
      for (int j = 0; j < 4 && s + j < world.schemes(); ++j) learnt |= unit_float(words[j]) < p.counsel.v ? 1u << (s + j) : 0u;
    }
    world.aware[r.slot] = static_cast<std::uint16_t>(world.aware[r.slot] | learnt);
  }
}

std::span<const Field> carriers_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(carriers, space, "", "m2", 0, 1e8, "start-up space of the city at the start", "初始孵化载体面积"),
      ECHELON_FIELD(carriers, space_per_person, "q", "m2 per person", 1, 500, "space that a person needs", "人均面积"),
      ECHELON_FIELD(carriers, young, "", "years", 0, 20, "age up to which a firm may apply", "申请入驻企业最高年龄"),
      ECHELON_FIELD(carriers, wish, "", "%", 0, 1, "young firms that apply in a year", "年申请比例"),
      ECHELON_FIELD(carriers, largest, "L", "persons", 1, 10000, "staff above which a firm must leave", "毕业人数上限"),
      ECHELON_FIELD(carriers, stay, "", "years", 0.25, 30, "longest stay", "最长在孵年限"),
      ECHELON_FIELD(carriers, rent, "", "CNY per m2 and year", 0, 10000, "rent on the market", "市场租金"),
      ECHELON_FIELD(carriers, discount, "", "%", 0, 1, "rent that residents do not pay", "租金减免比例"),
      ECHELON_FIELD(carriers, upkeep, "", "CNY per m2 and year", 0, 10000, "running cost of space, used or empty", "载体运营成本"),
      ECHELON_FIELD(carriers, survival, "HR", "1", 0, 5, "hazard of closing inside, over that of others", "在孵企业风险比"),
      ECHELON_FIELD(carriers, survival_after, "HR'", "1", 0, 5, "hazard of closing after leaving, over that of others", "毕业企业风险比"),
      ECHELON_FIELD(carriers, after, "", "years", 0, 30, "how long that lasts", "毕业影响年限"),
      ECHELON_FIELD(carriers, introduction, "", "per quarter", 0, 1, "chance of being led to investors", "投资对接概率"),
      ECHELON_FIELD(carriers, counsel, "", "%", 0, 1, "chance of learning of a scheme in a year inside", "政策辅导概率"),
  };
  return fields;
}

}  // namespace echelon
