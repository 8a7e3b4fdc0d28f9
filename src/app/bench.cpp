// Speed of the code path that `run` uses, with all schemes, outputs and the ledger on.
#include <algorithm>
#include <chrono>

#include "app/document.hpp"
#include "app/machine.hpp"
#include "app/open.hpp"
#include "app/progress.hpp"
#include "engine/draw.hpp"
#include "model/schedule.hpp"
#include "report/numbers.hpp"
#include "report/table.hpp"

namespace echelon::app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t default_rounds = 3;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

// A copy of the table of kernels in which every kernel adds up the time it takes. One at a time: the sums are static.
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
        seconds += seconds_since(begin);
      } else {
        const Result result = (base->*Member)(arguments...);
        seconds += seconds_since(begin);
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
using Research = TimedRoom<&K::research_year, &K::research_quarter>;
using Innovation = TimedRoom<&K::innovation_quarter>;
using Competition = TimedRoom<&K::sector_sums, &K::spin_weight>;
using Venture = TimedRoom<&K::venture_quarter>;
using Leaving = TimedRoom<&K::exit_quarter>;
using Certification = TimedRoom<&K::learn, &K::apply, &K::pass_chances, &K::hand_in>;
using Observation = TimedRoom<&K::observe_quarter>;
using Lists = TimedRoom<&K::append_set>;

struct Room {
  const char* name;
  void (*put)(Kernels&);
  double (*seconds)();
};

constexpr Room rooms[] = {{"luck", Luck::put, Luck::seconds},
                          {"growth", Growth::put, Growth::seconds},
                          {"finance", Finance::put, Finance::seconds},
                          {"research", Research::put, Research::seconds},
                          {"innovation", Innovation::put, Innovation::seconds},
                          {"competition", Competition::put, Competition::seconds},
                          {"venture", Venture::put, Venture::seconds},
                          {"exit", Leaving::put, Leaving::seconds},
                          {"certification", Certification::put, Certification::seconds},
                          {"observation", Observation::put, Observation::seconds},
                          {"lists", Lists::put, Lists::seconds}};
constexpr const char* the_rest = "rules, desks, markets, treasury, demography";

struct World {
  double seconds;
  double firm_quarters;
};

World live(const Scenario& scenario, const Parameters& parameters, const SimulationOptions& options) {
  Simulation simulation(scenario, options);
  const auto begin = Clock::now();
  const Record record = simulation.run(parameters, philox_key(scenario.seed, 0));
  return {seconds_since(begin), record.firm_quarters};
}

struct RoomTime {
  std::string name;
  double nanoseconds;  // a firm and quarter
};

std::vector<RoomTime> time_rooms(const Scenario& scenario, const Parameters& parameters) {
  base = &kernels(best_isa());
  Kernels table = *base;
  for (const Room& room : rooms) room.put(table);
  SimulationOptions options;
  options.table = &table;
  const World world = live(scenario, parameters, options);
  std::vector<RoomTime> times;
  double rest = world.seconds;
  for (const Room& room : rooms) {
    rest -= room.seconds();
    times.push_back({room.name, 1e9 * room.seconds() / world.firm_quarters});
  }
  times.push_back({the_rest, 1e9 * rest / world.firm_quarters});
  return times;
}

struct Rate {
  std::string name;
  double firm_quarters_per_second;
};

// Rounds are interleaved, so that a busy moment of the machine does not hit one instruction set alone; the median counts.
std::vector<Rate> rate_sets(const Scenario& scenario, const Parameters& parameters, std::int64_t rounds) {
  std::vector<Isa> sets;
  for (const Isa isa : {Isa::baseline, Isa::avx2, Isa::avx512}) {
    if (available(isa)) sets.push_back(isa);
  }
  std::vector<std::vector<double>> rates(sets.size());
  for (std::int64_t round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < sets.size(); ++i) {
      SimulationOptions options;
      options.isa = sets[i];
      const World world = live(scenario, parameters, options);
      rates[i].push_back(world.firm_quarters / world.seconds);
    }
  }
  std::vector<Rate> result;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    std::nth_element(rates[i].begin(), rates[i].begin() + rounds / 2, rates[i].end());
    result.push_back({std::string("one thread, ") + name(sets[i]), rates[i][static_cast<std::size_t>(rounds / 2)]});
  }
  return result;
}

Rate rate_ensemble(Scenario scenario, int threads, std::int64_t rounds) {
  scenario.replicates = static_cast<int>(rounds) * threads;
  EnsembleOptions options;
  options.threads = threads;
  const EnsembleOutcome outcome = run_ensemble(scenario, options);
  return {"ensemble, threads: " + std::to_string(threads), outcome.firm_quarters / outcome.seconds};
}

std::string as_text(const std::vector<Rate>& rates, const std::vector<RoomTime>& times) {
  Table whole({{"whole worlds"}, {"million firm-quarters/s", Align::right}});
  for (const Rate& rate : rates) whole.row({rate.name, fmt::format("{:.2f}", rate.firm_quarters_per_second / 1e6)});
  Table table({{"room"}, {"ns per firm and quarter", Align::right}, {"share", Align::right}});
  double sum = 0;
  for (const RoomTime& time : times) sum += time.nanoseconds;
  for (const RoomTime& time : times) {
    table.row({time.name, fmt::format("{:.1f}", time.nanoseconds), fmt::format("{:.0f} %", 100 * time.nanoseconds / sum)});
  }
  table.row({"together", fmt::format("{:.1f}", sum), ""});
  return whole.text() + "\n" + table.text();
}

Json as_document(const Scenario& scenario, const std::vector<Rate>& rates, const std::vector<RoomTime>& times) {
  Json document{{"scenario", scenario.id}, {"firm_quarters_per_second", Json::object()}, {"nanoseconds", Json::object()}};
  for (const Rate& rate : rates) document["firm_quarters_per_second"][rate.name] = rate.firm_quarters_per_second;
  for (const RoomTime& time : times) document["nanoseconds"][time.name] = time.nanoseconds;
  document["peak_memory_bytes"] = peak_memory_bytes();
  return document;
}

}  // namespace

Exit bench(const Context& context) {
  const auto& arguments = context.options.arguments;
  Scenario scenario = open_scenario(context, arguments.empty() ? "baseline" : arguments.front());
  const std::int64_t rounds = context.options.replicates.value_or(default_rounds);
  scenario.replicates = 1;
  const Parameters parameters = bind_parameters(scenario, draw_parameters(scenario).points.front());
  auto rates = rate_sets(scenario, parameters, rounds);
  rates.push_back(rate_ensemble(scenario, context.options.threads.value_or(usable_cores()), rounds));
  const auto times = time_rooms(scenario, parameters);
  if (context.options.json) print(as_document(scenario, rates, times));
  else print(as_text(rates, times));
  return Exit::done;
}

}  // namespace echelon::app
