// The report of a run, on the sample whose medians and shares are known by hand.
#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>

#include "core/problems.hpp"
#include "io/hdf5_sample.hpp"
#include "report/result_view.hpp"
#include "report/run_report.hpp"
#include "report/texts.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

const TargetSummary& target(const RunSummary& run, const std::string& id) {
  return *std::find_if(run.targets.begin(), run.targets.end(), [&](const TargetSummary& t) { return t.id == id; });
}

ResultVariable& variable(Results& results, const std::string& name) {
  return *std::find_if(results.variables.begin(), results.variables.end(),
                       [&](const ResultVariable& v) { return v.name == name; });
}

}  // namespace

TEST_CASE("the median is of the middle, also with infinities") {
  const double inf = std::numeric_limits<double>::infinity();
  CHECK(median({3, 1, 2}) == 2);
  CHECK(median({4, 1, 2, 3}) == 2.5);
  CHECK(median({inf, 1, inf, inf}) == inf);
  CHECK(std::isnan(median({})));
}

TEST_CASE("a summary holds the medians worked out by hand") {
  const RunSummary run = summarise(sample::results());
  CHECK(run.horizon.first == Quarter::of(2018, 1));
  CHECK(run.horizon.last == Quarter::of(2027, 4));
  CHECK(run.replicates == 5);
  // years 2025, 2026, 2026, 2027 and never: the middle one is 2026; F7 never
  CHECK(target(run, "T4.a").first_year_median == 2026);
  CHECK(std::isnan(target(run, "F7").first_year_median));
  // r + t with r = 0..4 at the 1 + 4 (2020 - 2017) - 1 = 12th point: 2 + 12; the opening stock: 2
  const auto& hte = run.certificates[0].medians;
  REQUIRE(hte.size() == 11);
  CHECK((hte[0].year == 2017 && hte[0].value == 2));
  CHECK((hte[3].year == 2020 && hte[3].value == 14));
  CHECK(run.certificates[1].medians[3].value == 140);
  CHECK((run.outlay[0].medians[2].year == 2020 && run.outlay[0].medians[2].value == 3e6 + 2));
  CHECK(run.parameters == 2);
  CHECK(run.drawn == 1);
  CHECK(run.joint[0].label == "action-plan-2027@2027");
}

TEST_CASE("the report answers in words and marks what is assumed") {
  const RunSummary run = summarise(sample::results());
  const std::string text = run_report(run, Lang::en);
  CHECK(contains(text, "Of 5 targets 3 can be judged: 1 likely, 1 uncertain, 1 out of reach."));
  CHECK(contains(text, "Not judged: 1 number not public, 1 qualitative."));
  CHECK(contains(text, "Least likely of the published goals: scale of future industries (F7), probability < 0.01."));
  CHECK(contains(text, "uncertain (assumption)"));
  CHECK(contains(text, "T9.tech_sme stand-in for technology SMEs: an assumption"));
  CHECK(contains(text, "award on recognition: no budget is published"));
  CHECK(contains(text, "1 of 2 parameters were drawn anew"));
  CHECK(contains(run_report(run, Lang::zh), "生态型创新联合体"));
}

TEST_CASE("no verdict is given that the worlds cannot bear") {
  Results few = sample::results();
  std::get<std::vector<double>>(variable(few, "target_probability_high").data)[1] = 0.43;  // F7: none of 5
  const RunSummary run = summarise(few);
  CHECK(target(run, "F7").withheld == "too-few-worlds");
  CHECK(target(run, "T4.a").withheld.empty());
  const std::string text = run_report(run, Lang::en);
  CHECK(contains(text, "1 too few worlds to say."));
  CHECK(contains(text, "0.00 (0.00-0.43)"));
  CHECK(!contains(text, "< 0.01"));
  CHECK(contains(text, "Least likely of the published goals: ecosystem consortia (T4.a), about 8 in 10."));
}

