// The page of a result: nothing injects markup, words fit the chances, pictures say what the numbers say.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <regex>

#include "core/problems.hpp"
#include "io/hdf5_sample.hpp"
#include "report/page/assets.hpp"
#include "report/page/facts.hpp"
#include "report/page/figure.hpp"
#include "report/page/html.hpp"
#include "report/page/json.hpp"
#include "report/page/page.hpp"
#include "report/page/run_charts.hpp"
#include "report/page/sentences.hpp"
#include "report/page/svg.hpp"
#include "report/texts.hpp"

using namespace echelon;
using namespace echelon::test;
using namespace echelon::page;

namespace {

Chart fan() {
  Chart c;
  c.id = "t", c.title = {"T <b>", "目标"}, c.unit = "firms", c.years = {2020, 2021, 2022};
  c.bands = {{{"90 %", ""}, {0, 10, 20}, {40, 50, 100}}};
  c.lines = {{{"median", "中位数"}, {20, 30, 50}, LineStyle::median, 0}};
  c.marks = {{2021, 50, "", "W1", MarkRole::fitted}, {2022, 75, "lower", "W2", MarkRole::held_out}, {1999, 1, "", "old", MarkRole::test}};
  c.goal = c.goal_high = 75, c.deadline = 2022;
  return c;
}

std::string page_of(const Results& results, Lang lang = Lang::en) { return result_page({results, nullptr, nullptr, "", "0123abc", lang}); }

}  // namespace

TEST_CASE("texts stay texts in elements, attributes and scripts") {
  CHECK(escaped("<script>\"a\" & 'b'</script>") == "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;");
  CHECK(escaped(std::string("a\0\x01" "b\n无锡", 11)) == "ab\n无锡");
  CHECK(both("a<", "中") == "<span lang=\"en\">a&lt;</span><span lang=\"zh-CN\">中</span>");
  CHECK(both("same", "same") == "same");
  CHECK(both("only", "") == "only");
  CHECK(json_text("</script><!-- \"\\\n&") == "\"\\u003c/script\\u003e\\u003c!-- \\\"\\\\\\u000a\\u0026\"");
  CHECK(json_numbers({1.5, std::nan(""), -2}) == "[1.5,null,-2]");
}

TEST_CASE("a policy names the digest of a script") {
  // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
  CHECK(policy_hash("alert(1)") == "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='");
}

TEST_CASE("chances in words never claim certainty") {
  CHECK(odds_words(Lang::en, 0.7) == "about 7 in 10");
  CHECK(odds_words(Lang::zh, 0.7) == "约七成");
  CHECK(odds_words(Lang::en, 0.05) == "about 1 in 10");
  CHECK(odds_words(Lang::en, 0.95) == "about 9 in 10");
  CHECK(odds_words(Lang::en, 0) == "fewer than 1 in 100");
  CHECK(odds_words(Lang::zh, 0.03) == "不到 5 %");
  CHECK(odds_words(Lang::en, 0.96) == "more than 19 in 20");
  CHECK(odds_words(Lang::zh, 1) == "99 % 以上");
  CHECK(odds_words(Lang::en, std::nan("")) == "-");
  CHECK(count(ten_dots(0.66), "\"full\"") == 7);
  CHECK(count(ten_dots(0), "\"full\"") == 0);
}

TEST_CASE("an axis ends at round numbers and holds everything") {
  const page::Axis axis = axis_of(fan());
  CHECK((axis.low == 0 && axis.high == 100 && axis.ticks.size() == 3));
  Chart money;
  money.unit = "CNY", money.years = {2020}, money.stacks = {{{}, {3e9}, 0}, {{}, {-1e9}, 1}};
  CHECK((axis_of(money).low == -1e9 && axis_of(money).high == 3e9));
  CHECK((scale_of(Lang::zh, money).name == "亿元" && scale_of(Lang::zh, money).divisor == 1e8));
  CHECK((scale_of(Lang::en, money).name == "bn CNY" && scaled_text(2.5e9, scale_of(Lang::en, money)) == "2.5"));
}

TEST_CASE("a picture says what the numbers say") {
  const std::string text = svg(fan());
  // 0 to 100 stand at 244 and 30, the middles of three years at 133, 283 and 433
  CHECK(contains(text, "d=\"M133.0 201.2L283.0 179.8L433.0 137.0\""));
  CHECK(contains(text, "points=\"133.0,158.4 283.0,137.0 433.0,30.0 433.0,201.2 283.0,222.6 133.0,244.0 \""));
  CHECK(contains(text, "<line class=\"goal\""));
  CHECK(contains(text, "y1=\"83.5\" y2=\"83.5\""));
  CHECK(contains(text, "<circle class=\"mark fitted\" cx=\"283.0\" cy=\"137.0\""));
  CHECK(contains(text, "class=\"mark held-out\""));
  CHECK_FALSE(contains(text, "class=\"mark test\""));  // its year is not drawn
  CHECK(contains(text, "<text lang=\"zh-CN\""));
  const std::string whole = figure(fan());
  CHECK_FALSE(contains(whole, "<b>"));
  CHECK(contains(whole, "0 – 40"));
  CHECK(contains(whole, "at least 75 (held out, W2)"));
}

