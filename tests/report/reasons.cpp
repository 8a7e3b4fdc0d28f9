// The Chinese of the shipped registers keeps up with them: a new clause without one is found here.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "io/load.hpp"
#include "io/vocabulary.hpp"
#include "report/explained.hpp"
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

TEST_CASE("what explain says is Chinese in Chinese") {
  const std::string en =
      "targets.T9.hte: stand-in / 替代假设\n  register      stand-ins\n  deadline      end of 2027\n  status        stand_in, assumption\n  note          ratio of two flows\n  set by        config/x.yaml:3:5\n"
      "  metric        {none: \"flights are not modelled\"}\n  lag           2 quarters\n  not in the scenario `baseline`\n";
  const std::string zh =
      "targets.T9.hte: 替代假设\n  目标册        替代假设\n  期限          2027 年末\n  状态          替代假设，假设\n  说明          两个流量之比\n  设定于        config/x.yaml:3:5\n"
      "  指标          未建模：未模拟飞行架次\n  lag           2 quarters\n  不在情景 `baseline` 中\n";
  CHECK(explained(Lang::zh, en) == zh);
  CHECK(explained(Lang::en, en) == en);
}
