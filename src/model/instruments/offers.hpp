#pragma once
// What the instruments in force offer today. An offer is cash, a wider desk, information or a lead; nothing here can
// write growth, patents, valuation or a certificate.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/scenario.hpp"

namespace echelon {

enum class Trigger : std::uint8_t {
  application,
  first_recognition,
  renewal,
  first_entry_attracted,
  moved_in,
  selected,
  pool_entry,
  every_year_held
};

// Instruments compiled for the quarter's loop: names become indices.
class PolicyShelf {
 public:
  explicit PolicyShelf(const Scenario& scenario);

  static constexpr std::uint32_t kEverywhere = 0xffffffffu;
  struct Offer {
    int instrument;
    std::int64_t amount;  // thousand CNY
    int lag;
    std::uint32_t districts = kEverywhere;  // a bit for every district whose firms it is for
    bool is_for(int district) const { return (districts >> district & 1u) != 0; }
  };

  // Awards of a scheme for a trigger in force at `date`.
  std::vector<Offer> awards(int scheme, Trigger trigger, Quarter date) const;
  // Their sum in CNY, of those that every district pays: what all firms can count on.
  double award_sum(int scheme, Trigger trigger, Quarter date) const;
  // Cases the desk takes relative to its own capacity.
  double desk_factor(int scheme, Quarter date) const;
  // Share of firms that campaigns for the scheme reach in a year.
  double campaign_reach(int scheme, Quarter date) const;
  // Share of the pool that is selected for some award; 0 without such an instrument.
  double selected_share(int scheme, Quarter date) const;
  // What selection is worth to a member of the pool in expectation, CNY: Σ share · amount, each award with its own share.
  double selection_worth(int scheme, Quarter date) const;
  // Deals a year in the pipeline and the package of a deal, CNY, by attraction instrument in force.
  struct Attraction {
    int instrument;
    double deals;
    double package;
    int lag;
  };
  std::vector<Attraction> attraction(Quarter date) const;
  std::span<const Instrument> instruments() const { return instruments_; }
  // Whether it offers anything: its dates hold the date and its line, where it has one, holds money.
  static bool in_force(const Instrument& i, Quarter date) {
    const bool empty_line = i.budget >= 0 && i.budget < 1000;
    return i.from <= date && date <= i.to && !empty_line;
  }
  // What keys an instrument's luck: its name, not its place, so that another instrument beside it changes nothing (FNV-1a).
  static std::uint32_t luck_of(const Instrument& i);
  // A bit for every sector that an instrument names; all when it names none.
  static std::uint32_t sectors_of(const Instrument& i, const std::vector<Sector>& sectors);
  // The same of districts; kEverywhere when it names none.
  static std::uint32_t districts_of(const Instrument& i, const std::vector<District>& districts);

 private:
  std::span<const Instrument> instruments_;
  std::vector<int> scheme_of_;
  std::vector<int> trigger_of_;
  std::vector<std::uint32_t> districts_of_;
};

}  // namespace echelon