TEST_CASE("bars stand on each other and hang below zero") {
  Chart c;
  c.id = "s", c.unit = "count", c.years = {2020}, c.stacks = {{{"a", ""}, {40}, 0}, {{"b", ""}, {40}, 1}, {{"c", ""}, {-20}, 2}};
  const std::string text = svg(c);
  REQUIRE(count(text, "class=\"bar\"") == 3);
  // -50 to 100 over 214: zero at 172.7, 40 is 57.1 high
  CHECK(contains(text, "y=\"115.6\""));
  CHECK(contains(text, "y=\"58.5\""));
  CHECK(contains(text, "y=\"172.7\" width"));
  CHECK(count(text, "height=\"57.1\"") == 2);
  CHECK(contains(text, "height=\"28.5\""));
}

TEST_CASE("the page answers first, in both languages") {
  const std::string page = page_of(sample::results());
  CHECK(contains(page, "Of 5 listed targets, 3 can be judged: 1 likely, 1 uncertain, 1 out of reach."));
  CHECK(contains(page, "清单中 5 项目标，可判断 3 项"));
  CHECK(contains(page, "Scale of future industries (F7): ≥ 200 bn CNY by the end of 2027; fewer than 1 in 100."));
  CHECK(contains(page, "未来产业规模（F7）：到 2027 年末 ≥ 2,000 亿 元") + contains(page, "未来产业规模（F7）：到 2027 年末 ≥ 2000 亿元") +
            contains(page, "未来产业规模（F7）：到 2027 年末 ≥ 2,000 亿元") == 1);
  CHECK(contains(page, "about 8 in 10"));
  for (std::size_t at = page.find(" 亿"); at != std::string::npos; at = page.find(" 亿", at + 1)) {
    const bool number = at > 0 && std::isdigit(static_cast<unsigned char>(page[at - 1])) != 0;
    if (number) CHECK(page.substr(at, 7) == " 亿元");
  }
  CHECK(contains(page, "0123abc"));
  CHECK(page.find("id=\"answer\"") < page.find("id=\"targets\""));
  CHECK(contains(page_of(sample::results(), Lang::zh), "id=\"lang-zh\" aria-label=\"中文\" checked"));
}

TEST_CASE("what is missing of a share is told in percentage points") {
  Results results = sample::results();
  for (ResultVariable& v : results.variables) {
    if (v.name == "target_unit") std::get<std::vector<std::string>>(v.data)[1] = "fraction";
  }
  CHECK(contains(page_of(results), "percentage points are missing on average"));
}

TEST_CASE("facts that were measured are a section of the page") {
  PageFacts facts{"town", 20, 0.5, {{"1", "GV", "missed", "[L1]", {"Sizes <b>", "规模"}, {"because", "因为"}, {{{"slope", "斜率"}, -1.2, -0.8, -1.5, -1.6, -1.4, false, "median-in-range"}}}}};
  const Results results = sample::results();
  const std::string page = result_page({results, nullptr, nullptr, "", "0123abc", Lang::en, &facts});
  CHECK(contains(page, "Of 1 stylised facts, measured over 20 replicates, 0 hold, 1 are missed"));
  CHECK(contains(page, "Measured on 50 % of the city"));
  CHECK(contains(page, "-1.2–-0.8"));
  CHECK(contains(page, "because"));
  CHECK_FALSE(contains(page, "<b>"));
  CHECK_FALSE(contains(page_of(results), "id=\"facts\""));
}

TEST_CASE("a fact says what is only shown, what a band holds, and that nobody has explained it") {
  const double open = std::nan("");
  PageFacts facts{"town", 20, 1, {{"1", "GV", "missed", "", {"Sizes", ""}, {}, {{{"pooled", ""}, 0, open, 1.5, 1, 2, true, "shown"}}},
                                  {"35", "GC", "in", "", {"Series", ""}, {}, {{{"growth", ""}, 0.25, 0.25, 0.2, 0.1, 0.3, true, "band-holds"}}}}};
  const std::string page = facts_section(facts).body;
  CHECK(contains(page, "shown only"));
  CHECK_FALSE(contains(page, "≥ 0"));
  CHECK(count(page, "<span lang=\"en\">yes</span>") == 1);  // of the band
  CHECK(contains(page, "band holds 0.25"));
  CHECK(contains(page, "区间含 0.25"));
  CHECK(contains(page, "missed under these parameters; not explained yet"));
}

