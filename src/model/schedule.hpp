#pragma once
// One replicate of the city. `schedule.cpp` names the steps of a quarter in order; read it aloud and you know the model.
#include <array>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "core/cpu.hpp"
#include "core/selection.hpp"
#include "model/flows.hpp"
#include "model/instruments/offers.hpp"
#include "model/kernels.hpp"
#include "model/observation.hpp"
#include "model/parameters.hpp"
#include "model/processes/attraction.hpp"
#include "model/processes/carriers.hpp"
#include "model/processes/consortia.hpp"
#include "model/processes/entry.hpp"
#include "model/processes/loans.hpp"
#include "model/processes/macro.hpp"
#include "model/processes/platforms.hpp"
#include "model/processes/registry.hpp"
#include "model/processes/talent.hpp"
#include "model/processes/tracks.hpp"
#include "model/processes/treasury.hpp"
#include "model/rules/book.hpp"
#include "model/scenario.hpp"
#include "model/world.hpp"

namespace echelon {
// The parts of a replicate, for measuring: the start, then a quarter's steps; `desks` are also calls, consortia, carriers and platforms.
enum class Phase : int { opening, spring, firms, markets, applications, desks, treasury, books, demography, observation, count_ };
constexpr int kPhases = static_cast<int>(Phase::count_);

struct SimulationOptions {
  Isa isa = best_isa();
  std::uint32_t block_size = 1024;
  std::uint64_t seating = 0;    // order in which the seats of a block are taken; neither it nor the block size changes a result
  bool keep_payments = false;   // the ledger entry by entry
  bool keep_decisions = false;  // certificates decision by decision
  bool keep_departures = false; // firms that leave, one by one
  bool audit = false;           // check the invariants every quarter; throws std::logic_error
  const Kernels* table = nullptr;  // kernels to use instead of those of `isa`, for measuring them; must outlive the simulation
  std::function<void(Phase)> after_phase;  // called when a phase ends, for measuring it; empty costs nothing
};

struct Application;
struct DeskBatch;
struct ApplicationRound;

class Simulation {
 public:
  explicit Simulation(const Scenario& scenario, SimulationOptions options = {});
  ~Simulation();

  // Called after every closed year with the year's number; sees the world, changes nothing.
  using Watcher = std::function<void(const Simulation&, int year)>;
  void watch(Watcher watcher) { watcher_ = std::move(watcher); }
  // Called before a year's books are closed, while the year's real R&D and sales still stand.
  void watch_books(Watcher watcher) { books_watcher_ = std::move(watcher); }

  // One replicate; the path of the economy (S1) can have a key of its own. Throws when the world breaks (a replicate's failure, not the program's).
  Record run(const Parameters& parameters, PhiloxKey key) { return run(parameters, key, key); }
  Record run(const Parameters& parameters, PhiloxKey key, PhiloxKey economy);

  const World& world() const { return world_; }
  const Registry& registry() const { return registry_; }
  const Consortia& consortia() const { return consortia_; }
  const Carriers& carriers() const { return carriers_; }
  const Platforms& platforms() const { return platforms_; }
  const Treasury& treasury() const { return treasury_; }
  const TalentMarket& talent() const { return market_; }
  const Tracks& tracks() const { return tracks_; }
  const Attraction& attraction() const { return attraction_; }
  const LoanBook& loans() const { return loans_; }
  std::span<const GuidanceFund> funds() const { return funds_; }
  const CashFlows& cash_flows() const { return cash_; }
  const std::vector<Departure>& departures() const { return departures_; }
  const MacroState& macro() const { return macro_; }
  const Scenario& scenario() const { return scenario_; }
  const RuleBook& rules() const { return book_; }
  // The answers to the notch in the year that was closed last.
  std::span<const NotchAnswer> notch_answers() const { return answers_; }
  int quarter() const { return t_; }

 private:
  struct Luckbox;
  struct SectorState;
  struct SchemeState;

  // schedule.cpp: the quarter
  void open_world(const Parameters& p, PhiloxKey key);
  void step();
  void ended(Phase phase) const { if (options_.after_phase) options_.after_phase(phase); }
  void open_quarter();
  void firms_live();
  void markets();
  void desks();
  void pay();
  void close_year();
  void demography();
  void observe(int step);

