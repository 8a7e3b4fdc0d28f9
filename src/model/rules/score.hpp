#pragma once
// Point tables. Items are added; of the items with the same `best_of` the best counts once; a table may have a cap. A value
// in no band, or an undefined one, earns nothing.
//
// Where a band gives a range of points, experts judge inside it: they go by where the value lies in the band, from its
// lower points at `from` to its higher points at `to`; in a band without an upper end (five and more results, a yes) by the
// firm's grade of technology_level. Grades lie in (0, 1), so their open bands end at 0 and 1. The
// cap is the whole table's; a part of it has none.
#include <span>
#include <string>
#include <vector>

#include "model/rules/inputs.hpp"

namespace echelon {

class CompiledTable {
 public:
  struct Item {
    RuleField field;
    RuleField bound;      // a cheap field that is never below it, or itself
    int group;            // items of a group are neighbours
    std::size_t first_band, bands;
    std::string best_of;
  };
  // Neighbouring items of which the best counts.
  struct Group {
    std::size_t first, end;
    bool cheap;           // all of them are, or are bounded by columns
    float most;           // points at best
  };

  // Makes `field` from the items of the table whose names are `part` or begin with `part` and an underscore; from all of
  // them when it is empty. Throws std::logic_error for a field that no firm has, or when no item is left.
  CompiledTable(RuleField field, const ScoreTable& table, const std::string& part);

  ECHELON_INLINE RuleField field() const { return field_; }
  // Whether the bound differs between firms: some of its items are cheap.
  ECHELON_INLINE bool bounds() const { return bounds_; }
  // Whether some band needs the firm's grade.
  ECHELON_INLINE bool judged() const { return judged_; }
  ECHELON_INLINE float cap() const { return cap_; }
  ECHELON_INLINE std::span<const Item> items() const { return items_; }
  ECHELON_INLINE std::span<const Group> groups() const { return groups_; }
  ECHELON_INLINE const PointBand* bands() const { return bands_.data(); }
  // The same for a bound: what experts judge at its best, and open above for an upper field.
  ECHELON_INLINE const PointBand* highest() const { return highest_.data(); }

 private:
  void add_item(const ScoreItem& item);
  void number_groups();
  Group group_from(std::size_t first) const;

  RuleField field_;
  float cap_;
  bool judged_ = false, bounds_ = false;
  std::vector<Item> items_;
  std::vector<Group> groups_;
  std::vector<PointBand> bands_, highest_;
};

// The table that makes a score field, from the tables of a scheme: its own, or for score_item_<part> the matching items of
// the scheme's tables. Throws std::logic_error when the scheme has none.
CompiledTable compile_score(RuleField field, const Scheme& scheme);

}  // namespace echelon
