// What `echelon bench` shows, as tables and as one document.
#include <cmath>

#include "app/bench.hpp"
#include "app/machine.hpp"
#include "report/numbers.hpp"
#include "report/table.hpp"

namespace echelon::app {
namespace {

std::string digits(double value, int after_point) { return std::isnan(value) ? "-" : fmt::format("{:.{}f}", value, after_point); }
std::string factor(double value) { return std::isnan(value) ? "-" : fmt::format("{:.3g}", value); }
std::string millions(double rate) { return fmt::format("{:.3g}", rate / 1e6); }

double over_numpy(const LadderBench& bench, const LadderSide& side) {
  return bench.numpy ? side.firm_steps_per_second / bench.numpy->firm_steps_per_second : std::nan("");
}
double over_oracle(const LadderBench& bench, const LadderSide& side) {
  return side.firm_steps_per_second / bench.oracle.firm_steps_per_second;
}

double threads_ratio(const BenchReport& report) {
  if (report.threads.size() < 2) return std::nan("");
  return report.threads.back().firm_quarters_per_second / report.threads.front().firm_quarters_per_second;
}

// --- tables ---

std::string ladder_text(const LadderBench& bench) {
  Table speed({{"ladder-ref"}, {"million firm-steps/s", Align::right}, {"x NumPy", Align::right}, {"x oracle", Align::right}});
  const auto row = [&](const std::string& name, const LadderSide& side) {
    speed.row({name, millions(side.firm_steps_per_second), factor(over_numpy(bench, side)), factor(over_oracle(bench, side))});
  };
  for (const LadderSide& set : bench.sets) row("echelon's core, " + set.name, set);
  row(bench.oracle.name, bench.oracle);
  if (bench.numpy) row(bench.numpy->name, *bench.numpy);
  std::string text = speed.text();
  if (!bench.numpy) text += bench.why_no_numpy + "\n";
  Table counts({{"firms at the end"}, {"echelon", Align::right}, {"NumPy", Align::right}, {"in standard errors", Align::right},
                {"published", Align::right}, {"in standard errors", Align::right}});
  for (const RungAgreement& a : agreement(bench)) {
    counts.row({fmt::format("rung {}", a.rung), digits(a.echelon, 0), digits(a.numpy, 0), digits(a.z_numpy, 1), digits(a.published, 0),
                digits(a.z_published, 1)});
  }
  text += "\n" + counts.text();
  return text + (bench.same_counts ? "all instruction sets: the same counts\n" : "THE INSTRUCTION SETS DIFFER\n");
}

std::string worlds_text(const BenchReport& report) {
  Table table({{"whole worlds"}, {"million firm-quarters/s", Align::right}, {"replicates/s", Align::right}, {"s a replicate", Align::right}});
  for (const WorldRate& rate : report.worlds.rates) {
    table.row({"one thread, " + rate.set, millions(rate.firm_quarters_per_second), factor(1 / rate.seconds), factor(rate.seconds)});
  }
  for (const ThreadRate& rate : report.threads) {
    table.row({fmt::format("ensemble, threads: {}", rate.threads), millions(rate.firm_quarters_per_second),
               factor(rate.replicates_per_second), factor(1 / rate.replicates_per_second)});
  }
  std::string text = table.text();
  if (report.threads.size() > 1) text += fmt::format("{} threads over one: {:.2f}\n", report.threads.back().threads, threads_ratio(report));
  return text;
}

std::string inside_text(const InsideBench& inside) {
  double sum = 0;
  for (const PhaseTime& phase : inside.phases) sum += phase.nanoseconds;
  const auto share = [sum](double value) { return fmt::format("{:.0f} %", 100 * value / sum); };
  Table table({{"where the time goes"}, {"ns per firm and quarter", Align::right}, {"share", Align::right}});
  table.section("loops over firms, by room");
  for (const RoomTime& room : inside.rooms) table.row({room.name, digits(room.nanoseconds, 1), share(room.nanoseconds)});
  table.section("outside these loops");
  for (const PhaseTime& phase : inside.phases) table.row({phase.rest, digits(phase.outside_loops, 1), share(phase.outside_loops)});
  table.row({"together", digits(sum, 1), ""});
  table.section("the same by phase of the quarter");
  for (const PhaseTime& phase : inside.phases) table.row({phase.name, digits(phase.nanoseconds, 1), share(phase.nanoseconds)});
  return table.text();
}

std::string memory_text(const MemoryUse& use) {
  Table table({{"memory"}, {"bytes", Align::right}});
  table.row({"a firm's columns", grouped(use.bytes_per_slot)});
  table.row({"columns of the seats in use over firms at the end", digits(use.column_bytes / use.firms, 0)});
  table.row({"all memory of a replicate over firms at the end", digits(use.peak_bytes / use.firms, 0)});
  table.row({"firms at the end (count)", grouped(use.firms)});
  return table.text();
}

// --- the document ---

Json ladder_document(const LadderBench& bench) {
  const auto side = [&bench](const LadderSide& s) {
    return Json{{"name", s.name}, {"firm_steps_per_second", s.firm_steps_per_second}, {"over_numpy", number(over_numpy(bench, s))},
                {"over_oracle", over_oracle(bench, s)}};
  };
  Json document{{"firms", ladder_firms}, {"steps", ladder_steps}, {"rounds", bench.rounds}, {"echelon", Json::array()},
                {"oracle", side(bench.oracle)}, {"numpy", nullptr}};
  for (const LadderSide& set : bench.sets) document["echelon"].push_back(side(set));
  if (bench.numpy) document["numpy"] = side(*bench.numpy);
  else document["why_no_numpy"] = bench.why_no_numpy;
  document["same_counts"] = bench.same_counts;
  Json& rungs = document["rungs"] = Json::array();
  for (const RungAgreement& a : agreement(bench)) {
    rungs.push_back({{"rung", a.rung}, {"echelon", number(a.echelon)}, {"numpy", number(a.numpy)}, {"z_numpy", number(a.z_numpy)},
                     {"published", number(a.published)}, {"published_sd", number(a.published_sd)}, {"z_published", number(a.z_published)}});
  }
  return document;
}

Json worlds_document(const BenchReport& report) {
  Json document{{"sets", Json::array()}, {"threads", Json::array()}, {"threads_ratio", number(threads_ratio(report))}};
  for (const WorldRate& rate : report.worlds.rates) {
    document["sets"].push_back({{"name", rate.set}, {"firm_quarters_per_second", rate.firm_quarters_per_second},
                                {"replicates_per_second", 1 / rate.seconds}, {"seconds_per_replicate", rate.seconds}});
  }
  for (const ThreadRate& rate : report.threads) {
    document["threads"].push_back({{"threads", rate.threads}, {"firm_quarters_per_second", rate.firm_quarters_per_second},
                                   {"replicates_per_second", rate.replicates_per_second}});
  }
  return document;
}

}  // namespace

std::string bench_text(const BenchReport& report) {
  const std::string head = fmt::format("{}, {}; {}, {} quarters, scale {}; rounds: {}, {} of ladder-ref\n", name(best_isa()), compiler(),
                                       report.scenario, report.quarters, report.scale, report.rounds, report.ladder.rounds);
  return head + "\n" + ladder_text(report.ladder) + "\n" + worlds_text(report) + "\n" + inside_text(report.inside) + "\n" +
         memory_text(report.worlds.memory);
}

Json bench_document(const BenchReport& report) {
  const MemoryUse& use = report.worlds.memory;
  Json document{{"scenario", report.scenario}, {"quarters", report.quarters}, {"scale", report.scale}, {"rounds", report.rounds},
                {"machine", {{"instruction_set", name(best_isa())}, {"cores", usable_cores()}, {"compiler", compiler()}}},
                {"ladder_ref", ladder_document(report.ladder)}, {"worlds", worlds_document(report)},
                {"nanoseconds", Json::object()}, {"phases", Json::object()}};
  for (const RoomTime& room : report.inside.rooms) document["nanoseconds"][room.name] = room.nanoseconds;
  for (const PhaseTime& phase : report.inside.phases) {
    document["phases"][phase.name] = {{"nanoseconds", phase.nanoseconds}, {"outside_loops", phase.outside_loops}};
  }
  document["memory"] = {{"bytes_per_slot", number(use.bytes_per_slot)}, {"firms", number(use.firms)},
                        {"column_bytes_per_firm", use.column_bytes / use.firms}, {"bytes_per_firm", use.peak_bytes / use.firms}};
  document["peak_memory_bytes"] = peak_memory_bytes();
  return document;
}

}  // namespace echelon::app
