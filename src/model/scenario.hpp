#pragma once
// Everything a run needs to know, as plain structs: filled once by `io`, never changed afterwards. The model knows no
// files; `source` and `where` travel along so that every number can be explained.
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/prior.hpp"
#include "core/problems.hpp"

namespace echelon {

struct Names {
  std::string en;
  std::string zh;
};

// --- parameters --------------------------------------------------------------------------------------------------

struct ParameterValue {
  std::string path;      // growth.sigma, schemes.hte.apply
  double value;          // in the unit of its declaration
  Prior prior;           // fixed when the user fixed it
  ParameterClass cls;
  std::string source;
  std::string symbol;
  std::string unit;
  Names meaning;
  double low;
  double high;
  SourcePos where;       // who set it last
  bool fixed_by_user = false;
};

// --- the city ----------------------------------------------------------------------------------------------------

struct SkillFamily {         // what R&D people can do: firms of a sector ask for families by weight
  std::string id;
  Names name;
};

struct Sector {
  std::string id;
  Names name;
  std::string kind;          // landmark, advantage, future, service
  double firm_share;         // of the technology firms at the end of 2017
  double size_factor;        // median sales relative to the city's median firm
  double external_share;     // e_s: share of demand from outside, not zero-sum inside the city
  double demand_loading;     // lambda_s on the macro factor
  double demand_trend;       // yearly growth above the city's
  double rd_factor;          // R&D intensity relative to the city
  double depreciation;       // delta_s of knowledge, per year
  double patent_factor;      // patents per innovation, relative
  double valuation_multiple; // m_s, valuation over yearly sales
  double sales_per_employee; // million CNY per person and year
  bool emerging;             // counts as emerging industry in the rules
  bool in_national_list;     // main technology in the national list of supported fields
  bool hard_tech;
  std::map<std::string, double> technology;  // field of technology -> weight: sectors that share fields are near each other
  std::vector<double> skills; // weight of each skill family in its R&D; empty where the city has none
  std::string deduction;     // whose R&D super-deduction: general, manufacturing, integrated_circuits
  std::string source;
};

struct Track {               // a 5+X future track: an attribute of a firm, not a sector
  std::string id;
  Names name;
  std::vector<double> share_by_sector;  // probability that a firm of a sector is in the track from its first day
  std::map<std::string, double> technology;  // weights over the sectors' fields
  double midpoint = 0;                  // year in which the world is half ready for it
  std::string source;
};

struct District {
  std::string id;
  Names name;
  double firm_share;
  double hte_share;          // of the certified firms at the start
  std::string source;
};

// --- schemes -----------------------------------------------------------------------------------------------------

enum class Comparator { at_least, above, at_most, below, equal };

struct Term {                // one term of applies_when, joined by "and"
  std::string field;
  Comparator comparator;
  double value;
  bool negated = false;
};

struct Condition {
  std::string id;
  std::string field;
  Comparator comparator = Comparator::at_least;
  double value = 0;
  bool has_value = true;     // an any-condition without a value never holds
  std::string group;         // "" all must hold; otherwise at least one of the group must hold
  std::vector<Term> when;
  std::string source;        // row id of the data pack, or "assumed: why"
  SourcePos where;
};

struct ScoreBand {
  double from;               // included
  double to;                 // not included
  double points_low;
  double points_high;        // experts judge inside the range
};

struct ScoreItem {
  std::string item;
  std::string best_of;       // items with the same name count once, by their best; empty: added
  std::string field;         // "grade:<trait>" bands are picked by a keyed latent trait in (0,1)
  std::vector<ScoreBand> bands;
  std::string source;
};

struct ScoreTable {
  std::string field;         // the rule field it defines: score_tech_sme, score_hte, score_innovative_sme
  double cap = std::numeric_limits<double>::infinity();
  std::vector<ScoreItem> items;
};

struct RuleVersion {
  std::string id;
  Quarter from;
  Quarter to;                // inclusive; far future when still valid
  std::vector<Condition> conditions;
  std::string source;
  std::string assumption;    // not empty when back-dated or standing in
};

struct Scheme {
  std::string id;
  Names name;
  std::string rung;          // A1..A4, B1..B4
  std::string kind;          // certificate, register, list
  std::string ladder;        // growth, technology
  int apply_quarter;         // 1..4: when firms apply, every year
  int decide_quarter;        // 1..4: when the desk decides
  int validity_quarters;     // 12 for three years; a register to 31 March of the next year has its own end
  int valid_until_quarter;   // 1..4 when validity ends by calendar in the next year, 0 otherwise
  Quarter opens;             // no application before
  std::string score_field;   // the score that the review looks at; empty: none
  double score_cut;
  double score_scale;
  std::vector<std::pair<int, double>> quota;  // year -> cases the nation lets the city pass (little giants), empty: none
  std::vector<RuleVersion> versions;
  std::vector<ScoreTable> scores;
  std::vector<std::pair<std::string, std::string>> not_mapped;  // row id -> reason why it is not a condition here
  std::string source;
  SourcePos where;
};

struct Ladder {
  std::string id;
  Names name;
  std::vector<std::string> rungs;  // scheme ids, lowest first
};

// --- policy ------------------------------------------------------------------------------------------------------

// What an instrument can do is offer cash, lower a cost, bear a loss of lenders, put money beside that of investors, widen awareness or
// desks, bring firms or people in, place orders, build places, change how calls choose. Nothing else exists.
enum class InstrumentKind { award, grant, attraction, campaign, desk_capacity, consortium_support, talent_package,
                            platform_support, space, protection, selection_rule, track_support, loan_guarantee, guidance_fund };

struct Instrument {
  std::string id;
  Names name;
  InstrumentKind kind;
  std::string scheme;        // of the award, campaign or desk; empty for grants
  std::string trigger;       // award: application, first_recognition, renewal, first_entry_attracted, moved_in, selected,
                             // pool_entry, every_year_held
  std::string rule;          // selection_rule: topics, tolerance, management
  std::string brings;        // talent_package: vice_president, expert, team, person
  double amount = 0;         // CNY; award per case, attraction per firm, grant cap per project, talent package per taker; of a
                             // loan_guarantee what its pool is given, of a guidance_fund what is promised to it, once and for all
  double share = 0;          // grant: of the project's new R&D; protection: points of its index; selection_rule: of the calls; loan_guarantee: of a loss
  double loan_cap = 0;       // loan_guarantee: CNY, the largest loan it bears
  double pace = 0;           // guidance_fund: share of the commitment called a year
  double first_year_share = 1;  // grant: paid at once, the rest after the duration
  int duration_quarters = 0;    // grant
  double per_year = 0;       // grant: projects a year; attraction: leads found a year; consortium_support: calls; campaign: reach;
                             // talent_package: offers a year; platform_support: platforms planned a year; space: m² begun a year;
                             // track_support: orders, places, campaigns or parks a year; guidance_fund: number of sub-funds
  double budget = -1;        // CNY per year; negative: an entitlement without a known cap
  double factor = 1;         // desk_capacity: cases relative to the desk's own
  double selected_share = 0; // award on selection: share of the pool selected a year
  std::string consortium;    // consortium_support: ecosystem, task, platform
  std::vector<std::string> sectors;  // consortium_support: sectors that may lead; guidance_fund: sectors it buys into; empty: all
  std::string supports;      // track_support: orders, space, promotion, parks
  std::string origin;        // attraction: beyond_region when none of its leads is of the region
  std::vector<std::string> districts;  // award: where its firms must be; empty: anywhere
  std::vector<std::string> tracks;   // track_support: tracks it is for; empty: all
  std::map<std::string, double> payers;  // city, district, province, nation -> share, adds to 1
  int lag_quarters = 1;
  Quarter from;
  Quarter to;
  std::string source;
  std::string assumption;    // what of it is assumed, shown with every outlay
  SourcePos where;
};

// --- targets and observations ------------------------------------------------------------------------------------

// A metric looks at the record of a run, never at firms.
struct Metric {
  std::string kind;          // count, unique, share, sum, ratio, cumulative, growth, none
  std::string of;            // count: scheme; unique: ladder; others: a variable of the record (see observation.hpp)
  std::string over;          // denominator of ratio and share
  std::string select;        // channel, sector, district or track filter "channel=attracted"
  int since = 0;             // cumulative: first year that counts; growth: year it grows from
  std::string why_none;      // none: why the model cannot express it yet
};

struct Target {
  std::string id;
  std::string register_id;
  Names name;
  Metric metric;
  std::string relation;      // >=
  double goal_low = std::numeric_limits<double>::quiet_NaN();
  double goal_high = std::numeric_limits<double>::quiet_NaN();  // equal to low for a single number
  std::string unit;
  int deadline = 0;          // year; its end counts
  int base_year = 0;
  std::string status;        // public, not_public, qualitative, context, stand_in, user, incomplete
  std::string source;
  std::string confidence;
  std::string note;
  bool assumption = false;
  SourcePos where;
};

struct Observation {
  std::string id;            // W1.2021
  std::string series;        // hte, tech_sme, young_eagle, ... : a variable of the record
  int year;
  double value;
  std::string bound;         // "", lower, upper
  std::string use;           // fit-2021, fit-all, shown (leaks, mixed definitions), test (only judged)
  double tolerance;          // relative sd that the fit allows for model discrepancy
  std::string source;
  std::string note;
};

// --- the whole ---------------------------------------------------------------------------------------------------

struct SeriesPoint {
  int year;
  double value;
};

// Exogenous paths and constants of the city that are data, not beliefs.
struct CityPath {
  std::string id;            // gdp, minimum wage, ...
  std::vector<SeriesPoint> points;
  std::string source;
};

struct Scenario {
  std::string id;
  Names name;
  std::string question;
  Horizon horizon;
  std::vector<District> districts;
  std::vector<SkillFamily> skill_families;
  std::vector<Sector> sectors;
  std::vector<Track> tracks;
  std::vector<CityPath> paths;
  std::vector<Scheme> schemes;
  std::vector<Ladder> ladders;
  std::vector<Instrument> instruments;   // those the scenario switches on
  std::vector<Target> targets;
  std::vector<Observation> observations;
  std::vector<ParameterValue> parameters;  // in the order of the parameter table
  std::map<std::string, bool> rooms;     // optional rooms switched off: false
  int replicates = 0;
  int seeds_per_point = 1;
  std::uint64_t seed = 0;
  double scale = 1;
  std::string design;                    // latin-hypercube, sobol, random
  std::string ensemble;                  // which stored ensemble calibrated parameters are drawn from; empty: priors
  std::vector<std::vector<double>> ensemble_points;  // rows: points, columns: ensemble_paths
  std::vector<std::string> ensemble_paths;
  std::vector<std::pair<std::string, std::string>> inputs;  // file -> digest of its bytes
};

}  // namespace echelon
