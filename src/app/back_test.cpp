#include "app/back_test.hpp"

#include <cstdio>
#include <fstream>
#include <iterator>

#include "app/document.hpp"
#include "app/home.hpp"
#include "app/open.hpp"
#include "engine/skill.hpp"
#include "io/digest_sha256.hpp"
#include "io/files.hpp"
#include "io/hdf5/publish.hpp"
#include "io/load_calibration.hpp"

namespace echelon::app {
namespace {

namespace fs = std::filesystem;

constexpr double check_scale = 0.01;
constexpr int check_worlds = 2;

std::string digest_of_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return in ? sha256(std::string(std::istreambuf_iterator<char>(in), {})) : "";
}

Json row_of(const SeriesYear& s) { return Json::array({s.series, s.year, number(s.p05), number(s.p25), number(s.median), number(s.p75), number(s.p95)}); }

SeriesYear said_in(const Json& row) {
  return {row.at(0).get<std::string>(), row.at(1).get<int>(), row.at(2).get<double>(), row.at(3).get<double>(), row.at(4).get<double>(), row.at(5).get<double>(), row.at(6).get<double>()};
}

// What two small worlds say: another program, rule, prior or path of the city gives other ones.
std::string digest_of_worlds(const CalibrationStudy& study, const Scenario& scenario) {
  Scenario small = table_scenario(scenario, study);
  small.scale = check_scale, small.replicates = check_worlds;
  std::string text;
  for (const SeriesYear& s : fit_table(small, study.use, EnsembleOptions{}).said) text += row_of(s).dump() + "\n";
  return sha256(text);
}

// The scenario of the study as `calibrate STUDY --table` opens it, whatever the user asked of the run whose page this is for.
Scenario open_study_scenario(const Context& context, const CalibrationStudy& study) {
  Context own = context;
  own.options.replicates.reset(), own.options.seed.reset();
  own.options.sets = {"ensemble=" + study.ensemble};
  return open_scenario(own, study.scenario);
}

page::BackTest read(const Context& context, const CalibrationStudy& study, const fs::path& ensemble, std::istream& in) {
  const Json all = Json::parse(in);
  page::BackTest out{study.name, study.id, study.ensemble, study.scenario, all.at("version").get<std::string>(), all.at("points").get<std::size_t>(), study.known_until,
                     all.at("scale").get<double>(), all.at("ensemble_sha256").get<std::string>() == digest_of_file(ensemble), false, {}, {}, fs::path(back_test_beside(ensemble)).filename().string()};
  std::vector<SeriesYear> said;
  for (const Json& row : all.at("rows")) said.push_back(said_in(row));
  if (!out.same_ensemble) return out;
  const Scenario scenario = open_study_scenario(context, study);
  out.same_worlds = all.at("worlds_sha256").get<std::string>() == digest_of_worlds(study, scenario);
  out.table = fit_table(table_scenario(scenario, study), study.use, std::move(said), all.at("replicates").get<std::size_t>());
  out.skill = skill_table(out.table, study.known_until);
  return out;
}

}  // namespace

fs::path back_test_beside(fs::path ensemble) { return ensemble.replace_extension(".backtest.json"); }

void save_back_test(const fs::path& file, const CalibrationStudy& study, const Scenario& scenario, const FitTable& table, const fs::path& ensemble) {
  const Json head{{"remark", "Written by echelon calibrate " + study.id + " --table --out; not to be edited by hand"}, {"study", study.id}, {"ensemble", study.ensemble},
                  {"ensemble_sha256", digest_of_file(ensemble)}, {"worlds_sha256", digest_of_worlds(study, scenario)}, {"version", ECHELON_VERSION},
                  {"points", scenario.ensemble_points.size()}, {"replicates", table.replicates}, {"scale", study.table_scale},
                  {"columns", {"series", "year", "p05", "p25", "median", "p75", "p95"}}};
  std::string text = "{\n";
  for (const auto& [key, value] : head.items()) text += " \"" + key + "\": " + value.dump() + ",\n";
  text += " \"rows\": [\n";
  for (std::size_t i = 0; i < table.said.size(); ++i) text += "  " + row_of(table.said[i]).dump() + (i + 1 < table.said.size() ? ",\n" : "\n");
  text += " ]\n}\n";
  publish_file(file, std::as_bytes(std::span(text.data(), text.size())));
}

std::vector<page::BackTest> back_tests(const Context& context) {
  std::vector<page::BackTest> out;
  for (const fs::path& path : yaml_files(home() / "scenarios" / "studies")) {
    Problems problems;
    const CalibrationStudy study = load_calibration(home() / "scenarios", path.string(), problems);
    if (!problems.empty() || study.known_until == 0 || study.ensemble.empty()) continue;
    const fs::path ensemble = home() / "config" / "ensembles" / (study.ensemble + ".csv"), file = back_test_beside(ensemble);
    std::ifstream in(file);
    if (!in) continue;
    const auto leave_out = [&](const char* why) { std::fprintf(stderr, "echelon: %s is not shown: %s\n", file.string().c_str(), why); };
    try {
      out.push_back(read(context, study, ensemble, in));
    } catch (const Json::exception& error) {
      leave_out(error.what());
    } catch (const UserError&) {
      leave_out("the scenario of its study cannot be read");
    }
  }
  return out;
}

}  // namespace echelon::app