  // sweep.cpp
  void prepare_sectors();
  InnovationEnv innovation_env() const;
  void sweep_block(const Block& block, InnovationEvents& events), yearly_block(const Block& block);
  void lapse_patents();
  // threshold.cpp
  void open_notch();
  void answer_notch(const Block& block, const Luck& year);
  void introduce_at_notch(const Block& block);
  NotchEnv notch_env(const Block& block) const;
  void choose_at_notch(const Block& block, const Luck& year);
  // genesis.cpp
  void deal_initial_certificates();
  void deal_scheme(int scheme);
  void rank_eligible(int scheme);
  void take_by_district(std::size_t wanted);
  // desks.cpp
  void decide(int scheme);
  void claim_awards(int scheme, Trigger trigger, std::uint32_t slot);
  void claim_offers(const std::vector<PolicyShelf::Offer>& offers, std::uint32_t slot);
  void drop_second_applications(std::vector<Application>& queue);
  std::size_t take_cases(std::vector<Application>& queue, std::size_t cases);
  void judge(int scheme, std::size_t taken);
  DeskConstants desk_constants(int scheme) const;
  // applications.cpp
  void open_round(int scheme, ApplicationRound& round);
  double peers_share(int scheme, int sector) const;
  ApplyEnv apply_env(int scheme) const;
  std::vector<LearnEnv> learn_envs(int scheme) const;
  void spread_word(std::span<const int> open);
  void draw_awareness(const Block& block, std::uint32_t words_of, std::uint16_t open);
  void work_towards(int scheme, const ApplicationRound& round, const Block& block, std::uint8_t* asks);
  void wish(int scheme, const ApplyEnv& env);
  void introduce(Applicants& firms, int scheme, const std::uint32_t* slot) const;
  void keep_willing(int scheme, ApplicationRound& round, std::size_t at);
  void ask_waiting(int scheme, ApplicationRound& round);
  void hand_in(int scheme, const ApplicationRound& round);
  // selections.cpp
  void revoke();
  void select_from_pool(int scheme);
  void reward_holding(int scheme);
  // calls.cpp
  void grant_calls();
  double slack_of(std::uint32_t slot) const;
  double spare(std::uint32_t slot) const;
  bool is_additional(std::uint32_t slot, const Words4& luck, double cost) const;
  void bind_own_part();
  // alliances.cpp
  ConsortiaEnv consortia_env() const;
  void ally();
  void call_consortia();
  std::vector<ConsortiumCall> consortium_calls() const;
  void pay_instalments();
  void observe_consortia(int year);
  void promise(int line, std::uint32_t slot);
  // surroundings.cpp
  double protection() const;
  void surround(std::span<const double> mean_knowledge);
  SelectionRule selection_rule() const;
  // places.cpp
  double space_of(const Instrument& x) const;
  double carrier_space() const;
  void open_carriers();
  void live_in_carriers();
  void pay_for_space();
  void visit_platforms();
  void plan_platforms();
  void observe_carriers(int year);
  // talents.cpp
  void hire();
  void invite();
  void settle(int line, double u, double takers);
  void found_firms(int line, double takers);
  void join_firms(int line, std::size_t takers);
  void join_firm(int line, std::uint32_t slot);
  void claim_package(int line, std::uint32_t slot, std::int64_t takers);
  std::int64_t team_size() const;
  void bring_experts(std::uint32_t slot, std::int64_t people, bool guests, double u);
  void enter_founders(int sector);
  // futures.cpp
  struct Space {
    std::vector<int> lines;  // the instrument of every place
    double effect = 0;
  };
  void look_at_tracks(int step);
  void serve_tracks();
  void order();
  std::vector<std::size_t> supported(const Instrument& x) const;
  std::int64_t number_of(const Instrument& x) const;
  std::vector<Space> free_space() const;
  void begin_parks();
  std::int64_t places_of(std::size_t line) const;
  void enter_tracks();
  void give_places(const Space& space, std::size_t track, std::vector<Candidate>& takers);
  void enter_track(std::uint32_t slot, std::size_t track);
  std::vector<double> scale_of_tracks(const Record& record) const;
  // lending.cpp
  LoanEnv loan_env() const;
  void open_pools();
  void borrow();
  void settle_debts(std::span<const std::uint32_t> slots);
  void compensate();
  void call_funds();
  double take_beside_funds(double pool);
  void invest_funds(VentureEnv env);
  void observe_finance(int year);
  // demography.cpp
  void leave();
  void turn();
  // arrivals.cpp
  Landing land();
  void pay_for_leads();
  EntryEnv entry_env(int sector, const Landing& landing) const;
  void enter();
  void bear(const NewFirms& firms);
  void leave_region(int sector, EntryCounts& n);
  void welcome(const EntryCounts& n, const Landing& landing);
  void arrive_certified(std::uint32_t slot);
  // observe.cpp
  void observe_places(int year);
  void observe_money(int year);
  void observe_year(int year);
  void audit() const;

