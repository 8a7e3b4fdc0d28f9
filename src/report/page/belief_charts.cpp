// What the binding target hangs on: the drivers that the summary found, as a chart.
#include "report/page/html.hpp"
#include "report/page/run_charts.hpp"
#include "report/page/sentences.hpp"

namespace echelon::page {

Chart hangs_on(const RunData& data, const TargetSummary& target) {
  Chart chart;
  chart.id = "hangs", chart.title = names(hangs_chart), chart.unit = "1";
  for (const Driver& d : target.drivers) chart.rows.push_back({{d.parameter, {}}, {{d.correlation}}});
  chart.note = each([&](Lang lang) { return fill(lang, hangs_note, target.id + " " + in(lang, target.name), data.replicates); });
  return chart;
}

}  // namespace echelon::page