TEST_CASE("the tracks that are drawn are those that sell most") {
  Results results = sample::results();
  sample::Texts ids;
  std::vector<double> revenue, other(sample::replicates * sample::years * 11, 0.5);
  for (int i = 0; i < 11; ++i) ids.push_back("track-" + std::to_string(i));
  for (std::size_t k = 0; k < other.size(); ++k) revenue.push_back(1e6 * static_cast<double>(k % 11 + 1));  // the last sells most
  results.dimensions.push_back({"track", ids, "1", "track", "赛道", {}});
  for (const char* name : {"track_name", "track_name_zh"}) results.variables.push_back({name, "1", "name", "名称", {"track"}, ids, {}});
  for (const char* name : {"track_revenue", "track_firms", "track_readiness", "track_capability"}) {
    results.variables.push_back({name, "1", name, "赛道", {"replicate", "year", "track"}, std::string(name) == "track_revenue" ? revenue : other, {}});
  }
  const PageInput input{results, nullptr, nullptr, "", "0123abc", Lang::en};
  const RunData data(input);
  const auto charts = track_charts(data);
  REQUIRE(charts.size() == 4);
  const Chart& readiness = charts[2];
  CHECK((readiness.id == "track-readiness" && readiness.lines.size() == 7));
  CHECK((readiness.lines.front().name.en == "track-10" && readiness.lines.back().name.en == "track-4"));
  CHECK(contains(readiness.note.en, "7 of 11 tracks"));
}

TEST_CASE("rows draw every bar with its interval") {
  Chart c;
  c.id = "r", c.unit = "1", c.measures = {{"ST", ""}, {"S1", ""}}, c.rows = {{{"growth.sigma", ""}, {{0.5, 0.25, 1}, {-0.5}}, "growth.sigma", {"not converged", "未收敛"}}};
  c.goal = c.goal_high = 0.75, c.goal_name = {"dummy", ""};
  const std::string text = svg(c);
  // -0.5 to 1 on 314 to 686: zero at 438, 0.5 is 124 wide
  CHECK(count(text, "class=\"bar\"") == 2);
  CHECK(contains(text, "x=\"438.0\" y=\"9.0\" width=\"124.0\" height=\"11.0\""));
  CHECK(contains(text, "x=\"314.0\" y=\"22.0\" width=\"124.0\""));
  CHECK(contains(text, "x1=\"500.0\" y1=\"14.5\" x2=\"686.0\" y2=\"14.5\""));
  CHECK(count(text, "opacity=\"0.45\"") == 2);
  CHECK(contains(text, "x1=\"624.0\" x2=\"624.0\""));
  const std::string whole = figure(c);
  CHECK(contains(whole, "not converged"));
  CHECK(contains(whole, "dummy"));
  CHECK_FALSE(contains(text, "not converged"));
}

TEST_CASE("steps stand where years would") {
  Chart c;
  c.id = "a", c.unit = "fraction", c.steps = {"×0.5", "×1"}, c.lines = {{{"P", ""}, {0.2, 0.5}, LineStyle::plain, 0}};
  CHECK(contains(svg(c), ">×0.5</text>"));
  CHECK(contains(figure(c), "<th scope=\"row\">×1</th>"));
  CHECK(contains(json(c), "\"steps\":[\"×0.5\",\"×1\"]"));
}

TEST_CASE("no text of a result becomes markup") {
  Results hostile = sample::results();
  const std::string evil = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
  for (auto& [key, value] : hostile.attributes) {
    if (key == "title" || key == "title_zh" || key == "question" || key == "scenario" || key == "design") value = evil;
  }
  hostile.attributes["interrupted"] = evil, hostile.attributes["title"] = evil, hostile.attributes["title_zh"] = evil, hostile.attributes["question"] = evil;
  hostile.provenance["command"] = evil, hostile.provenance["inputs"] = evil;
  for (ResultVariable& v : hostile.variables) {
    if (auto* texts = std::get_if<std::vector<std::string>>(&v.data)) std::fill(texts->begin(), texts->end(), evil);
  }
  for (ResultDimension& d : hostile.dimensions) {
    if (auto* labels = std::get_if<std::vector<std::string>>(&d.values); labels && d.name != "joint") std::fill(labels->begin(), labels->end(), evil);
  }
  const std::string page = page_of(hostile);
  CHECK_FALSE(contains(page, "<img"));
  CHECK_FALSE(contains(page, "<script>alert"));
  const auto ours = count(page, "<script type=\"application/json\">") + 3;
  CHECK(count(page.substr(page.find("<body>")), "<script") - count(std::string(chart_library()), "<script") - count(std::string(page_script()), "<script") ==
        ours);
}

TEST_CASE("the page needs nothing besides itself") {
  const std::string page = page_of(sample::results());
  CHECK(page.size() < 2000000);
  CHECK(contains(page, "default-src 'none'; script-src 'sha256-"));
  CHECK_FALSE(contains(page, "unsafe-"));
  CHECK_FALSE(std::regex_search(page.substr(0, page.find("</style>")), std::regex("@import|url\\(|<link")));
  CHECK_FALSE(contains(page.substr(0, page.find("</main>")), " style=\""));
  CHECK_FALSE(std::regex_search(page.substr(page.find("<body>"), page.find("</main>") - page.find("<body>")), std::regex(" (src|on[a-z]+)=")));
}

TEST_CASE("what is no result has no page") { CHECK_THROWS_AS(page_of(Results{}), IoError); }