  Quarter date() const { return scenario_.horizon.first + t_; }
  RuleContext rule_context() const;

  const Scenario& scenario_;
  SimulationOptions options_;
  const Kernels& k_;
  World world_;
  RuleBook book_;
  RuleScratch rule_scratch_;
  RuleConstants rule_constants_{};          // of the date
  RuleOutcome outcome_;
  PolicyShelf shelf_;
  Registry registry_;
  Treasury treasury_;
  MacroState macro_;
  Consortia consortia_;
  Carriers carriers_;
  Platforms platforms_;
  Attraction attraction_;
  LoanBook loans_;
  std::vector<GuidanceFund> funds_;          // by instrument that ever was in force
  CashFlows cash_;
  Watcher watcher_, books_watcher_;
  std::vector<Departure> departures_;
  Parameters own_;                          // of this run, with switched-off rooms at zero strength
  const Parameters* p_ = nullptr;
  PhiloxKey key_{}, economy_key_{};
  Record* record_ = nullptr;
  int t_ = 0;
  double usd_cny_ = 0;
  int tax_scheme_ = -1;                     // the certificate that lowers the tax rate
  std::int64_t active_now_ = 0;
  bool venture_on_ = true, innovation_on_ = true, competition_on_ = true, consortia_on_ = true, notch_on_ = true,
       carriers_on_ = true, platforms_on_ = true, spillover_on_ = true, protection_on_ = true, loans_on_ = true, guidance_on_ = true;

  std::unique_ptr<Luckbox> luck_;
  std::unique_ptr<DeskBatch> desk_batch_;
  std::vector<SectorState> sectors_;
  std::vector<SchemeState> schemes_;
  std::vector<ApplicationRound> rounds_;    // those of the quarter, in the order of the schemes that are open
  GrowthTables growth_tables_;
  ExitTables exit_tables_;
  GammaTable talent_;
  GrowthConstants growth_{};
  FinanceConstants finance_{};
  ResearchConstants research_{};
  AccountsConstants accounts_{};
  std::vector<std::uint8_t> waits_;          // a byte a seat: its firm waits at the desk at hand
  NotchConstants notch_{};
  std::vector<NotchAnswer> answers_;
  std::vector<float> relabelled_;           // of the block that is at work
  std::vector<std::uint32_t> leaves_, turns_, seekers_, slots_;
  std::vector<Candidate> candidates_;
  std::vector<InnovationSums> innovation_sums_;
  std::vector<std::int64_t> venture_sums_, fund_sums_;  // equity of the year by sector: all of it, and what funds put in
  std::int64_t fund_called_ = 0, fund_private_ = 0;     // of the year
  std::vector<ResearchSums> research_sums_;  // of the quarter, by sector
  TalentMarket market_;                      // of R&D people
  Newcomers newcomers_;                      // whom packages bring this quarter
  struct Founders { int line, sector; };
  std::vector<Founders> founders_;           // teams that found a firm this quarter
  std::vector<double> proximity_, around_start_;  // of sectors; knowledge around each in the first spring
  Tracks tracks_;                            // of future industries
  std::vector<Park> parks_;                  // special parks of future industries
  std::vector<std::uint32_t> in_tracks_;     // active firms of a track at the end of the last quarter
  double wage_trend_ = 1;                    // of an R&D person's cost, at the last spring
  std::vector<std::uint32_t> selected_this_year_;
  std::vector<std::uint16_t> ladder_masks_;
};

}  // namespace echelon
