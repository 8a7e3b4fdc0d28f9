// What a scenario and the command line say over the configuration.
#include <catch2/catch.hpp>

#include "town.hpp"

using namespace echelon;

namespace {

Scenario good(const LoadRequest& request) {
  auto loaded = town::load(request);
  INFO(loaded.problems.text());
  REQUIRE(loaded.problems.empty());
  return loaded.scenario;
}

Scenario with_sets(std::vector<std::string> sets, const std::string& scenario = "base") {
  LoadRequest request = town::request(scenario);
  request.sets = std::move(sets);
  return good(request);
}

Problems wrong_sets(std::vector<std::string> sets) {
  LoadRequest request = town::request("base");
  request.sets = std::move(sets);
  return town::load(request).problems;
}

}  // namespace

TEST_CASE("a scenario inherits what it does not say", "[io][scenario]") {
  const Scenario s = good(town::request("more"));
  CHECK(s.id == "more");
  CHECK(s.name.zh == "加码");
  CHECK(s.question.empty());  // its parent's question is not its own
  CHECK(s.horizon.last == Quarter::of(2021, 4));
  CHECK(s.replicates == 50);
  CHECK(s.seed == 7);
  CHECK_FALSE(s.rooms.at("venture"));
  REQUIRE(s.instruments.size() == 1);  // project_grant is off
  CHECK(s.instruments[0].id == "hte_award");
}

TEST_CASE("an override keeps the rest of the shelf's instrument and says who made it", "[io][scenario]") {
  const Instrument x = good(town::request("more")).instruments[0];
  CHECK(x.amount == 300000);
  CHECK(x.from == Quarter::of(2019, 3));
  CHECK(x.to == Quarter::of(2021, 4));  // no end: the horizon's
  CHECK(x.payers.at("district") == 0.4);
  CHECK(x.budget == 3e8);
  CHECK(x.source == "A4.city; amount: scenario more");
  CHECK(x.assumption == "amount set by scenario more");
  CHECK(x.where.text() == (town::data() / "scenarios/more.yaml:6:14").string());
}

TEST_CASE("a rule changes on a date and the documented next version still comes", "[io][scenario]") {
  const Scenario s = good(town::request("more"));
  const auto& v = s.schemes[1].versions;
  REQUIRE(v.size() == 3);
  CHECK(v[0].to == Quarter::of(2018, 4));
  CHECK(v[1].id == "hte_2016_from_2019Q1");
  CHECK(v[1].from == Quarter::of(2019, 1));
  CHECK(v[1].to == Quarter::of(2019, 4));
  CHECK(v[2].id == "hte_2020");
  REQUIRE(v[1].conditions.size() == 2);  // rd_large is off
  CHECK(v[1].conditions[1].value == 0.06);
  CHECK(v[1].conditions[1].source == "assumed: what if");
  CHECK(v[0].conditions[1].value == 0.05);
  CHECK(v[1].assumption == "changed by scenario more");
}

TEST_CASE("a parameter given without a prior is fixed by the user, with one it is drawn", "[io][scenario]") {
  const Scenario s = good(town::request("more"));
  const ParameterValue& sigma = town::parameter(s, "growth.sigma");
  CHECK(sigma.value == 0.3);
  CHECK(sigma.fixed_by_user);
  CHECK(sigma.prior.kind == Prior::Kind::fixed);
  CHECK(sigma.prior.centre == 0.3);
  CHECK(sigma.source == "assumed: what if");
  CHECK(sigma.cls == ParameterClass::calibrated);
  const ParameterValue& apply = town::parameter(s, "schemes.hte.apply");
  CHECK_FALSE(apply.fixed_by_user);
  CHECK(apply.prior.low == -1);
  CHECK(town::parameter(s, "schemes.tech_sme.apply").value == 0.2);
}

TEST_CASE("a user's number for a target is shown as the user's", "[io][scenario]") {
  const Scenario s = good(town::request("more"));
  REQUIRE(s.targets.size() == 4);
  CHECK(s.targets[0].id == "T1.unique");  // registers in the order in which the scenario names them
  const Target& t = s.targets[3];
  CHECK(t.id == "T1.new");
  CHECK(t.goal_low == 40);
  CHECK(t.status == "user");
  CHECK(t.source == "the user's document");
  CHECK(t.note.empty());
}

