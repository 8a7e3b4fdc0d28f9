#include <catch2/catch.hpp>

#include "town.hpp"

using namespace echelon;

namespace {

Problems checked(const std::filesystem::path& file, const LoadRequest& request) {
  Problems problems;
  check_file(file, request, problems);
  return problems;
}

}  // namespace

TEST_CASE("every file of the town is recognised and right", "[io][check]") {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(town::data())) {
    if (!entry.is_regular_file() || entry.path().stem().string().starts_with("loop")) continue;
    INFO(entry.path().string());
    const Problems p = checked(entry.path(), town::request(""));
    INFO(p.text());
    CHECK(p.empty());
    ++files;
  }
  CHECK(files == 17);
}

TEST_CASE("a file is checked against the rest of the configuration, whose own mistakes are not its", "[io][check]") {
  town::Copy copy;
  copy.write("config/schemes/tech_sme.yaml", "echelon: 1\nscheme: broken\n");
  copy.write("config/instruments/mine.yaml",
             "echelon: 1\ninstrument: mine\nname: {en: m, zh: 我}\nkind: award\nscheme: hta\ntrigger: renewal\namount: "
             "1 CNY\npayers: {city: 100 %}\nfrom: 2020\nsource: x\n");
  const Problems p = checked(copy.root() / "config/instruments/mine.yaml", copy.request(""));
  REQUIRE(p.size() == 1);
  CHECK(p.list()[0].what == "the instrument `mine` names the unknown scheme `hta`");
  CHECK(p.list()[0].hint == "hte");
}

TEST_CASE("a study names a scenario and paths that exist", "[io][check]") {
  town::Copy copy;
  copy.write("study.yaml",
             "echelon: 1\nstudy: prcc\nname: {en: s, zh: 研}\nsource: \"assumed: a test\"\nscenario: bse\npoints: 10\ndesign: random\n"
             "shard: 5\nlevel: 90 %\nresamples: 10\nprecision: 0.1\nseed: 1\n");
  const Problems none = checked(copy.root() / "study.yaml", copy.request(""));
  CHECK(none.size() == 1);
  CHECK(town::mentions(none, "there is no scenario `bse`"));
  copy.write("study.yaml",
             "echelon: 1\nstudy: prcc\nname: {en: s, zh: 研}\nsource: \"assumed: a test\"\nscenario: base\npoints: 10\ndesign: random\n"
             "shard: 5\nlevel: 90 %\nresamples: 10\nprecision: 0.1\nseed: 1\nothers: fixed\noutcomes: [T1.hte]\n"
             "uncertainties: [growth.sigm, growth.drift]\nlevers: {policy.project_grant.cap: [500 万元, 2000 万元]}\n");
  const Problems p = checked(copy.root() / "study.yaml", copy.request(""));
  INFO(p.text());
  CHECK(p.size() == 1);
  CHECK(town::mentions(p, "study.yaml:15:17: nothing is called `growth.sigm`"));
}

TEST_CASE("a missing file and a file of no known kind", "[io][check]") {
  town::Copy copy;
  CHECK(town::mentions(checked(copy.root() / "none.yaml", copy.request("")), "the file does not exist"));
  copy.write("odd.yaml", "echelon: 1\nsomething: else\n");
  CHECK(
      town::mentions(checked(copy.root() / "odd.yaml", copy.request("")), "what kind of file this is cannot be told"));
}
