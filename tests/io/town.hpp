#pragma once
// A tiny town (tests/io/data) with a vocabulary of its own, so that no test depends on the real configuration. A test
// that needs something else works on a copy and rewrites single files.
#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include "io/load.hpp"

namespace echelon::town {

namespace fs = std::filesystem;

inline fs::path data() { return fs::path(ECHELON_SOURCE_DIR) / "tests/io/data"; }

inline Vocabulary words() {
  Vocabulary v;
  v.rooms = {{"growth.sigma", "σ", "per sqrt year", 0.05, 0.8, {"spread of growth", "增长波动"}},
             {"growth.drift", "d", "per year", -0.1, 0.2, {"mean growth", "平均增长"}},
             {"venture.share", "", "%", 0, 1, {"share sold", "出让比例"}},
             {"venture.pool", "P", "million CNY", 0, 1000, {"equity available", "资金池"}},
             {"venture.wait", "", "quarters", 1, 40, {"time between rounds", "轮次间隔"}}};
  v.schemes = {{"apply", "b₀", "1", -10, 10, {"logit of applying", "申报意愿"}},
               {"hassle", "", "CNY", 1, 1e7, {"cost of applying", "申报成本"}}};
  v.rule_fields = {"age_years", "rd_ratio_3y", "revenue_last_year", "growth_3y", "is_review", "has_valid_hte"};
  v.rule_units = {{"age_years", "years"},
                  {"rd_ratio_3y", "%"},
                  {"revenue_last_year", "CNY"},
                  {"growth_3y", "%"},
                  {"has_valid_hte", "bool"}};
  v.series = {"entries", "rd_gdp"};
  v.rooms_that_switch = {"venture"};
  return v;
}

inline LoadRequest request(const std::string& scenario, const fs::path& root = data()) {
  return {root / "config", root / "scenarios", scenario, {}, words()};
}

// A copy of the town that goes away with the test.
class Copy {
 public:
  Copy()
      : root_(fs::temp_directory_path() /
              ("echelon-town-" + std::to_string(::getpid()) + "-" + std::to_string(next()))) {
    fs::remove_all(root_);
    fs::copy(data(), root_, fs::copy_options::recursive);
  }
  ~Copy() { fs::remove_all(root_); }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;

  const fs::path& root() const { return root_; }
  void write(const std::string& file, const std::string& text) const {
    std::ofstream(root_ / file, std::ios::binary) << text;
  }
  void erase(const std::string& file) const { fs::remove(root_ / file); }
  LoadRequest request(const std::string& scenario) const { return town::request(scenario, root_); }

 private:
  static int next() {
    static std::atomic<int> n{0};
    return n++;
  }
  fs::path root_;
};

// Loads; `problems` is the text of what was wrong.
struct Loaded {
  Scenario scenario;
  Problems problems;
};
inline Loaded load(const LoadRequest& request) {
  Loaded out;
  out.scenario = load_scenario(request, out.problems);
  return out;
}

inline const ParameterValue& parameter(const Scenario& s, const std::string& path) {
  for (const ParameterValue& p : s.parameters)
    if (p.path == path) return p;
  throw std::runtime_error("no parameter " + path);
}

inline bool mentions(const Problems& problems, const std::string& text) {
  return problems.text().find(text) != std::string::npos;
}

}  // namespace echelon::town
