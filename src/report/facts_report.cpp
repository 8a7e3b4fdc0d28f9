#include "report/facts_report.hpp"

#include <cmath>

#include "report/numbers.hpp"
#include "report/table.hpp"

namespace echelon {
namespace {

constexpr int statistic_width = 52;

std::string range_text(const StatisticResult& result, FactRule rule, Lang lang) {
  if (rule == FactRule::shown) return word(lang, Word::fact_shown);
  if (std::isnan(result.low)) return "-";
  if (rule == FactRule::band_holds) return say(lang, Word::fact_band, grouped(result.low));
  if (std::isinf(result.high)) return "≥ " + grouped(result.low);
  if (std::isinf(result.low)) return "≤ " + grouped(result.high);
  return result.low == result.high ? grouped(result.low) : grouped(result.low) + " - " + grouped(result.high);
}

std::string verdict_text(const FactResult& fact, Lang lang) {
  switch (fact.verdict) {
    case FactVerdict::in: return word(lang, Word::fact_in);
    case FactVerdict::missed: return word(lang, Word::fact_missed);
    case FactVerdict::unmeasured: return word(lang, Word::fact_unmeasured);
    case FactVerdict::later: break;
  }
  return word(lang, Word::fact_later);
}

void add_fact(Table& table, const FactResult& fact, Lang lang) {
  const std::string tier = std::string(1, fact.definition.tier) + fact.definition.use;
  table.row({fact.definition.number, in(lang, fact.definition.name), tier, "", "", "", verdict_text(fact, lang)});
  for (std::size_t i = 0; i < fact.statistics.size(); ++i) {
    const StatisticResult& result = fact.statistics[i];
    const FactStatistic& statistic = fact.definition.statistics[i];
    const std::string band = std::isnan(result.p05) ? "-" : grouped(result.p05) + " - " + grouped(result.p95);
    table.row({"", "  " + in(lang, statistic.name), "", grouped(result.median), band, range_text(result, statistic.rule, lang),
               result.in ? "" : word(lang, Word::fact_outside)});
  }
}

// A miss without an explanation says so: nothing is left out because nobody has understood it.
std::string reason(const FactResult& fact, Lang lang) {
  if (fact.verdict == FactVerdict::later) return in(lang, fact.definition.later);
  return fact.verdict == FactVerdict::missed && fact.explanation.en.empty() ? word(lang, Word::fact_unexplained) : in(lang, fact.explanation);
}

std::string reasons(const FactsOutcome& outcome, Lang lang) {
  std::string text;
  for (const FactResult& fact : outcome.facts) {
    const std::string why = reason(fact, lang);
    if (fact.verdict != FactVerdict::in && !why.empty()) {
      text += say(lang, Word::fact_reason, fact.definition.number, in(lang, fact.definition.name), why) + "\n";
    }
  }
  return text.empty() ? "" : "\n" + text;
}

}  // namespace

std::string fact_verdict_id(FactVerdict verdict) {
  switch (verdict) {
    case FactVerdict::in: return "in";
    case FactVerdict::missed: return "missed";
    case FactVerdict::unmeasured: return "unmeasured";
    case FactVerdict::later: break;
  }
  return "later";
}

std::string facts_report(const FactsOutcome& outcome, Lang lang) {
  Table table({{word(lang, Word::fact)},
               {word(lang, Word::fact_statistic), Align::left, statistic_width},
               {word(lang, Word::fact_tier)},
               {word(lang, Word::median), Align::right},
               {word(lang, Word::band), Align::right},
               {word(lang, Word::fact_range)},
               {word(lang, Word::verdict)}});
  int count[4] = {};
  for (const FactResult& fact : outcome.facts) {
    add_fact(table, fact, lang);
    ++count[static_cast<int>(fact.verdict)];
  }
  const auto number = [&](FactVerdict verdict) { return count[static_cast<int>(verdict)]; };
  std::string text = say(lang, Word::fact_answer, outcome.facts.size(), outcome.values.size(), number(FactVerdict::in),
                         number(FactVerdict::missed), number(FactVerdict::unmeasured), number(FactVerdict::later)) + "\n";
  if (outcome.values.size() < kFactReplicates) text += say(lang, Word::fact_few, kFactReplicates) + "\n";
  return text + "\n" + table.text() + reasons(outcome, lang);
}

}  // namespace echelon
