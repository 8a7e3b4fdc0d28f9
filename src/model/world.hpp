#pragma once
// One world: all firms of the city as columns, sorted by sector in blocks. An exit frees a seat for an entrant of the
// same sector, so the order never changes and nothing is compacted. Blocks are taken into use when a sector is full.
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/column.hpp"
#include "model/columns.hpp"

namespace echelon {

class World {
 public:
  // `capacity` firms at most over all sectors; `block_size` firms a block and `seating`, the order in which the seats of a
  // block are taken (0: from the front, else shuffled), change no result.
  World(int sectors, int schemes, std::uint32_t capacity, std::uint32_t block_size, std::uint64_t seating = 0);

  // Empties every slot; the memory stays.
  void clear();

  // The slot of a free seat of the sector. What a firm gathers while it lives (books, rounds, certificates) is as nobody ever had it; what
  // a firm is given when it moves in (`move_in`) is rubbish of the last one. Throws std::length_error when the city is full.
  std::uint32_t occupy(int sector);
  // The same for n seats, in the same order.
  void occupy(int sector, std::uint32_t n, std::uint32_t* slots);
  // The firms are gone, and with them what they had gathered. The rest stays until the seat is taken again; no loop may look at it.
  void vacate(std::span<const std::uint32_t> slots);
  void vacate(std::uint32_t slot) { vacate({&slot, 1}); }
  // Whether an empty seat is as `vacate` leaves it; loops over blocks write to empty seats too.
  bool clean(std::uint32_t slot) const;

  // The rings of past years move on by handing their memory on. A year is closed once the accounts stand in revenue2 and reported2, whose
  // year is forgotten: they become revenue0 and reported0, and those become revenue1 and reported1.
  void turn_books();
  // A year begins: raised0 becomes raised1, and is nil.
  void turn_raised();

  std::span<const Block> blocks() const { return blocks_; }
  int sectors() const { return static_cast<int>(free_.size()); }
  int schemes() const { return schemes_; }
  std::uint32_t block_size() const { return block_size_; }
  std::uint32_t slots_in_use() const { return static_cast<std::uint32_t>(blocks_.size()) * block_size_; }
  // The block of a slot by a multiplication: half a seat in from its beginning no rounding can leave it.
  std::uint32_t sector_of_slot(std::uint32_t slot) const {
    return blocks_[static_cast<std::uint32_t>((slot + 0.5) * inverse_block_size_)].sector;
  }
  static std::size_t bytes_per_slot(int schemes);

  Column<Uid> uid;
  Column<Status> status;
  Column<Flags> flags;
  Column<DistrictOf> district;
  Column<TrackOf> track;
  Column<Reach> reach;
  Column<InstitutionLuck> institution_luck;
  Column<Birth> birth;
  Column<LogSales> log_sales;
  Column<Sales> sales;
  Column<Measured> measured;
  Column<Persistent> persistent;
  Column<Drift> drift;
  Column<Spread> spread;
  Column<Gain> gain;
  Column<Employees> employees;
  Column<Productivity> productivity;
  Column<Cash> cash;
  Column<Debt> debt;
  Column<GrantLeft> grant_left;
  Column<CarriedLoss> carried_loss;
  Column<Margin> margin;
  Column<Inclination> inclination;
  Column<LogIntensity> log_intensity;
  Column<RdRate> rd_rate;
  Column<Knowledge> knowledge;
  Column<RdYear> rd_year;
  Column<SalesYear> sales_year;
  Column<InnovationRate> innovation_rate;
  Column<Pending> pending;
  Column<Inventions> inventions;
  Column<Utilities> utilities;
  Column<Revenue0> revenue0;
  Column<Revenue1> revenue1;
  Column<Revenue2> revenue2;
  Column<Reported0> reported0;
  Column<Reported1> reported1;
  Column<Reported2> reported2;
  Column<Raised0> raised0;
  Column<Raised1> raised1;
  Column<Raised2> raised2;
  Column<Round> round;
  Column<SinceRound> since_round;
  Column<Valuation> valuation;
  Column<RaisedTotal> raised_total;
  Column<AwareOf> aware;
  Column<Held> held;
  Column<Had> had;
  std::array<Column<Until>, kMaxSchemes> until;
  std::array<Column<Since>, kMaxSchemes> since;

 private:
  void wipe(std::uint32_t begin, std::uint32_t end);
  void open_block(int sector);

  int schemes_;
  std::uint32_t capacity_;
  std::uint32_t block_size_;
  double inverse_block_size_;
  std::uint64_t seating_;
  std::vector<Block> blocks_;
  std::vector<std::vector<std::uint32_t>> free_;  // free slots of a sector, the next to use last
};

}  // namespace echelon
