// The Chinese of the shipped registers keeps up with them: a new clause without one is found here.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "io/load.hpp"
#include "io/vocabulary.hpp"
#include "report/reasons.hpp"

using namespace echelon;

namespace {

const std::string root = ECHELON_SOURCE_DIR;

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream out;
  out << std::ifstream(file).rdbuf();
  return out.str();
}

// Three words of Latin letters in a row: a clause that nobody translated.
bool has_english(const std::string& zh) { return std::regex_search(zh, std::regex("[a-z]{2,} [a-z]{2,} [a-z]{2,}")); }

}  // namespace

TEST_CASE("every register, status and reason of the shipped targets is Chinese in Chinese") {
  for (const auto& file : std::filesystem::directory_iterator(root + "/config/targets")) {
    const std::string text = text_of(file.path());
    std::smatch id, name;
    REQUIRE(std::regex_search(text, id, std::regex("\nregister: ([a-z0-9-]+)")));
    REQUIRE(std::regex_search(text, name, std::regex("\nname: \\{.* zh: ([^}]+)\\}")));
    CHECK(register_word(Lang::zh, id[1]) == name[1]);
    CHECK(register_word(Lang::en, id[1]) == id[1]);
  }
  Problems problems;
  const Scenario s = load_scenario({root + "/config", root + "/scenarios", "action-plan", {}, model_vocabulary()}, problems);
  REQUIRE(problems.empty());
  REQUIRE(s.targets.size() > 40);
  for (const Target& t : s.targets) {
    INFO(t.id);
    const std::string reason = t.metric.kind == "none" ? t.metric.why_none : t.note;
    CHECK(status_word(Lang::zh, t.status) != t.status);
    CHECK(confidence_word(Lang::zh, t.confidence) != t.confidence);
    for (const std::string& one : {t.note, t.metric.why_none}) {
      INFO(one << " -> " << reason_words(Lang::zh, one));
      CHECK((one.empty() || reason_words(Lang::zh, one) != one));
      CHECK_FALSE(has_english(reason_words(Lang::zh, one)));
    }
    CHECK(reason_words(Lang::en, reason) == reason);
  }
}

TEST_CASE("somebody's own words stay as they are") {
  CHECK(register_word(Lang::zh, "mine") == "mine");
  CHECK(reason_words(Lang::zh, "a reason of mine") == "a reason of mine");
  CHECK(reason_words(Lang::zh, "a reason of mine; ratio of two flows") == "a reason of mine；两个流量之比");
  CHECK(drawn_words(Lang::zh, "122 parameters from the ensemble, 3 from their priors, 5 fixed") == "122 个参数取自参数集合，3 个取自先验，5 个固定");
  CHECK(drawn_words(Lang::zh, "other words") == "other words");
}
