// Ishigami's function (Ishigami and Homma 1990) through the whole of a study: design, blocks, estimates, export. Besides testing, it
// leaves files for tests/cli/ishigami.py, which lays the indices beside those of OpenTURNS, when ECHELON_ISHIGAMI names a folder.
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "engine/study/join.hpp"
#include "engine/study/runner.hpp"
#include "io/export_study.hpp"

using namespace echelon;

namespace {

constexpr double pi = 3.14159265358979323846;

double ishigami(const std::vector<double>& x) {
  return std::sin(x[0]) + 7 * std::sin(x[1]) * std::sin(x[1]) + 0.1 * x[2] * x[2] * x[2] * x[2] * std::sin(x[0]);
}

Study ishigami_study() {
  Study s;
  s.id = "ishigami", s.name = {"Ishigami's function", "Ishigami函数"}, s.kind = StudyKind::sobol, s.design = "sobol";
  s.points = 4096, s.block = 4096, s.level = 0.95, s.resamples = 200, s.precision = 0.05, s.seed = 11, s.second_order = false;
  for (const char* id : {"x1", "x2", "x3"}) {
    Factor f;
    f.id = f.input = id;
    f.prior.kind = Prior::Kind::uniform, f.prior.low = -pi, f.prior.high = pi;
    s.factors.push_back(f);
  }
  s.inputs = inputs_of(s.factors);
  StudyOutcome y;
  y.id = "ishigami", y.name = {"y", "y"}, y.unit = "1";
  s.outcomes = {y};
  return s;
}

Results answered(const Study& s) {
  const Subject subject = []() -> Ask {
    return [](const Experiment& x) {
      Answer a;
      a.values = {ishigami(x.values)}, a.first_years = {std::nan("")};
      return a;
    };
  };
  StudyRunner runner(s, subject, 2, nullptr, {});
  Results all;
  for (std::size_t first = 0, n = Plan(s).experiments(); first < n; first += s.block) {
    Results part = study_part(s, runner.run(first, std::min(s.block, n - first)), "digest");
    if (all.dimensions.empty()) all = std::move(part);
    else append_part(all, part);
  }
  conclude_study(all);
  return all;
}

const std::vector<double>& reals(const Results& r, const char* name) { return std::get<std::vector<double>>(r.find(name)->data); }

}  // namespace

TEST_CASE("a study of Ishigami's function gives the closed form, and OpenTURNS its design", "[ishigami]") {
  // Variances by hand: V1 = (1 + 0.1 pi^4 / 5)^2 / 2, V2 = 49 / 8, V13 = 0.01 pi^8 (1/18 - 1/50).
  const double v1 = 0.5 * std::pow(1 + 0.1 * std::pow(pi, 4) / 5, 2), v2 = 49.0 / 8, v13 = 0.01 * std::pow(pi, 8) * (1.0 / 18 - 1.0 / 50), v = v1 + v2 + v13;
  const double first[] = {v1 / v, v2 / v, 0}, total[] = {(v1 + v13) / v, v2 / v, v13 / v};
  const Results r = answered(ishigami_study());
  std::string table = "input,index,closed,echelon,half\n";
  for (int i = 0; i < 3; ++i) {
    const auto ui = static_cast<std::size_t>(i);
    CHECK(reals(r, "S1")[ui] == Approx(first[i]).margin(0.02));  // standard errors over seeds are below 0.006
    CHECK(reals(r, "ST")[ui] == Approx(total[i]).margin(0.02));
    for (const bool whole : {false, true}) {
      char line[160];
      std::snprintf(line, sizeof line, "x%d,%s,%.9g,%.9g,%.9g\n", i + 1, whole ? "ST" : "S1", whole ? total[i] : first[i], reals(r, whole ? "ST" : "S1")[ui],
                    reals(r, whole ? "ST_conf" : "S1_conf")[ui]);
      table += line;
    }
  }
  CHECK(std::get<std::vector<std::int64_t>>(r.find("ST_converged")->data)[0] == 1);
  CHECK(reals(r, "mean")[0] == Approx(3.5).margin(0.1));  // 7 / 2
  const auto files = export_study(r, "openturns", false);
  REQUIRE(files.size() == 2);
  const char* folder = std::getenv("ECHELON_ISHIGAMI");
  if (folder == nullptr) return;
  for (const ExportedFile& file : files) std::ofstream(std::string(folder) + "/" + file.name) << file.text;
  std::ofstream(std::string(folder) + "/ours.csv") << table;
}
