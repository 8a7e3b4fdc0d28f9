// Where the time of a world goes: a copy of the table of kernels in which every kernel adds up the time it takes, and a clock
// that is read when a phase of the quarter ends.
#include <chrono>

#include "app/bench.hpp"

namespace echelon::app {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_between(Clock::time_point begin, Clock::time_point end) { return std::chrono::duration<double>(end - begin).count(); }

// One at a time: the sums are static.
const Kernels* base = nullptr;

template <auto Member>
struct Timed {
  static inline double seconds = 0;

  template <class Result, class... Arguments>
  static auto wrap(Result (*)(Arguments...)) {
    return +[](Arguments... arguments) -> Result {
      const auto begin = Clock::now();
      if constexpr (std::is_void_v<Result>) {
        (base->*Member)(arguments...);
        seconds += seconds_between(begin, Clock::now());
      } else {
        const Result result = (base->*Member)(arguments...);
        seconds += seconds_between(begin, Clock::now());
        return result;
      }
    };
  }
  static void put(Kernels& table) {
    seconds = 0;
    table.*Member = wrap(table.*Member);
  }
};

template <auto... Members>
struct TimedRoom {
  static void put(Kernels& table) { (Timed<Members>::put(table), ...); }
  static double seconds() { return (Timed<Members>::seconds + ...); }
};

using K = Kernels;
using Luck = TimedRoom<&K::fill_luck>;
using Growth = TimedRoom<&K::growth_year, &K::growth_quarter>;
using Finance = TimedRoom<&K::finance_quarter, &K::accounts_year>;
using Notch = TimedRoom<&K::notch_gaps, &K::notch_choose>;
using Research = TimedRoom<&K::research_year, &K::research_quarter>;
using Innovation = TimedRoom<&K::innovation_quarter, &K::innovation_gains, &K::innovation_year, &K::poisson_counts,
                             &K::binomial_counts>;
using Competition = TimedRoom<&K::sector_sums, &K::spin_weight>;
using Venture = TimedRoom<&K::venture_quarter>;
using Leaving = TimedRoom<&K::exit_quarter>;
using Certification = TimedRoom<&K::learn, &K::mark_unaware, &K::introduce, &K::apply, &K::pass_chances, &K::hand_in>;
using Rules = TimedRoom<&K::ask_rule, &K::narrow_rule>;
using Newcomers = TimedRoom<&K::newborn_initial, &K::newborn_entrants, &K::newborn_settle, &K::newborn_past,
                            &K::may_spin_off, &K::parent_scores>;
using Loans = TimedRoom<&K::loan_risks>;
using Observation = TimedRoom<&K::observe_quarter, &K::observe_patents, &K::count_places, &K::mark_certified>;
using Lists = TimedRoom<&K::append_set, &K::mark_holders, &K::mark_performers, &K::mark_young, &K::mark_needy, &K::merit_scores>;

struct Room {
  const char* name;
  void (*put)(Kernels&);
  double (*seconds)();
};

constexpr Room rooms[] = {{"luck", Luck::put, Luck::seconds},
                          {"growth", Growth::put, Growth::seconds},
                          {"finance", Finance::put, Finance::seconds},
                          {"notch", Notch::put, Notch::seconds},
                          {"research", Research::put, Research::seconds},
                          {"innovation", Innovation::put, Innovation::seconds},
                          {"competition", Competition::put, Competition::seconds},
                          {"venture", Venture::put, Venture::seconds},
                          {"exit", Leaving::put, Leaving::seconds},
                          {"certification", Certification::put, Certification::seconds},
                          {"rules", Rules::put, Rules::seconds},
                          {"newcomers", Newcomers::put, Newcomers::seconds},
                          {"loans", Loans::put, Loans::seconds},
                          {"observation", Observation::put, Observation::seconds},
                          {"lists", Lists::put, Lists::seconds}};

double seconds_in_rooms() {
  double sum = 0;
  for (const Room& room : rooms) sum += room.seconds();
  return sum;
}

struct PhaseName {
  const char* name;
  const char* rest;
};

constexpr PhaseName phase_names[kPhases] = {{"opening", "the city of the start"},
                                            {"spring", "environment of the sectors"},
                                            {"firms", "sweep over the blocks"},
                                            {"markets", "patents, venture rounds"},
                                            {"applications", "who may and wants to apply"},
                                            {"desks and places", "desks, calls, consortia, places"},
                                            {"treasury", "treasury"},
                                            {"books", "annual books"},
                                            {"demography", "exits and entries"},
                                            {"observation", "statistics of the year"}};

class PhaseClock {
 public:
  void lap(Phase phase) {
    const auto now = Clock::now();
    const double in_rooms = seconds_in_rooms(), seconds = seconds_between(last_, now);
    all_[static_cast<int>(phase)] += seconds;
    outside_[static_cast<int>(phase)] += seconds - (in_rooms - in_rooms_);
    last_ = now, in_rooms_ = in_rooms;
  }
  double seconds(int phase) const { return all_[phase]; }
  double outside(int phase) const { return outside_[phase]; }

 private:
  Clock::time_point last_ = Clock::now();
  double in_rooms_ = 0;
  std::array<double, kPhases> all_{}, outside_{};
};

struct Timing {
  InsideBench inside;
  double seconds;
};

Timing time_once(const Scenario& scenario, const Parameters& parameters) {
  base = &kernels(best_isa());
  Kernels table = *base;
  for (const Room& room : rooms) room.put(table);
  std::optional<PhaseClock> clock;
  SimulationOptions options;
  options.table = &table;
  options.after_phase = [&clock](Phase phase) { clock->lap(phase); };
  Simulation simulation(scenario, options);
  clock.emplace();
  const double firm_quarters = simulation.run(parameters, philox_key(scenario.seed, 0)).firm_quarters;
  Timing timing{{}, 0};
  for (const Room& room : rooms) timing.inside.rooms.push_back({room.name, 1e9 * room.seconds() / firm_quarters});
  for (int p = 0; p < kPhases; ++p) {
    timing.inside.phases.push_back({phase_names[p].name, phase_names[p].rest, 1e9 * clock->seconds(p) / firm_quarters,
                                    1e9 * clock->outside(p) / firm_quarters});
    timing.seconds += clock->seconds(p);
  }
  return timing;
}

}  // namespace

// The fastest round: whatever else the machine does can only add time.
InsideBench bench_inside(const Scenario& scenario, const Parameters& parameters, int rounds) {
  Timing best = time_once(scenario, parameters);
  for (int round = 1; round < rounds; ++round) {
    Timing other = time_once(scenario, parameters);
    if (other.seconds < best.seconds) best = std::move(other);
  }
  return best.inside;
}

}  // namespace echelon::app
