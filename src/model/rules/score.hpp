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

// The values of a field that no point table makes, for the firms of the list: in `buffer`, or among the columns that are kept of those
// who are still in, since rules ask for the same ones again and again. Throws std::logic_error for a field that no firm has.
const float* column_of(RuleField field, const RuleInputs& in, const FirmList& firms, RuleScratch& scratch, float* buffer);

class CompiledTable {
 public:
  // Makes `field` from the items of the table whose names are `part` or begin with `part` and an underscore; from all of
  // them when it is empty. Throws std::logic_error for a field that no firm has, or when no item is left.
  CompiledTable(RuleField field, const ScoreTable& table, const std::string& part);

  RuleField field() const { return field_; }
  // Points of every firm of the list into out[0..n).
  void evaluate(const RuleInputs& in, const FirmList& firms, RuleScratch& scratch, float* out) const;
  // No fewer points than `evaluate` would give, at a fraction of its price: what is cheap is exact, of the rest the most.
  void bound(const RuleInputs& in, const FirmList& firms, RuleScratch& scratch, float* out) const;
  // Whether the bound differs between firms: some of its items are cheap.
  bool bounds() const;

 private:
  struct Item {
    RuleField field;
    RuleField bound;      // a cheap field that is never below it, or itself
    int group;            // items of a group are neighbours
    std::size_t first_band, bands;
    std::string best_of;
  };
  bool is_cheap(std::size_t first, std::size_t end) const;
  float most(std::size_t first, std::size_t end) const;
  void raise_group(std::size_t first, std::size_t end, bool bound, const RuleInputs& in, const FirmList& firms,
                   RuleScratch& scratch) const;
  std::size_t end_of_group(std::size_t first) const;
  void add_item(const ScoreItem& item);
  void number_groups();

  RuleField field_;
  float cap_;
  bool judged_ = false;   // some band needs the firm's grade
  std::vector<Item> items_;
  std::vector<PointBand> bands_;
  std::vector<PointBand> highest_;  // the same for `bound`: what experts judge at its best, and open above for an upper field
};

// The table that makes a score field, from the tables of a scheme: its own, or for score_item_<part> the matching items of
// the scheme's tables. Throws std::logic_error when the scheme has none.
CompiledTable compile_score(RuleField field, const Scheme& scheme);

}  // namespace echelon
