// A calibration study in, a stored ensemble out and back in.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "io/load_calibration.hpp"
#include "io/vocabulary.hpp"

using namespace echelon;

namespace {

namespace fs = std::filesystem;

const fs::path home = ECHELON_SOURCE_DIR;

struct Folder {
  fs::path path = fs::temp_directory_path() / "echelon-calibration-files";
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  fs::path write(const std::string& name, const std::string& text) const {
    std::ofstream(path / name) << text;
    return path / name;
  }
};

const std::string small = R"(echelon: 1
study: calibrate
name: {en: a, zh: b}
source: "assumed: a test"
scenario: baseline
use: fit-2021
known_until: 2021
horizon: 2018Q1..2021Q4
scale: 10 %
waves: 1
first_wave: 50
warm_up: 10
thin: 2
planted: 5
candidates: 0
seed: 3
)";

std::string problems_of(const std::string& text) {
  const Folder folder;
  Problems problems;
  load_calibration(home / "scenarios", folder.write("study.yaml", text).string(), problems);
  return problems.text();
}

std::string replaced(std::string text, const std::string& old, const std::string& by) { return text.replace(text.find(old), old.size(), by); }

}  // namespace

TEST_CASE("the stored studies are read, by stem and by the ensemble they write") {
  for (const char* name : {"frozen-2021", "calibrate-frozen-2021", "all-data"}) {
    Problems problems;
    const CalibrationStudy study = load_calibration(home / "scenarios", name, problems);
    INFO(problems.text());
    CHECK(problems.empty());
    CHECK((study.candidates >= study.keep && study.keep >= 60 && !study.source.empty()));
  }
  Problems problems;
  const CalibrationStudy frozen = load_calibration(home / "scenarios", "frozen-2021", problems);
  CHECK((frozen.use == "fit-2021" && frozen.known_until == 2021 && frozen.horizon.last == Quarter::of(2021, 4)));
  load_calibration(home / "scenarios", "frozen-2012", problems);
  CHECK(problems.text().find("frozen-2021") != std::string::npos);
}

TEST_CASE("every number of a study is read, and every slip is told") {
  const Folder folder;
  Problems problems;
  const CalibrationStudy s = load_calibration(home / "scenarios", folder.write("study.yaml", small).string(), problems);
  REQUIRE(problems.empty());
  CHECK((s.scale == 0.1 && s.first_wave == 50 && s.warm_up == 10 && s.thin == 2 && s.planted == 5 && s.seed == 3));
  CHECK(problems_of(replaced(small, "thin: 2", "thinn: 2")).find("thinn") != std::string::npos);
  CHECK(problems_of(replaced(small, "use: fit-2021", "use: shown")).find("shown") != std::string::npos);
  CHECK(problems_of(replaced(small, "scale: 10 %", "scale: 110 %")).find("scale") != std::string::npos);
  CHECK(problems_of(replaced(small, "candidates: 0", "candidates: 5")).find("cutoff") != std::string::npos);
  CHECK(problems_of(replaced(small, "source: \"assumed: a test\"\n", "")).find("source") != std::string::npos);
}

TEST_CASE("a stored ensemble comes back as the same numbers") {
  const Folder folder;
  const std::vector<std::string> paths = {"growth.sigma", "schemes.hte.apply"};
  const std::vector<std::vector<double>> points = {{0.1 + 0.2, -1.0 / 3}, {0.25, -1e-17}};
  save_ensemble(folder.path / "odd.csv", {"a remark"}, paths, points);
  // seen by the scenario loader: an ensemble lies in config/ensembles
  fs::copy(home / "config", folder.path / "config", fs::copy_options::recursive);
  fs::create_directories(folder.path / "config" / "ensembles");
  fs::rename(folder.path / "odd.csv", folder.path / "config" / "ensembles" / "odd.csv");
  Problems problems;
  const Scenario s = load_scenario({folder.path / "config", home / "scenarios", "baseline", {"ensemble=odd"}, model_vocabulary()}, problems);
  INFO(problems.text());
  REQUIRE(problems.empty());
  CHECK(s.ensemble_paths == paths);
  CHECK(s.ensemble_points == points);
}
