#include "model/world.hpp"

#include <algorithm>
#include <stdexcept>

#include "core/random/philox.hpp"

namespace echelon {

namespace {

template <class Column, class Value>
auto as_stored(const Column&, Value value) {
  return static_cast<typename Column::value_type>(value);
}

// The three kinds of columns beside those of the schemes; each calls `each(column, value of a fresh seat)`.

// What every firm is given when it moves in. The loops of a block write to some of them in empty seats too.
template <class W, class F>
void for_given(W& w, F each) {
  each(w.uid, 0), each(w.status, kEmpty), each(w.flags, 0), each(w.district, 0), each(w.track, 0), each(w.birth, 0);
  each(w.reach, 0), each(w.institution_luck, 0);
  each(w.log_sales, 0), each(w.sales, 1), each(w.measured, 1), each(w.persistent, 0), each(w.drift, 0), each(w.spread, 0);
  each(w.employees, 1), each(w.productivity, 0), each(w.cash, 0), each(w.margin, 0), each(w.inclination, 0);
  each(w.log_intensity, 0), each(w.rd_rate, 0), each(w.knowledge, 0), each(w.innovation_rate, 0);
}

// What it gathers. The loops of a block leave these as they are where nothing is.
template <class W, class F>
void for_gathered(W& w, F each) {
  each(w.gain, 0), each(w.debt, 0), each(w.grant_left, 0), each(w.rd_year, 0), each(w.sales_year, 0), each(w.carried_loss, 0);
  each(w.pending, 0), each(w.inventions, 0), each(w.utilities, 0);
  each(w.revenue0, 0), each(w.revenue1, 0), each(w.revenue2, 0);
  each(w.reported0, 0), each(w.reported1, 0), each(w.reported2, 0), each(w.aware, 0), each(w.held, 0), each(w.had, 0);
}

// What firms with a round gather, and no others.
template <class W, class F>
void for_funded(W& w, F each) {
  each(w.round, 0), each(w.since_round, 255), each(w.valuation, 0), each(w.raised_total, 0);
  each(w.raised0, 0), each(w.raised1, 0), each(w.raised2, 0);
}

template <class W, class F>
void for_columns(W& w, F each) {
  for_given(w, each), for_gathered(w, each), for_funded(w, each);
}

}  // namespace

World::World(int sectors, int schemes, std::uint32_t capacity, std::uint32_t block_size, std::uint64_t seating)
    : schemes_(schemes), capacity_(capacity), block_size_(block_size), inverse_block_size_(1.0 / block_size),
      seating_(seating), free_(sectors) {
  // Every sector may leave one block partly empty.
  const std::size_t slots = (capacity / block_size + 1 + sectors) * static_cast<std::size_t>(block_size);
  for_columns(*this, [&](auto& column, auto) { column.assign(slots, 0); });  // a block is wiped when it is taken into use
  for (int s = 0; s < schemes; ++s) until[s].assign(slots, 0), since[s].assign(slots, 0);
  blocks_.reserve(slots / block_size);
  for (auto& seats : free_) seats.reserve(slots);
}

void World::clear() {
  blocks_.clear();
  for (auto& seats : free_) seats.clear();
}

void World::wipe(std::uint32_t begin, std::uint32_t end) {
  const auto fill = [=](auto& column, auto value) {
    std::fill(column.data() + begin, column.data() + end, as_stored(column, value));
  };
  for_columns(*this, fill);
  for (int s = 0; s < schemes_; ++s) fill(until[s], kNever), fill(since[s], kNever);
}

void World::open_block(int sector) {
  const std::uint32_t begin = slots_in_use();
  if (begin + block_size_ > status.size()) throw std::length_error("the city is full: the population ran away");
  blocks_.push_back({begin, begin + block_size_, static_cast<std::uint32_t>(sector)});
  for (std::uint32_t slot = begin + block_size_; slot-- > begin;) free_[sector].push_back(slot);
  wipe(begin, begin + block_size_);
  if (seating_ == 0) return;
  const auto place = [this](std::uint32_t slot) { return mix64(mix64(seating_) + slot); };
  std::sort(free_[sector].begin(), free_[sector].end(),
            [&](std::uint32_t a, std::uint32_t b) { return place(a) < place(b); });
}

std::uint32_t World::occupy(int sector) {
  std::uint32_t slot;
  occupy(sector, 1, &slot);
  return slot;
}

void World::occupy(int sector, std::uint32_t n, std::uint32_t* slots) {
  for (std::uint32_t i = 0; i < n; ++i) {
    if (free_[sector].empty()) open_block(sector);
    slots[i] = free_[sector].back();
    free_[sector].pop_back();
  }
}

// A seat is cleaned when it is left, not when it is taken: only then is it known that most firms had neither rounds nor certificates.
// Column by column, since the seats of a list share cache lines.
void World::vacate(std::span<const std::uint32_t> slots) {
  const auto fill = [=](auto& column, auto value) {
    for (const std::uint32_t slot : slots) column[slot] = as_stored(column, value);
  };
  for (const std::uint32_t slot : slots) {
    if (round[slot] != 0) for_funded(*this, [=](auto& column, auto value) { column[slot] = as_stored(column, value); });
    for (std::uint32_t left = had[slot]; left != 0; left &= left - 1) {
      const int s = __builtin_ctz(left);
      until[s][slot] = since[s][slot] = kNever;
    }
    free_[sector_of_slot(slot)].push_back(slot);
  }
  for_gathered(*this, fill);
  fill(uid, 0), fill(status, kEmpty), fill(flags, 0), fill(cash, 0);
}

void World::turn_books() {
  revenue2.exchange(revenue1), revenue1.exchange(revenue0);
  reported2.exchange(reported1), reported1.exchange(reported0);
}

void World::turn_raised() {
  raised2.exchange(raised1), raised1.exchange(raised0);
  std::fill_n(raised0.data(), slots_in_use(), 0.0f);
}

bool World::clean(std::uint32_t slot) const {
  bool all = uid[slot] == 0 && status[slot] == kEmpty && flags[slot] == 0 && cash[slot] == 0;
  const auto check = [&](const auto& column, auto value) { all = all && column[slot] == as_stored(column, value); };
  for_gathered(*this, check), for_funded(*this, check);
  for (int s = 0; s < schemes_; ++s) check(until[s], kNever), check(since[s], kNever);
  return all;
}

std::size_t World::bytes_per_slot(int schemes) {
  World probe(1, schemes, 0, 1);
  std::size_t bytes = 0;
  for_columns(probe, [&](auto& column, auto) { bytes += column.bytes(); });
  return bytes + schemes * (Column<Until>::bytes() + Column<Since>::bytes());
}

}  // namespace echelon
