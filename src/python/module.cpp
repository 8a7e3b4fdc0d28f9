// The Python module: `echelon.run(...)` simulates a scenario and gives arrays. It holds no model and no file format of its own: it loads
// with `io`, runs with `engine`, summarises with `report`, as the command line does, and its digest is the command line's.
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "app/home.hpp"
#include "engine/ensemble.hpp"
#include "io/digest.hpp"
#include "io/load.hpp"
#include "io/units.hpp"
#include "io/vocabulary.hpp"
#include "report/summary.hpp"

namespace py = pybind11;

namespace {

using namespace echelon;

// What `run` is asked for, beside the scenario.
struct Request {
  std::optional<std::int64_t> replicates;
  std::optional<std::uint64_t> seed;
  std::optional<double> scale;
  int threads;
  std::vector<std::string> sets;
  std::string home;
};

[[noreturn]] void refuse(const Problems& problems) { throw py::value_error(problems.text()); }

Scenario open(const std::string& name, const Request& asked) {
  const std::filesystem::path home = asked.home.empty() ? app::home() : std::filesystem::path(asked.home);
  LoadRequest request{home / "config", home / "scenarios", name, asked.sets, model_vocabulary()};
  if (asked.scale) request.sets.push_back("scale=" + shortest(*asked.scale));
  Problems problems;
  if (asked.replicates && *asked.replicates < 1) problems.add({"replicates", 0, 0}, "at least one world must be simulated");
  if (asked.threads < 1) problems.add({"threads", 0, 0}, "at least one thread must run");
  Scenario scenario = load_scenario(request, problems);
  if (!problems.empty()) refuse(problems);
  if (asked.replicates) scenario.replicates = static_cast<int>(*asked.replicates);
  if (asked.seed) scenario.seed = *asked.seed;
  return scenario;
}

// --- results as Python has them -----------------------------------------------------------------------------------------

template <class Number>
py::object array(const std::vector<Number>& values, std::vector<py::ssize_t> shape) {
  py::array_t<Number> out(std::move(shape));
  std::copy(values.begin(), values.end(), out.mutable_data());
  return out;
}

py::object array(const std::vector<std::string>& values, const std::vector<py::ssize_t>& shape) {
  return py::module_::import("numpy").attr("array")(values, py::arg("dtype") = "object").attr("reshape")(shape);
}

struct Arrays {
  py::dict series, dims, units, labels, coords;
};

Arrays arrays_of(const Results& results) {
  Arrays out;
  for (const ResultDimension& d : results.dimensions) {
    std::visit([&](const auto& values) { out.coords[py::str(d.name)] = array(values, {static_cast<py::ssize_t>(d.size())}); }, d.values);
    out.units[py::str(d.name)] = d.units;
  }
  for (const ResultVariable& v : results.variables) {
    std::vector<py::ssize_t> shape;
    for (const std::string& dim : v.dims) shape.push_back(static_cast<py::ssize_t>(results.dimension(dim)->size()));
    std::visit([&](const auto& values) { out.series[py::str(v.name)] = array(values, shape); }, v.data);
    out.dims[py::str(v.name)] = py::tuple(py::cast(v.dims));
    out.units[py::str(v.name)] = v.units;
    out.labels[py::str(v.name)] = py::make_tuple(v.long_name, v.long_name_zh);
  }
  return out;
}

// The table of targets by column.
py::dict targets_of(const RunSummary& summary) {
  std::vector<std::string> id, list, unit, verdict;
  std::vector<double> goal, median, p05, p95, probability, low, high;
  for (const TargetSummary& t : summary.targets) {
    id.push_back(t.id), list.push_back(t.register_id), unit.push_back(t.unit), verdict.push_back(t.verdict);
    goal.push_back(t.goal_low), median.push_back(t.median), p05.push_back(t.p05), p95.push_back(t.p95);
    probability.push_back(t.probability), low.push_back(t.probability_low), high.push_back(t.probability_high);
  }
  const std::vector<py::ssize_t> shape{static_cast<py::ssize_t>(id.size())};
  py::dict out;
  out["id"] = array(id, shape), out["register"] = array(list, shape), out["unit"] = array(unit, shape), out["verdict"] = array(verdict, shape);
  out["goal"] = array(goal, shape), out["median"] = array(median, shape), out["p05"] = array(p05, shape), out["p95"] = array(p95, shape);
  out["probability"] = array(probability, shape), out["probability_low"] = array(low, shape), out["probability_high"] = array(high, shape);
  return out;
}

py::object answer(const Scenario& scenario, const EnsembleOutcome& outcome) {
  const Arrays all = arrays_of(outcome.results);
  std::vector<std::string> failures;
  for (const ReplicateFailure& f : outcome.failures) failures.push_back("replicate " + std::to_string(f.replicate) + ": " + f.reason);
  using namespace py::literals;
  return py::module_::import("types").attr("SimpleNamespace")(
      "scenario"_a = scenario.id, "seed"_a = scenario.seed, "replicates"_a = scenario.replicates, "series"_a = all.series, "dims"_a = all.dims,
      "coords"_a = all.coords, "units"_a = all.units, "labels"_a = all.labels, "targets"_a = targets_of(summarise(outcome.results)),
      "failures"_a = failures, "seconds"_a = outcome.seconds, "digest"_a = digest(outcome.results, false));
}

py::object run(const std::string& name, const Request& asked) {
  const Scenario scenario = open(name, asked);
  EnsembleOptions options;
  options.threads = asked.threads;
  EnsembleOutcome outcome;
  {
    py::gil_scoped_release others_may_run;
    outcome = run_ensemble(scenario, options);
  }
  if (outcome.results.dimension("replicate")->size() == 0) throw std::runtime_error("no replicate finished: " + outcome.failures.front().reason);
  if (scenario.scale != 1) outcome.results.attributes["scale"] = shortest(scenario.scale);  // as the command line, in the digest
  return answer(scenario, outcome);
}

constexpr const char* what_run_does = R"(Simulates a scenario: a file, or the stem of one in scenarios/.

replicates, seed, scale, threads: as on the command line; sets: list of 'PATH=VALUE'; home: the folder of config/ and scenarios/.
Gives a namespace: series (name -> array), dims, coords, units, labels, targets (column -> array), failures, digest.
Raises ValueError with every mistake of the input.)";

}  // namespace

PYBIND11_MODULE(echelon, m) {
  m.doc() = "echelon simulates a city's technology firms and says which official targets are within reach";
  m.attr("__version__") = ECHELON_VERSION;
  m.def(
      "run",
      [](const std::string& scenario, std::optional<std::int64_t> replicates, std::optional<std::uint64_t> seed, std::optional<double> scale, int threads,
         std::vector<std::string> sets, std::string home) { return run(scenario, {replicates, seed, scale, threads, std::move(sets), std::move(home)}); },
      py::arg("scenario"), py::kw_only(), py::arg("replicates") = py::none(), py::arg("seed") = py::none(), py::arg("scale") = py::none(),
      py::arg("threads") = 1, py::arg("sets") = std::vector<std::string>{}, py::arg("home") = "", what_run_does);
}
