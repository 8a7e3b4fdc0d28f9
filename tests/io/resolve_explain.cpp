#include <catch2/catch.hpp>

#include <cmath>

#include "town.hpp"

using namespace echelon;

namespace {

Scenario good(const LoadRequest& request) {
  auto loaded = town::load(request);
  INFO(loaded.problems.text());
  REQUIRE(loaded.problems.empty());
  return loaded.scenario;
}

// Loads the text as a scenario where there is no configuration at all.
Scenario alone(const std::string& text, const Vocabulary& words = town::words()) {
  town::Copy copy;
  copy.write("alone.yaml", text);
  std::filesystem::remove_all(copy.root() / "config");
  LoadRequest request = copy.request((copy.root() / "alone.yaml").string());
  request.vocabulary = words;
  return good(request);
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

std::string explained(const std::string& path, const std::string& scenario = "more") {
  Problems problems;
  const std::string text = explain(town::request(scenario), path, problems);
  INFO(problems.text());
  CHECK(problems.empty());
  return text;
}

bool says(const std::string& text, const std::string& part) {
  if (text.find(part) == std::string::npos) UNSCOPED_INFO(text);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a resolved scenario runs alone and is the same scenario", "[io][resolve]") {
  LoadRequest request = town::request("more");
  request.sets = {"growth.drift=0.1 per year", "policy.hte_award.budget=1234567.891 CNY per year",
                  "venture.share=1e-3"};
  const Scenario s = good(request);
  const std::string text = resolve(s);
  const Scenario again = alone(text);
  CHECK(resolve(again) == text);
  CHECK(again.id == s.id);
  CHECK(again.question == s.question);
  CHECK(again.horizon.last == s.horizon.last);
  CHECK(again.rooms == s.rooms);
  REQUIRE(again.parameters.size() == s.parameters.size());
  for (std::size_t i = 0; i < s.parameters.size(); ++i) {
    const ParameterValue &a = s.parameters[i], &b = again.parameters[i];
    INFO(a.path);
    CHECK(a.path == b.path);
    CHECK(a.value == b.value);
    CHECK(a.fixed_by_user == b.fixed_by_user);
    CHECK(a.prior.kind == b.prior.kind);
    CHECK(same(a.prior.low, b.prior.low));
    CHECK(same(a.prior.high, b.prior.high));
    CHECK(same(a.prior.centre, b.prior.centre));
    CHECK(same(a.prior.spread, b.prior.spread));
    CHECK(a.cls == b.cls);
    CHECK(a.source == b.source);
  }
}

TEST_CASE("resolving keeps rules, instruments, targets and the city", "[io][resolve]") {
  const Scenario s = good(town::request("more")), t = alone(resolve(s));
  REQUIRE(t.schemes.size() == 2);
  const auto &a = s.schemes[1].versions, &b = t.schemes[1].versions;
  REQUIRE(b.size() == a.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    CHECK(b[i].from == a[i].from);
    CHECK(b[i].to == a[i].to);
    REQUIRE(b[i].conditions.size() == a[i].conditions.size());
    for (std::size_t j = 0; j < a[i].conditions.size(); ++j) {
      CHECK(b[i].conditions[j].value == a[i].conditions[j].value);
      CHECK(b[i].conditions[j].when.size() == a[i].conditions[j].when.size());
    }
  }
  CHECK(b[0].conditions[2].when[1].negated);
  CHECK_FALSE(t.schemes[0].versions[0].conditions[1].has_value);
  CHECK(t.schemes[0].valid_until_quarter == 1);
  CHECK(std::isinf(t.schemes[1].scores[0].items[0].bands[0].to));
  REQUIRE(t.instruments.size() == 1);
  CHECK(t.instruments[0].budget == 3e8);
  CHECK(t.instruments[0].source == s.instruments[0].source);
  REQUIRE(t.targets.size() == s.targets.size());
  for (std::size_t i = 0; i < s.targets.size(); ++i) {
    CHECK(t.targets[i].id == s.targets[i].id);
    CHECK(same(t.targets[i].goal_low, s.targets[i].goal_low));
    CHECK(same(t.targets[i].goal_high, s.targets[i].goal_high));
    CHECK(t.targets[i].assumption == s.targets[i].assumption);
    CHECK(t.targets[i].register_id == s.targets[i].register_id);
  }
  CHECK(t.paths[0].points[1].value == s.paths[0].points[1].value);
  CHECK(t.tracks[0].share_by_sector == s.tracks[0].share_by_sector);
  CHECK(t.sectors[1].sales_per_employee == s.sectors[1].sales_per_employee);
  CHECK(t.observations[0].use == s.observations[0].use);
}

TEST_CASE("any text in a name or source survives resolving", "[io][resolve]") {
  Scenario s = good(town::request("base"));
  const std::string odd = "a \"quote\", a \\ backslash: {x}, # no comment, “中文”，：｛｝ it's\ttab\nline";
  s.question = odd;
  s.instruments[0].source = odd;
  s.parameters[0].source = odd;
  s.schemes[1].versions[0].conditions[0].source = odd;
  const Scenario t = alone(resolve(s));
  CHECK(t.question == odd);
  CHECK(t.instruments[0].source == odd);
  CHECK(t.parameters[0].source == odd);
  CHECK(t.schemes[1].versions[0].conditions[0].source == odd);
}

TEST_CASE("numbers of every size survive resolving to the bit", "[io][resolve]") {
  Scenario s = good(town::request("base"));
  Vocabulary words = town::words();
  for (double value : {1.0 / 3, 0.1 + 0.2, 1e-300, 12345678.901234567, 1e22, 5e-324, 0.07}) {
    s.parameters[0].value = value;
    s.instruments[0].amount = value;
    words.rooms[0].low = 0;
    words.rooms[0].high = 1e300;
    s.parameters[0].prior = {Prior::Kind::fixed, value, value, value, 0};
    const Scenario t = alone(resolve(s), words);
    CHECK(t.parameters[0].value == value);
    CHECK(t.instruments[0].amount == value);
  }
}

TEST_CASE("a resolved scenario that lacks something says what", "[io][resolve]") {
  const Scenario s = good(town::request("base"));
  std::string text = resolve(s);
  const std::size_t at = text.find("  growth.drift:"), end = text.find('\n', at);
  text.erase(at, end - at + 1);
  town::Copy copy;
  copy.write("alone.yaml", text + "sektors: []\n");
  const Problems p = town::load(copy.request((copy.root() / "alone.yaml").string())).problems;
  CHECK(p.size() == 2);
  CHECK(town::mentions(p, "the parameter `growth.drift` is missing"));
  CHECK(town::mentions(p, "did you mean sectors?"));
}

TEST_CASE("explain tells a parameter's value, range, prior, source and who set it", "[io][explain]") {
  const std::string sigma = explained("growth.sigma", "base");
  CHECK(says(sigma, "growth.sigma (σ)"));
  CHECK(says(sigma, "spread of growth / 增长波动"));
  CHECK(says(sigma, "value         0.25 per sqrt year"));
  CHECK(says(sigma, "range         0.05 per sqrt year to 0.8 per sqrt year"));
  CHECK(says(sigma, "prior         uniform [0.18 per sqrt year, 0.35 per sqrt year]"));
  CHECK(says(sigma, "class         calibrated"));
  CHECK(says(sigma, "config/parameters/growth.yaml:5:5"));
  const std::string fixed = explained("growth.sigma");
  CHECK(says(fixed, "prior         none: fixed by the user"));
  CHECK(says(fixed, "scenarios/more.yaml:13:17"));
  CHECK(says(explained("venture.share"), "value         7 %"));
  const std::string wait = explained("venture.wait");
  CHECK(says(wait, "source        R4\n"));
  CHECK(
      says(wait,
           "R4: 高新技术企业认定管理办法; issuer Ministry of Science and Technology; date 2016; confidence secondary"));
}

TEST_CASE("explain tells a scheme's calendar, every version, its behaviour and what is not mapped", "[io][explain]") {
  const std::string hte = explained("schemes.hte");
  for (const char* part :
       {"high-tech enterprise / 高新技术企业", "firms apply in Q2, decided in Q4, open since 2017Q1",
        "validity      12 quarters", "hte_2016, 2016Q1..2018Q4", "hte_2016_from_2019Q1, 2019Q1..2019Q4",
        "hte_2020, 2020Q1..", "rd_small: rd_ratio_3y >= 0.06, when revenue_last_year<=50000000", "assumed: what if",
        "assumption    the second half of the rule was not read", "apply         -0.5, uniform [-1, 0], calibrated",
        "score_hte, at most 100", "schemes/hte.yaml:1:1"}) {
    CHECK(says(hte, part));
  }
  const std::string sme = explained("tech_sme");
  CHECK(says(sme, "until the end of Q1 of the next year"));
  CHECK(says(sme, "quota 2018    100"));
  CHECK(says(sme, "number unknown: never holds"));
  CHECK(says(sme, "not mapped    R4.validity: carried by validity"));
}

TEST_CASE("explain finds instruments, fields of them, targets, ladders, rooms, settings", "[io][explain]") {
  CHECK(says(explained("policy.hte_award"), "amount        300000 CNY"));
  CHECK(says(explained("policy.hte_award.amount"), "amount: scenario more"));
  CHECK(says(explained("hte_award"), "A4.city: measures of the town; confidence news"));
  CHECK(says(explained("targets.T1.new"), "goal          >= 40 firms"));
  CHECK(says(explained("T1.rd"), "goal          >= 3 % to 3.5 %"));
  CHECK(says(explained("T1.rd"), "stand_in, assumption"));
  CHECK(says(explained("technology"), "rung 2        hte: high-tech enterprise / 高新技术企业"));
  CHECK(says(explained("venture"), "switched      off"));
  CHECK(says(explained("replicates"), "value         50"));
  CHECK(says(explained("horizon"), "2018Q1..2021Q4"));
}

TEST_CASE("what a scenario leaves out is explained from the shelf and said to be left out", "[io][explain]") {
  CHECK(says(explained("policy.hte_award", "base"), "not in the scenario `base`"));
  CHECK(says(explained("T1.unique", "base"), "not in the scenario `base`"));
  Problems problems;
  CHECK(explain(town::request("base"), "growth.sgima", problems).empty());
  REQUIRE(problems.size() == 1);
  CHECK(problems.list()[0].hint == "growth.sigma");
}