TEST_CASE("goals alone keep the inherited registers", "[io][scenario]") {
  town::Copy copy;
  copy.write("scenarios/mine.yaml",
             "echelon: 1\nname: {en: M, zh: 我}\nfrom: base\ntargets:\n  - {id: T1.new, goal: 9, source: mine}\n"
             "  - {id: T1.unique, goal: 5, deadline: 2020, source: mine}\n  - {id: own, name: {en: o, zh: 自}, metric: "
             "{sum: entries}, goal: 7, unit: firms, deadline: 2019, status: user, source: mine}\n");
  const Scenario s = good(copy.request("mine"));
  REQUIRE(s.targets.size() == 5);
  CHECK(s.targets[2].goal_low == 9);
  CHECK(s.targets[3].id == "T1.unique");
  CHECK(s.targets[3].register_id == "scenario");
  CHECK(s.targets[4].id == "own");
}

TEST_CASE("the command line has the last word, with its unit and its trail", "[io][scenario][set]") {
  const Scenario s =
      with_sets({"growth.sigma=0.2 per sqrt year", "policy.project_grant.amount=20 万元", "policy.hte_award=on",
                 "policy.hte_award.payers={city: 100 %}", "replicates=3", "seed=18446744073709551615", "scale=0.1",
                 "horizon=2018..2019", "rooms.venture=off", "schemes.hte.hassle=3 万元", "venture.share=6 %"});
  const ParameterValue& sigma = town::parameter(s, "growth.sigma");
  CHECK(sigma.value == 0.2);
  CHECK(sigma.source == "command line");
  CHECK(sigma.where.text() == "--set growth.sigma=0.2 per sqrt year");
  CHECK(sigma.fixed_by_user);
  REQUIRE(s.instruments.size() == 2);
  CHECK(s.instruments[0].payers == std::map<std::string, double>{{"city", 1.0}});
  CHECK(s.instruments[1].amount == 200000);
  CHECK(s.instruments[1].source == "assumed: a test; amount: command line");
  CHECK(s.replicates == 3);
  CHECK(s.seed == 18446744073709551615ull);
  CHECK(s.scale == 0.1);
  CHECK(s.horizon.last == Quarter::of(2019, 4));
  CHECK_FALSE(s.rooms.at("venture"));
  CHECK(town::parameter(s, "schemes.hte.hassle").value == 30000);
  CHECK(town::parameter(s, "venture.share").value == 0.06);
}

TEST_CASE("wrong --set are all told at once, with the nearest path", "[io][scenario][set]") {
  const Problems p = wrong_sets({"growth.sigm=0.2 per sqrt year", "growth.sigma=0.2", "growth.sigma=9 per sqrt year",
                                 "replicates", "policy.hte_award.amount=1 CNY", "policy.project_grnt.amount=1 CNY",
                                 "policy.project_grant.amuont=1 CNY", "scale=-1", "replicate=4"});
  CHECK(p.size() == 9);
  CHECK(town::mentions(p, "did you mean growth.sigma?"));
  CHECK(town::mentions(p, "`value` must be in `per sqrt year`, not `0.2`"));
  CHECK(town::mentions(p, "`value` must be between 0.05 and 0.8 per sqrt year"));
  CHECK(town::mentions(p, "is off in this scenario"));
  CHECK(town::mentions(p, "did you mean project_grant?"));
  CHECK(town::mentions(p, "did you mean amount?"));
  CHECK(town::mentions(p, "did you mean replicates?"));
  CHECK(p.list()[0].where.text() == "--set growth.sigm=0.2 per sqrt year");
}

TEST_CASE("a stored ensemble is read, and missing or wrong ones are told", "[io][scenario][ensemble]") {
  const Scenario s = with_sets({"ensemble=posterior"});
  CHECK(s.ensemble == "posterior");
  CHECK(s.ensemble_paths == std::vector<std::string>{"growth.sigma", "schemes.hte.apply"});
  CHECK(s.ensemble_points == std::vector<std::vector<double>>{{0.2, -1}, {0.3, 0.25}});
  CHECK(town::mentions(wrong_sets({"ensemble=posteriori"}), "there is no ensemble `posteriori`"));
  town::Copy copy;
  copy.write("config/ensembles/posterior.csv", "# x\ngrowth.sigma,growth.sgima,growth.sigma\n0.2,1,9\n0.3,x\n");
  LoadRequest request = copy.request("base");
  request.sets = {"ensemble=posterior"};
  const Problems p = town::load(request).problems;
  CHECK(town::mentions(p, "posterior.csv:2:14: unknown parameter `growth.sgima`"));
  CHECK(town::mentions(p, "posterior.csv:2:27: the column `growth.sigma` stands twice"));
  CHECK(town::mentions(p, "posterior.csv:3:7: `9` is out of range"));
  CHECK(town::mentions(p, "posterior.csv:4:5: `x` is not a number"));
  CHECK(town::mentions(p, "the point has 2 numbers, the header 3"));
}

