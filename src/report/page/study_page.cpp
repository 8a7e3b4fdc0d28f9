#include "report/page/study_page.hpp"

#include "report/page/about.hpp"
#include "report/page/figure.hpp"
#include "report/page/html.hpp"
#include "report/page/run_page.hpp"
#include "report/page/study_sentences.hpp"

namespace echelon::page {
namespace {

std::string grid(const std::vector<Chart>& charts) {
  std::string out;
  for (const Chart& chart : charts) {
    if (!chart.rows.empty() || !chart.lines.empty()) out += figure(chart);
  }
  return out.empty() ? "" : "<div class=\"charts\">\n" + out + "</div>\n";
}

// One chart open, the others folded.
std::string of_outcomes(const StudyData& data, const std::string& id, Chart (*draw)(const StudyData&, std::size_t)) {
  std::vector<Chart> first, others;
  for (const std::size_t o : data.drawn()) {
    Chart chart = draw(data, o);
    if (!chart.rows.empty() || !chart.lines.empty()) (first.size() < 2 ? first : others).push_back(std::move(chart));
  }
  std::string out = grid(first);
  if (!others.empty()) out += fold(id, each([&](Lang lang) { return fill(lang, other_outcomes, others.size()); }), grid(others));
  return out;
}

Section chances(const StudyData& data) {
  std::vector<Chart> charts{odds_chart(data), distance_chart(data)};
  std::string body = grid(charts) + grid(reached_charts(data));
  if (body.empty()) return {"chances", names(study_outcomes), study_moments(data)};
  return {"chances", names(chances_head), body + fold("moments", names(study_outcomes), study_moments(data))};
}

Section depends(const StudyData& data) {
  const bool drivers = data.view.kind == "monte-carlo";
  std::string body = drivers ? of_outcomes(data, "depends-others", drivers_chart) : data.families().empty() ? "" : of_outcomes(data, "depends-others", index_chart);
  if (const std::string pairs = study_second_order(data); !pairs.empty()) body += fold("second-order", names(second_order_head), pairs);
  return {"depends", names(depends_head), body};
}

Section pairs(const StudyData& data) {
  if (!data.reals("outcome_difference")) return {};
  return {"pairs", names(pairs_section), of_outcomes(data, "pairs-others", difference_chart) + grid({paid_chart(data)}) + of_outcomes(data, "accept-others", acceptability_chart)};
}

Section shares(const StudyData& data) {
  if (!data.reals("shapley")) return {};
  std::vector<Chart> charts;
  for (const std::size_t o : data.drawn()) charts.push_back(shapley_chart(data, o));
  charts.push_back(shapley_chart(data, data.view.outcomes));  // the outlay
  return {"shares", names(shares_head), grid(charts)};
}

Section experiments(const StudyData& data) {
  if (data.view.kind != "grid" && data.view.kind != "table") return {};
  return {"experiments", names(experiments_head), of_outcomes(data, "experiments-others", experiment_chart) + study_experiments(data)};
}

}  // namespace

std::string study_page(const PageInput& input) {
  const StudyData data(input);
  std::vector<Section> sections{{"answer", names(answer_head), study_answer(data)}};
  const bool chances_first = data.view.kind == "monte-carlo";
  std::vector<Section> parts{pairs(data), shares(data), experiments(data), depends(data)};
  if (chances_first) sections.push_back(chances(data));
  for (Section& part : parts) {
    if (!part.body.empty()) sections.push_back(std::move(part));
  }
  if (!chances_first && data.view.kind != "shapley") sections.push_back(chances(data));
  sections.push_back({"varied", names(made_head), paragraph(names(varied_note), "class=\"note\"") + study_failures(data) + study_factors(data)});
  sections.push_back(about_section(input, 0));
  const std::string title = data.attribute("title");
  return document(title.empty() ? Names{data.attribute("study"), {}} : Names{title, data.attribute("title_zh")}, names(kicker_study), sections, input.lang);
}

}  // namespace echelon::page
