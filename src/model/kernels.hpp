#pragma once
// The loops over firms, once per instruction set. The schedule calls them through this table; all copies give the same bytes.
#include "core/cpu.hpp"
#include "core/random/counts.hpp"
#include "core/random/philox.hpp"
#include "model/newborn.hpp"
#include "model/observation.hpp"
#include "model/processes/certification.hpp"
#include "model/processes/consortia.hpp"
#include "model/processes/entry.hpp"
#include "model/processes/exit.hpp"
#include "model/processes/finance.hpp"
#include "model/processes/growth.hpp"
#include "model/processes/innovation.hpp"
#include "model/processes/loans.hpp"
#include "model/processes/notch.hpp"
#include "model/processes/research.hpp"
#include "model/processes/venture.hpp"
#include "model/rules/compiled.hpp"
#include "model/shortlist.hpp"

namespace echelon {

// What competition and spin-offs need of a sector, in fixed point.
struct SectorSums {
  std::int64_t active = 0;
  std::int64_t productivity = 0;  // Σ E · 2^16
  std::int64_t knowledge = 0;     // Σ K · 2^10
  std::int64_t sales = 0;         // thousand CNY a year
};
struct SectorView {
  In<Status> status;
  In<Productivity> productivity;
  In<Knowledge> knowledge;
  In<Sales> sales;
};

inline namespace ECHELON_ISA {
void fill_luck(PhiloxKey key, const std::uint32_t* uid, std::uint32_t n, std::uint32_t quarter, std::uint32_t call,
               std::uint32_t k, const LuckOut& out);
// Appends first + j for every set byte; returns how many. It may write up to kAppendRoom words behind the last one.
std::uint32_t append_set(const std::uint8_t* bytes, std::uint32_t n, std::uint32_t first, std::uint32_t* out);
void sector_sums(Block block, const SectorView& view, float knowledge_elasticity, SectorSums& sums);
// Σ √(K/mean) · 2^10 over active firms with K above the mean.
std::int64_t spin_weight(Block block, const SectorView& view, float mean);
}  // namespace ECHELON_ISA

struct Kernels {
  decltype(&echelon::fill_luck) fill_luck;
  decltype(&echelon::append_set) append_set;
  decltype(&echelon::sector_sums) sector_sums;
  decltype(&echelon::spin_weight) spin_weight;
  decltype(&echelon::growth_year) growth_year;
  decltype(&echelon::growth_quarter) growth_quarter;
  decltype(&echelon::exit_quarter) exit_quarter;
  decltype(&echelon::finance_quarter) finance_quarter;
  decltype(&echelon::accounts_year) accounts_year;
  decltype(&echelon::notch_gaps) notch_gaps;
  decltype(&echelon::notch_choose) notch_choose;
  decltype(&echelon::research_year) research_year;
  decltype(&echelon::research_quarter) research_quarter;
  decltype(&echelon::innovation_quarter) innovation_quarter;
  decltype(&echelon::innovation_gains) innovation_gains;
  decltype(&echelon::innovation_year) innovation_year;
  decltype(&echelon::venture_quarter) venture_quarter;
  decltype(&echelon::learn) learn;
  decltype(&echelon::mark_unaware) mark_unaware;
  decltype(&echelon::know_at_start) know_at_start;
  decltype(&echelon::rank_at_start) rank_at_start;
  decltype(&echelon::introduce) introduce;
  decltype(&echelon::apply) apply;
  decltype(&echelon::pass_chances) pass_chances;
  decltype(&echelon::hand_in) hand_in;
  decltype(&echelon::ask_rule) ask_rule;
  decltype(&echelon::narrow_rule) narrow_rule;
  decltype(&echelon::rule_values) rule_values;
  decltype(&echelon::observe_quarter) observe_quarter;
  decltype(&echelon::newborn_initial) newborn_initial;
  decltype(&echelon::newborn_entrants) newborn_entrants;
  decltype(&echelon::newborn_settle) newborn_settle;
  decltype(&echelon::newborn_past) newborn_past;
  decltype(&echelon::may_spin_off) may_spin_off;
  decltype(&echelon::parent_scores) parent_scores;
  decltype(&echelon::poisson_counts) poisson_counts;
  decltype(&echelon::binomial_counts) binomial_counts;
  decltype(&echelon::mark_holders) mark_holders;
  decltype(&echelon::mark_performers) mark_performers;
  decltype(&echelon::mark_young) mark_young;
  decltype(&echelon::observe_patents) observe_patents;
  decltype(&echelon::mark_needy) mark_needy;
  decltype(&echelon::merit_scores) merit_scores;
  decltype(&echelon::loan_risks) loan_risks;
  decltype(&echelon::count_places) count_places;
  decltype(&echelon::mark_certified) mark_certified;
  decltype(&echelon::leader_scores) leader_scores;
  decltype(&echelon::gumbels) gumbels;
};

const Kernels& kernels(Isa isa);

}  // namespace echelon