TEST_CASE("scenarios that come from themselves or from nowhere", "[io][scenario]") {
  const Problems loop = town::load(town::request("loop_a")).problems;
  CHECK(town::mentions(loop, "loop_a -> loop_b -> loop_a"));
  const Problems none = town::load(town::request("bse")).problems;
  CHECK(town::mentions(none, "there is no scenario `bse`"));
  CHECK(town::mentions(none, "did you mean base?"));
  CHECK(good(town::request((town::data() / "scenarios/base.yaml").string())).id == "base");
}

TEST_CASE("a broken file does not hide what is wrong in the others", "[io][scenario]") {
  town::Copy copy;
  copy.write("config/city.yaml", "city: \"town\nname: [1\n");
  copy.write("config/ladders/technology.yaml",
             "echelon: 1\nladder: technology\nname: {en: t, zh: 技}\nrungs: [tech_sme, hta]\n");
  copy.erase("config/parameters/venture.yaml");
  copy.write(
      "config/parameters/growth.yaml",
      "echelon: 1\nroom: growth\nparameters:\n  sigma: {value: 0.25 per year, prior: fixed, class: deep, source: x}\n");
  copy.write("scenarios/base.yaml", "echelon: 1\nname: {en: B, zh: 乙}\nreplicatse: 3\n");
  const Problems p = town::load(copy.request("base")).problems;
  CHECK(town::mentions(p, "city.yaml:1:7: the quote opened here is not closed on its line"));
  CHECK(town::mentions(p, "technology.yaml:2:1") == false);
  CHECK(town::mentions(p, "has the unknown rung `hta`"));
  CHECK(town::mentions(p, "venture.yaml: the file is missing"));
  CHECK(town::mentions(p, "growth.yaml:4:18: `value` must be in `per sqrt year`, not `0.25 per year`"));
  CHECK(town::mentions(p, "growth.yaml:4:3: the parameter `growth.drift` has no value"));
  CHECK(town::mentions(p, "base.yaml:3:1: unknown key `replicatse`"));
}

TEST_CASE("the same id in two files is one too many", "[io][scenario]") {
  town::Copy copy;
  std::filesystem::copy_file(copy.root() / "config/instruments/hte_award.yaml",
                             copy.root() / "config/instruments/other.yaml");
  const Problems p = town::load(copy.request("base")).problems;
  REQUIRE(p.size() == 1);
  CHECK(town::mentions(p, "other.yaml:1:1: the instrument `hte_award` is defined a second time"));
  CHECK(town::mentions(p, "hte_award.yaml:1:1"));
}

TEST_CASE("cited rows must be in the bibliography", "[io][scenario]") {
  CHECK(Bibliography::cited("R4.age") == std::vector<std::string>{"R4.age"});
  CHECK(Bibliography::cited("A11.budget, A10.share; W1") == std::vector<std::string>{"A11.budget", "A10.share", "W1"});
  CHECK(Bibliography::cited("K12.firms: more than 500; assumed: K1, K2") == std::vector<std::string>{"K12.firms"});
  CHECK(Bibliography::cited("assumed: twice A1").empty());
  CHECK(Bibliography::cited("国科发火〔2016〕32号").empty());
  town::Copy copy;
  copy.write("config/parameters/growth.yaml",
             "echelon: 1\nroom: growth\nparameters:\n  sigma: {value: 0.25 per sqrt year, prior: fixed, class: deep, "
             "source: R5.age}\n"
             "  drift: {value: 0.05 per year, prior: fixed, class: deep, source: \"R4.whatever; assumed: x\"}\n");
  const Problems p = town::load(copy.request("base")).problems;
  REQUIRE(p.size() == 1);
  CHECK(town::mentions(p, "growth.yaml:4:73: the source `R5.age` is not in config/sources.yaml"));
}

TEST_CASE("an unreadable file is the machine's fault, not the user's", "[io][scenario]") {
  town::Copy copy;
  std::filesystem::remove(copy.root() / "config/city.yaml");
  std::filesystem::create_directory(copy.root() / "config/city.yaml");
  Problems problems;
  CHECK_THROWS_AS(load_scenario(copy.request("base"), problems), IoError);
}
