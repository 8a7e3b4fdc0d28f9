#include <catch2/catch.hpp>

#include "io/yaml/document.hpp"

using namespace echelon;
using yaml::Document;
using yaml::Node;

namespace {

// Every problem as "line:column what".
std::string problems_of(const std::string& text) {
  Problems problems;
  const Document document("f", text, problems);
  std::string out;
  for (const Problem& p : problems.list())
    out += std::to_string(p.where.line) + ":" + std::to_string(p.where.column) + " " + p.what + "\n";
  return out;
}

}  // namespace

TEST_CASE("good YAML is read without a word", "[io][yaml]") {
  CHECK(problems_of("a: 1\nb: [x, {c: \"d: e\"}]\n") == "");
  CHECK(problems_of("\xEF\xBB\xBF"
                    "a: 1\r\nb: 2\r\n") == "");
  CHECK(problems_of("---\na: 1\n") == "");
  CHECK(problems_of("a: it's\nb: 'it''s: {'\nc: \"say \\\"x\\\": {\"\n") == "");
  CHECK(problems_of("a: |\n  b: \"open\n  ｛\n  \tx: 1\nc: 1\n") == "");
  CHECK(problems_of("- a\n").find("mapping") != std::string::npos);
  CHECK(problems_of("a: \"one\n  two\"\nb: 1\n") == "");  // a text may go on over lines that are no keys
}

TEST_CASE("Chinese prose keeps its punctuation", "[io][yaml]") {
  CHECK(problems_of("zh: 行动方案：2024，“465”现代产业｛集群｝\n") == "");
  CHECK(problems_of("a: {zh: 一，二：三, en: x}\n") == "");
  CHECK(problems_of("a: [一，二, 三]\n") == "");
  CHECK(problems_of("# 注意：这里，有｛全角｝ “引号\na: 1\n") == "");
  CHECK(problems_of("a: \"“完整”\"\nb: “创客中国”全国500强\n") == "");
  CHECK(problems_of("a: 1  # \"open\nb: 2\n") == "");
}

TEST_CASE("full-width punctuation is found where ASCII is meant", "[io][yaml]") {
  CHECK(problems_of("value：30\n") == "1:6 full-width `：` where `:` is meant\n");
  CHECK(problems_of("a:\n  - id：x\n    b: 1\n") == "2:7 full-width `：` where `:` is meant\n");
  CHECK(problems_of("a: {en: x， zh: 二}\n") == "1:10 full-width `，` where `,` is meant\n");
  CHECK(problems_of("a: [0.1，0.2]\n") == "1:8 full-width `，` where `,` is meant\n");
  CHECK(problems_of("a: ｛b: 1｝\n") ==
        "1:4 full-width `｛` where `{` is meant\n1:9 full-width `｝` where `}` is meant\n");
  CHECK(problems_of("a: “assumed”\n") == "1:4 full-width `“` where `\"` is meant\n");
  CHECK(problems_of("a: {b： 1, c：2}\n") ==
        "1:6 full-width `：` where `:` is meant\n1:12 full-width `：` where `:` is meant\n");
}

TEST_CASE("after a repair the places behind it are still those of the file", "[io][yaml]") {
  CHECK(problems_of("a: {b：1, b: 2}\n") ==
        "1:6 full-width `：` where `:` is meant\n1:10 the key `b` stands here a second time\n");
  CHECK(problems_of("甲: 1\n乙: {丙: 1, 丙: 2}\n") == "2:11 the key `丙` stands here a second time\n");
}

TEST_CASE("what a parser would swallow is reported where it begins", "[io][yaml]") {
  CHECK(problems_of("a: \"abc\nb: 1\nc: 2\n") == "1:4 the quote opened here is not closed on its line\n");
  CHECK(problems_of("a: \"abc\nb: \"x\"\na: 2\n") ==
        "1:4 the quote opened here is not closed on its line\n3:1 the key `a` stands here a second time\n");
  CHECK(problems_of("a: {b: 'x, c: 2}\nd: 1\n") == "1:8 the quote opened here is not closed on its line\n");
  CHECK(problems_of("a: [1, 2\nb: 3\n") == "1:4 the bracket `[` opened here is never closed\n");
  CHECK(problems_of("a: 1\n---\nb: 2\n") == "2:1 a second document begins here\n");
  CHECK(problems_of("a:\n\tb: 1\n") == "2:1 a tab is used as indentation\n");
  CHECK(problems_of("a:\n　b: 1\n") == "2:1 a wide or non-breaking space is used as indentation\n");
}