TEST_CASE("a trial of a part of the city gives no verdict on a goal of a few") {
  Results trial = sample::results();
  trial.attributes["scale"] = "0.5";
  RunSummary run = summarise(trial);
  CHECK(target(run, "T4.a").withheld == "too-small-a-trial");  // ten consortia, half of the city
  CHECK(target(run, "F7").withheld.empty());                   // money is no count
  CHECK(binding_target(run)->id == "F7");
  for (TargetSummary& t : run.targets) t.withheld = "too-small-a-trial";
  CHECK(!contains(run_report(run, Lang::en), "Least likely"));
}

TEST_CASE("the least likely target is one of the published goals where there is one") {
  Results results = sample::results();
  std::get<std::vector<double>>(variable(results, "target_probability").data)[3] = -1;  // the stand-in
  RunSummary run = summarise(results);
  CHECK(binding_target(run)->id == "F7");
  for (TargetSummary& t : run.targets) t.status = t.status == "public" ? "context" : t.status;
  CHECK(binding_target(run)->id == "T9.tech_sme");
  CHECK(contains(run_report(run, Lang::en), "Least likely (no published goal of the city): "));
}

TEST_CASE("a trial's titles and outlay are those of the whole city") {
  Results tenth = sample::results();
  tenth.attributes["scale"] = "0.1";
  const RunSummary run = summarise(tenth);
  CHECK(run.certificates[0].medians[3].value == 140);
  CHECK(run.outlay[0].medians[2].value == Approx(3e7 + 20));
  CHECK(target(run, "T4.a").median == target(summarise(sample::results()), "T4.a").median);  // is one already
  CHECK(contains(run_report(run, Lang::en), "counts and amounts are scaled up to the whole city"));
  CHECK(contains(run_report(run, Lang::zh), "数量和金额已折算为全市数"));
}

TEST_CASE("in Chinese a register and a reason are Chinese too") {
  const std::string text = run_report(summarise(sample::results()), Lang::zh);
  CHECK(contains(text, "[行动方案2027年目标]"));
  CHECK_FALSE(contains(text, "action-plan-2027"));
  CHECK(contains(run_report(summarise(sample::results()), Lang::en), "[action-plan-2027]"));
}

TEST_CASE("a target without a public number shows no number and no probability") {
  const std::string text = run_report(summarise(sample::results()), Lang::en);
  const auto begin = text.find("\nT1.x ") + 1;
  const std::string line = text.substr(begin, text.find('\n', begin) - begin);
  CHECK(std::regex_match(line, std::regex("T1\\.x +rest of group 1 +- +2027 +number not public +the number is not public")));
}

TEST_CASE("probabilities over chance alone are not sold as the answer") {
  Results fixed = sample::results();
  auto& values = std::get<std::vector<double>>(variable(fixed, "parameter_value").data);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = i % 2 == 0 ? 0.2 : 0.75;
  CHECK(contains(run_report(summarise(fixed), Lang::en), "All 2 parameters were held fixed over 5 replicates"));
  CHECK(contains(run_report(summarise(fixed), Lang::en), "too sure"));
}

TEST_CASE("a policy without instruments says that nothing is paid") {
  Results none = sample::results();
  std::get<std::vector<double>>(variable(none, "outlay").data).assign(sample::replicates * sample::years, 0);
  CHECK(contains(run_report(summarise(none), Lang::en), "No local instrument pays in this scenario."));
}

TEST_CASE("what is no result of a run is refused") {
  Results none = sample::results();
  variable(none, "certificates").name = "something_else";
  CHECK_THROWS_AS(summarise(none), IoError);
}

TEST_CASE("every sentence exists in both languages with the same gaps") {
  const auto gaps = [](const std::string& text) { return std::count(text.begin(), text.end(), '{'); };
  for (int i = 0; i < static_cast<int>(Word::count_); ++i) {
    const auto which = static_cast<Word>(i);
    INFO(i);
    REQUIRE(word(Lang::en, which) != nullptr);
    REQUIRE(word(Lang::zh, which) != nullptr);
    CHECK(gaps(word(Lang::en, which)) == gaps(word(Lang::zh, which)));
  }
}
