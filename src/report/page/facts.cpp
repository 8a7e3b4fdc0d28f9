#include "report/page/facts.hpp"

#include <algorithm>
#include <cmath>

#include "report/numbers.hpp"
#include "report/page/html.hpp"
#include "report/page/sentences.hpp"
#include "report/page/table.hpp"

namespace echelon::page {
namespace {

std::string range_text(Lang lang, const PageStatistic& s) {
  if (s.rule == "shown") return word(lang, Word::fact_shown);
  if (s.rule == "band-holds" && !std::isnan(s.low)) return say(lang, Word::fact_band, grouped(s.low));
  if (std::isnan(s.low) && std::isnan(s.high)) return "-";
  if (std::isnan(s.high)) return "≥ " + grouped(s.low);
  if (std::isnan(s.low)) return "≤ " + grouped(s.high);
  return s.low == s.high ? grouped(s.low) : grouped(s.low) + "–" + grouped(s.high);
}

Names verdict_of(const std::string& verdict) {
  return each([&](Lang lang) {
    return std::string(word(lang, verdict == "in" ? Word::fact_in : verdict == "missed" ? Word::fact_missed : verdict == "later" ? Word::fact_later : Word::fact_unmeasured));
  });
}

// A miss without an explanation says so, as in the text.
Names reason_of(const PageFact& fact) {
  if (fact.verdict == "in") return {};
  return fact.verdict == "missed" && fact.why.en.empty() ? each([](Lang lang) { return std::string(word(lang, Word::fact_unexplained)); }) : fact.why;
}

// What is not judged is neither inside nor outside.
std::string inside_cell(const PageStatistic& s) {
  if (s.rule == "shown" || std::isnan(s.median)) return "";
  return both(names(s.in ? yes : no));
}

void add_fact(HtmlTable& table, const PageFact& fact) {
  table.section(element("span", escaped(fact.number), "class=\"id\"") + both(fact.name) + " " + element("span", both(verdict_of(fact.verdict)), "class=\"tag\"") + " " +
                element("span", escaped(fact.tier), "class=\"tag\""));
  for (const PageStatistic& s : fact.statistics) {
    table.row({both(s.name), escaped(grouped(s.median)), escaped(std::isnan(s.p05) ? "-" : grouped(s.p05) + "–" + grouped(s.p95)), both(each([&](Lang lang) { return range_text(lang, s); })), inside_cell(s)});
  }
  if (const Names why = reason_of(fact); !why.en.empty()) table.row({element("span", both(why), "class=\"long\""), "", "", "", ""});
}

}  // namespace

Section facts_section(const PageFacts& all) {
  const auto count = [&](const char* verdict) {
    return std::count_if(all.facts.begin(), all.facts.end(), [&](const PageFact& f) { return f.verdict == verdict; });
  };
  HtmlTable table(names(facts_head), {both(names(statistic_column)), both(names(median_column)), "5–95 %", both(names(accepted_column)), both(names(inside_range_column))}, 1);
  for (const PageFact& fact : all.facts) add_fact(table, fact);
  std::string body = paragraph(each([&](Lang lang) { return fill(lang, facts_line, all.facts.size(), all.replicates, count("in"), count("missed"), count("unmeasured"), count("later")); }));
  if (all.scale != 1) body += paragraph(each([&](Lang lang) { return fill(lang, facts_trial, quantity(lang, all.scale, "fraction")); }), "class=\"note\"");
  body += paragraph(names(facts_tiers), "class=\"note\"");
  return {"facts", names(facts_head), body + fold("facts-table", names(facts_table), table.html())};
}

}  // namespace echelon::page