TEST_CASE("duplicates, anchors, merges and tags are refused, all in one pass", "[io][yaml]") {
  CHECK(problems_of("a: &x {b: 1}\nc: *x\nd: {<<: {e: 1}}\nf: !!str 3\na: 2\n") ==
        "1:4 an anchor (`&name`) is not read\n2:4 an alias (`*name`) is not read\n3:5 a merge key (`<<`) is not read\n"
        "4:4 a tag (`tag:yaml.org,2002:str`) is not read\n5:1 the key `a` stands here a second time\n");
  Problems problems;
  const Document document("f", "a: 1\nb: 2\n\na: 3\n", problems);
  REQUIRE(problems.size() == 1);
  CHECK(problems.list()[0].why.find("on line 1 and again on line 4") != std::string::npos);
}

TEST_CASE("bytes that are no UTF-8 are named for what they are", "[io][yaml]") {
  CHECK(problems_of("a: 1\nzh: \xCE\xDE\xCE\xFD\xCA\xD0\n") == "2:5 the file is not UTF-8; it looks like GBK\n");
  CHECK(problems_of("fr: caf\xE9 noir\n") == "1:8 the file is not UTF-8 from here on\n");
  CHECK(problems_of("a: \xC0\x80\n") == "1:4 the file is not UTF-8 from here on\n");      // overlong
  CHECK(problems_of("a: \xED\xA0\x80\n") == "1:4 the file is not UTF-8 from here on\n");  // surrogate
  CHECK(problems_of(std::string("\xFF\xFE"
                                "a\0",
                                4)) == "1:1 the file is UTF-16\n");
  CHECK(problems_of(std::string("a: x\0y\n", 7)) == "1:5 a control character (code 0) stands in the text\n");
  CHECK(problems_of("") != "");
}

TEST_CASE("a node knows its place and reports what nobody asked for", "[io][yaml]") {
  Problems problems;
  const Document document("f.yaml", "name: x\nvalue: {a: 1}\nvalu: 3\nzz: 4\n", problems);
  const Node root = document.root();
  CHECK(root.required("name").text() == "x");
  CHECK(root.required("value").required("a").where().text() == "f.yaml:2:12");
  CHECK_FALSE(root.required("missing").exists());
  CHECK_FALSE(root.optional("also_missing").exists());
  root.finish();
  REQUIRE(problems.size() == 3);
  CHECK(problems.list()[0].what == "the key `missing` is missing");
  CHECK(problems.list()[0].where.line == 1);
  CHECK(problems.list()[1].what == "unknown key `valu`");
  CHECK(problems.list()[1].hint == "value");
  CHECK(problems.list()[2].what == "unknown key `zz`");
  CHECK(problems.list()[2].where.text() == "f.yaml:4:1");
}

TEST_CASE("an absent node reports nothing and a misshapen one only once", "[io][yaml]") {
  Problems problems;
  const Document document("f", "a: [1]\n", problems);
  const Node absent = document.root().optional("b");
  CHECK(absent.text() == "");
  CHECK(absent.items().empty());
  CHECK_FALSE(absent.required("x").exists());
  absent.finish();
  CHECK(problems.empty());
  const Node list = document.root().optional("a");
  list.required("x");
  list.required("y");
  CHECK(list.members().empty());
  CHECK(problems.size() == 1);
}

TEST_CASE("nested brackets and random bytes neither crash nor hang", "[io][yaml]") {
  CHECK(problems_of(std::string(200000, '[')) != "");
  CHECK(problems_of(std::string(200000, '{')) != "");
  std::uint32_t state = 1;
  const std::string alphabet = "a:-{}[],\"' \n#|>&*!?%@`\t：，“”｛1";
  for (int n = 0; n < 3000; ++n) {
    std::string text;
    for (int i = 0; i < 60; ++i) {
      state = state * 1664525u + 1013904223u;
      text += alphabet[(state >> 16) % alphabet.size()];
    }
    Problems problems;
    const Document document("f", text, problems);
    CHECK((document.root().exists() || !problems.empty()));
  }
}
