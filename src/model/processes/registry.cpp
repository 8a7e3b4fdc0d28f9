#include "model/processes/registry.hpp"

#include <stdexcept>

#include "model/world.hpp"

namespace echelon {

namespace {
constexpr int kCalendar = 64;  // longer than any validity, in quarters
int page_of(int quarter) { return (quarter + kCalendar) % kCalendar; }
}  // namespace

std::int64_t SchemeFlows::granted() const {
  return by[static_cast<int>(Decision::first)] + by[static_cast<int>(Decision::regained)] +
         by[static_cast<int>(Decision::moved_in)];
}

std::int64_t SchemeFlows::lapsed() const {
  return by[static_cast<int>(Decision::expired)] + by[static_cast<int>(Decision::closed)];
}

void Registry::open(int schemes, int sectors, bool keep_decisions) {
  stock_.assign(schemes, 0);
  by_sector_.assign(schemes, std::vector<std::int64_t>(sectors, 0));
  flows_.assign(schemes, {});
  calendar_.resize(kCalendar);
  for (auto& page : calendar_) page.clear();
  decisions_.clear();
  keep_ = keep_decisions;
}

void Registry::open_year() { flows_.assign(flows_.size(), {}); }

// A certificate is in the books until `expire` has looked at it in the quarter after its last one.
bool Registry::holds(const World& world, int scheme, std::uint32_t slot, int quarter) const {
  return world.until[scheme][slot] >= quarter;
}

void Registry::record(int quarter, int scheme, std::uint32_t uid, Decision decision) {
  flows_[scheme].by[static_cast<int>(decision)] += 1;
  if (keep_) decisions_.push_back({quarter, scheme, uid, decision});
}

void Registry::change(World& world, int scheme, std::uint32_t slot, int by) {
  const auto bit = static_cast<std::uint16_t>(1u << scheme);
  world.held[slot] = static_cast<std::uint16_t>(by > 0 ? world.held[slot] | bit : world.held[slot] & ~bit);
  stock_[scheme] += by;
  by_sector_[scheme][world.sector_of_slot(slot)] += by;
}

void Registry::grant(World& world, int scheme, std::uint32_t slot, int quarter, int since, int until, bool genesis,
                     bool moved_in) {
  if (until - quarter >= kCalendar - 1) throw std::logic_error("a certificate outlasts the calendar");
  const bool had = world.since[scheme][slot] != kNever;
  // A certificate that ends with the last quarter is still in the books when the desk decides: no gap.
  const bool valid = had && world.until[scheme][slot] >= quarter - 1;
  const Decision decision = genesis    ? Decision::genesis
                            : valid    ? Decision::renewed
                            : moved_in ? Decision::moved_in
                            : had      ? Decision::regained
                                       : Decision::first;
  if (!valid) change(world, scheme, slot, 1);
  world.had[slot] = static_cast<std::uint16_t>(world.had[slot] | 1u << scheme);
  world.since[scheme][slot] = static_cast<std::int16_t>(since);
  world.until[scheme][slot] = static_cast<std::int16_t>(until);
  calendar_[page_of(until)].push_back({scheme, slot, world.uid[slot]});
  record(quarter, scheme, world.uid[slot], decision);
}

void Registry::revoke(World& world, int scheme, std::uint32_t slot, int quarter) {
  if (!holds(world, scheme, slot, quarter)) throw std::logic_error("revoking what is not held");
  change(world, scheme, slot, -1);
  world.until[scheme][slot] = static_cast<std::int16_t>(quarter - 2);
  record(quarter, scheme, world.uid[slot], Decision::revoked);
}

void Registry::expire(World& world, int quarter) {
  const int last = quarter - 1;
  auto& page = calendar_[page_of(last)];
  for (const End& end : page) {
    const bool same = world.uid[end.slot] == end.uid && world.status[end.slot] != kEmpty;
    if (!same || world.until[end.scheme][end.slot] != last) continue;
    change(world, end.scheme, end.slot, -1);
    world.until[end.scheme][end.slot] = static_cast<std::int16_t>(last - 1);  // looked at: out of the books
    record(quarter, end.scheme, end.uid, Decision::expired);
  }
  page.clear();
}

void Registry::close(World& world, std::uint32_t slot, int quarter) {
  if (world.held[slot] == 0) return;
  for (int s = 0; s < static_cast<int>(stock_.size()); ++s) {
    if (!holds(world, s, slot, quarter)) continue;
    change(world, s, slot, -1);
    record(quarter, s, world.uid[slot], Decision::closed);
    world.until[s][slot] = static_cast<std::int16_t>(quarter - 2);
  }
}

}  // namespace echelon
