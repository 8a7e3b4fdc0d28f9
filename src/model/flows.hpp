#pragma once
// What a run adds up: the firms' money, and who left.
#include <cstdint>

namespace echelon {

// Exact flows of the firms' cash since the start, thousand CNY: what the books must add up to.
struct CashFlows {
  std::int64_t opening = 0, operations = 0, research = 0, tax = 0, equity = 0, awards = 0, rent = 0, entrants = 0, leavers = 0;
  std::int64_t borrowed = 0, debt_service = 0;  // principal and interest
  std::int64_t balance() const {
    return opening + operations - research - tax + equity + awards + rent + entrants - leavers + borrowed - debt_service;
  }
};

// A firm that left the register; `cause` as in the record's exits.
struct Departure {
  int quarter;
  std::uint32_t uid;
  std::int16_t birth;
  std::uint8_t district;
  std::uint8_t track;
  std::uint8_t cause;
};

}  // namespace echelon
