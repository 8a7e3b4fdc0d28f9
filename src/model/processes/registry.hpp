#pragma once
// The books of certificates: who holds what until when, and the flows that change the stock (Z5). Ends are found through a
// calendar, not by scanning. Rooms grant and revoke through here only, so no certificate exists without a decision.
#include <array>
#include <cstdint>
#include <vector>

#include "model/columns.hpp"

namespace echelon {

class World;

// Why a passage from not valid to valid, or back, happened.
enum class Decision : std::uint8_t { genesis, first, regained, moved_in, renewed, expired, closed, revoked };
constexpr int kDecisions = 8;

struct DecisionRecord {
  int quarter;
  int scheme;
  std::uint32_t uid;
  Decision decision;
};

struct SchemeFlows {
  std::int64_t applied = 0;   // eligible applications handed in
  std::int64_t passed = 0;
  std::array<std::int64_t, kDecisions> by{};
  std::int64_t granted() const;  // first + regained + moved in
  std::int64_t lapsed() const;   // expired + closed
};

class Registry {
 public:
  void open(int schemes, int sectors, bool keep_decisions);

  bool holds(const World& world, int scheme, std::uint32_t slot, int quarter) const;
  // Grants or renews; `until` is the last quarter at whose end it is valid.
  void grant(World& world, int scheme, std::uint32_t slot, int quarter, int since, int until, bool genesis, bool moved_in);
  void revoke(World& world, int scheme, std::uint32_t slot, int quarter);
  // Certificates whose last quarter was the one before and that were not renewed.
  void expire(World& world, int quarter);
  // The firm leaves the register: all it holds lapses.
  void close(World& world, std::uint32_t slot, int quarter);

  std::int64_t stock(int scheme) const { return stock_[scheme]; }
  std::int64_t stock(int scheme, int sector) const { return by_sector_[scheme][sector]; }
  SchemeFlows& flows(int scheme) { return flows_[scheme]; }
  void open_year();
  const std::vector<DecisionRecord>& decisions() const { return decisions_; }

 private:
  struct End {
    int scheme;
    std::uint32_t slot;
    std::uint32_t uid;
  };
  void record(int quarter, int scheme, std::uint32_t uid, Decision decision);
  void change(World& world, int scheme, std::uint32_t slot, int by);

  std::vector<std::int64_t> stock_;
  std::vector<std::vector<std::int64_t>> by_sector_;
  std::vector<SchemeFlows> flows_;
  std::vector<std::vector<End>> calendar_;  // by quarter modulo its size
  std::vector<DecisionRecord> decisions_;
  bool keep_ = false;
};

}  // namespace echelon
