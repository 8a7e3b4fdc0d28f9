#pragma once
// A compiled rule: flat lists, as compile.cpp makes them and the loops over firms read them.
#include <cstdint>
#include <vector>

#include "model/rules/score.hpp"

namespace echelon {

constexpr std::uint16_t kNotRefused = 0xffff;
constexpr std::uint16_t kNoRuleInForce = 0xfffe;
constexpr float kFullMarks = 100.0f;  // every table adds up to 100 points (Q1, Q2, Q3)

// Of whom scores are wanted; reasons of refusal are given with those of all.
enum class Scores { of_all, of_eligible };

struct RuleTerm {
  RuleField field;
  Comparator comparator;
  float value;
  bool negated;
  bool dear;                      // made of traits
  std::uint8_t id = 0xff;         // the same for the same field, comparator and value, as long as answers can be kept
};
struct RuleTest {
  RuleTerm term;
  std::size_t first_when, whens;  // in `terms` of the version
  bool has_value;
  bool left_to_desk;
  bool cheap = false;             // columns alone
  bool bounded = false;           // `implied` holds whenever the test does
  RuleTerm implied{};
};
struct RuleStep {
  std::uint16_t index;            // of its first condition
  std::size_t first_test, tests;  // in `tests` of the version
  bool any;
  bool waives;                    // one of its tests is left to the desk
  int cost;
  bool is_screen;                 // only sends away who can meet no member of the group, by what is cheap to know
  bool of_neighbours = false;     // cheap, and the same for an application and a renewal
};
struct CompiledRule {
  std::vector<RuleTerm> terms;
  std::vector<RuleTest> tests;
  std::vector<RuleStep> steps;    // cheapest first
};
struct CompiledScheme {
  std::vector<CompiledRule> versions;
  std::vector<CompiledTable> tables;  // the scores that its conditions and its review ask for
  bool has_score = false;
  RuleField score_field = RuleField::staff;
};

// What becomes of the firms of a chunk; reasons may be null.
struct RuleResult {
  std::uint8_t* eligible;
  std::uint16_t* refused_by;
  float* score;
};

inline namespace ECHELON_ISA {

// Asks the firms in `slots`, a chunk at most, all steps but those that need not be asked again of firms narrowed down so many steps.
void ask_rule(const CompiledScheme& scheme, const CompiledRule& rule, const RuleInputs& in, RuleScratch& scratch,
              std::span<const std::uint32_t> slots, const RuleResult& out, Scores scores, std::size_t narrowed);
// Clears the bytes of those of n neighbours, a chunk at most, that fail a step, while enough are left; answers how many steps need not be
// asked again.
std::size_t narrow_rule(const CompiledScheme& scheme, const CompiledRule& rule, const RuleInputs& in, RuleScratch& scratch,
                        std::uint32_t first, std::size_t n, std::uint8_t* candidates);
// The values of a field, a score of the scheme's tables too; false for a field that no firm has.
bool rule_values(RuleField field, const CompiledScheme& scheme, const RuleInputs& in, RuleScratch& scratch,
                 std::span<const std::uint32_t> slots, float* out);

}  // namespace ECHELON_ISA
}  // namespace echelon
