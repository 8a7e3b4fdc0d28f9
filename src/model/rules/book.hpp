#pragma once
// The rules of all schemes, compiled once into flat lists, asked of many firms at a time.
//
// A firm meets a version when every condition without a group holds and at least one of every group. A condition whose
// `when` is false is skipped if it has no group; in a group it does not hold, and neither does one without a threshold.
// An undefined value (growth without a year to compare with) holds in no comparison. Firms are asked a chunk at
// a time, condition by condition, cheap columns first and keyed traits last, each time only those that are still in; the
// first failure is the reason of the refusal. Before a dear group is asked, a screen sends away the firms that cannot meet
// any of its members by what is cheap to know: a table score that its cheap items cannot lift to the threshold, a rare
// merit that is out of the firm's reach. What every firm of the city meets is not asked at all.
//
// The score that a scheme's review looks at (`score_field`) is left to the desk: the condition on that field is no part of
// eligibility, since the desk passes firms along a smooth curve in the score. If that condition is one way out of a group,
// its `when` must still hold, and a firm that has another way of the group is given full marks. A scheme without a
// `score_field`, such as the self-assessed register of tech SMEs, keeps its score as a condition.
//
// Ages: whole quarters since registration over 4; for schemes of the growth ladder, age at 31 December of the year before
// the date, births being taken in the middle of their quarter.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/rules/compiled.hpp"

namespace echelon {

// One entry a firm of the batch.
struct RuleOutcome {
  std::vector<std::uint8_t> eligible;
  std::vector<std::uint16_t> refused_by;  // index in the version's conditions (of a group: its first), kNotRefused, or
                                          // kNoRuleInForce; empty when scores of the eligible only were wanted
  std::vector<float> score;               // of score_field; 0 when the scheme has none, or the firm's was not wanted
};

class RuleBook {
 public:
  // Throws std::logic_error on a field that no firm has, a score without a table, or a certificate of a scheme that the
  // scenario does not have. Keeps a reference to the scenario.
  explicit RuleBook(const Scenario& scenario);

  // The version in force: of those whose dates hold the date, the one that began last; null when there is none.
  const RuleVersion* version_at(int scheme, Quarter date) const;

  // Asks the rule of the context's date of the firms in `slots`. `is_review` has a byte a firm, or is empty when nobody
  // asks for renewal. Of firms that were narrowed down `narrowed` steps need not be asked again. Nothing is allocated once the
  // outcome has seen a batch of this size.
  void evaluate(int scheme, const RuleContext& context, std::span<const std::uint32_t> slots,
                std::span<const std::uint8_t> is_review, RuleOutcome& out, RuleScratch& scratch,
                Scores scores = Scores::of_all, std::size_t narrowed = 0) const;

  // Clears the bytes of the firms of a block that fail a condition, while enough are left to be worth asking side by side;
  // `candidates` has a byte a slot of the block, 2 for a firm that is reviewed. A scheme whose desk looks at a score is narrowed
  // cheaply only: `evaluate` makes the scores. Returns how many steps need not be asked again.
  std::size_t narrow(int scheme, const RuleContext& context, Block block, std::uint8_t* candidates, RuleScratch& scratch) const;
  bool has_score(int scheme) const { return schemes_[scheme].has_score; }
  // Whether firms that were narrowed down so many steps have nothing more to be asked.
  bool settled(int scheme, Quarter date, std::size_t narrowed) const;

  // The values of one field for the firms in `slots`, as conditions of the scheme would see it (for explanations and
  // tests). Throws std::logic_error when no firm has the field or the scheme has no table for a score.
  std::vector<float> field_values(RuleField field, int scheme, const RuleContext& context,
                                  std::span<const std::uint32_t> slots) const;

  // One English sentence for a refusal code.
  std::string reason(int scheme, Quarter date, std::uint16_t refused_by) const;

 private:
  using Term = RuleTerm;
  using Test = RuleTest;
  using Step = RuleStep;
  using Version = CompiledRule;
  using SchemeRules = CompiledScheme;

  Version compile(const RuleVersion& version, SchemeRules& rules, const Scheme& scheme) const;
  Term compile_term(const Term& plain, const std::string& name, SchemeRules& rules, const Scheme& scheme) const;
  Step compile_group(const RuleVersion& version, std::size_t first, Version& to, SchemeRules& rules,
                     const Scheme& scheme) const;
  static int cost_of(const Test& test, const Version& version);
  static void imply(Test& test, const Version& version);
  static bool asks_review(const Step& step, const Version& version);
  static void number_terms(Version& version);
  static bool always_holds(const Step& step, const Version& version);
  static bool can_screen(const Step& step, const Version& version, const SchemeRules& rules);
  Test compile_test(const Condition& condition, Version& to, SchemeRules& rules, const Scheme& scheme) const;
  void need_score(RuleField field, SchemeRules& rules, const Scheme& scheme) const;
  RuleInputs inputs(int scheme, const RuleContext& context, std::span<const std::uint8_t> is_review) const;
  int version_index(int scheme, Quarter date) const;

  const Scenario* scenario_;
  NamedSchemes named_;
  std::vector<SchemeRules> schemes_;
};

}  // namespace echelon
