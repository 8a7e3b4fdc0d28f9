#include "io/export_study.hpp"

#include <cmath>
#include <numeric>
#include <stdexcept>

#include "engine/study/view.hpp"
#include "io/units.hpp"

namespace echelon {
namespace {

std::string number(double x) { return std::isnan(x) ? "nan" : shortest(x); }

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string joined(const std::vector<std::string>& list, const std::string& between) {
  std::string out;
  for (const std::string& item : list) out += (&item == list.data() ? "" : between) + item;
  return out;
}

std::vector<std::string> factor_cells(const StudyView& v, std::size_t e) {
  std::vector<std::string> out;
  for (std::size_t f = 0; f < v.factors; ++f) out.push_back(number(v.factor(e, f)));
  return out;
}
std::vector<std::string> outcome_cells(const StudyView& v, std::size_t e) {
  std::vector<std::string> out;
  for (std::size_t o = 0; o < v.outcomes; ++o) out.push_back(number(v.outcome(e, o)));
  return out;
}

std::vector<std::string> operator+(std::vector<std::string> a, const std::vector<std::string>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

std::vector<std::size_t> all_rows(const StudyView& v) {
  std::vector<std::size_t> rows(v.experiments);
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return rows;
}

std::vector<ExportedFile> csv(const StudyView& v, bool mark) {
  std::string out = mark ? "\xEF\xBB\xBF" : "";
  out += joined(std::vector<std::string>{"experiment", "point", "scenario", "luck", "role", "status", "message"} + v.ids("factor") + v.ids("outcome"), ",") + "\n";
  for (std::size_t e = 0; e < v.experiments; ++e) {
    const std::vector<std::string> head = {std::to_string(e), std::to_string(v.whole("point")[e]), quoted(v.ids("variant")[static_cast<std::size_t>(v.whole("variant_index")[e])]),
                                           std::to_string(v.whole("luck")[e]), quoted(v.texts("role")[e]), v.whole("status")[e] == 0 ? "done" : "failed", quoted(v.texts("message")[e])};
    out += joined(head + factor_cells(v, e) + outcome_cells(v, e), ",") + "\n";
  }
  return {{"", out}};
}

// The order of rows is SALib's own; its Morris and Sobol' methods take them as they are.
std::vector<ExportedFile> salib(const StudyView& v) {
  std::string params, input, output;
  for (std::size_t f = 0; f < v.factors; ++f)
    params += v.ids("factor")[f] + "," + number(v.reals("factor_low")[f]) + "," + number(v.reals("factor_high")[f]) + "," + v.texts("factor_input")[f] + "\n";
  for (std::size_t e = 0; e < v.experiments; ++e) input += joined(factor_cells(v, e), " ") + "\n", output += joined(outcome_cells(v, e), " ") + "\n";
  return {{"params.txt", params}, {"input.txt", input}, {"output.txt", output}};
}

std::string text(const std::string& s) { return "\"" + s + "\""; }

std::vector<ExportedFile> ema(const StudyView& v) {
  std::string experiments = joined(v.ids("factor") + std::vector<std::string>{"scenario", "policy", "model"}, ",") + "\n";
  for (std::size_t e = 0; e < v.experiments; ++e)
    experiments += joined(factor_cells(v, e) + std::vector<std::string>{std::to_string(v.whole("point")[e]), quoted(v.ids("variant")[static_cast<std::size_t>(v.whole("variant_index")[e])]), "echelon"}, ",") + "\n";
  std::vector<std::string> outcomes, types;
  for (const std::string& id : v.ids("outcome")) outcomes.push_back("[\"ScalarOutcome\", " + text(id) + ", " + text(id + ".csv") + "]");
  for (const std::string& id : v.ids("factor")) types.push_back("[" + text(id) + ", \"float64\"]");
  for (const char* id : {"scenario", "policy", "model"}) types.push_back("[" + text(id) + ", \"category\"]");
  std::vector<ExportedFile> files = {{"experiments.csv", experiments},
                                     {"metadata.json", "{\"version\": 0.1, \"outcomes\": [" + joined(outcomes, ", ") + "], \"experiments\": [" + joined(types, ", ") + "]}\n"}};
  for (std::size_t o = 0; o < v.outcomes; ++o) {
    std::string column;
    for (std::size_t e = 0; e < v.experiments; ++e) column += number(v.outcome(e, o)) + "\n";
    files.push_back({v.ids("outcome")[o] + ".csv", column});
  }
  return files;
}

// OpenTURNS keeps matrix behind matrix: A, B, then A with one input of B each; SALib keeps base row behind base row.
std::vector<std::size_t> matrix_order(const StudyView& v) {
  if (v.kind != "sobol" || v.seeds != 1 || v.second_order) return all_rows(v);
  std::vector<std::size_t> rows;
  const std::size_t g = v.together, k = v.inputs;
  for (std::size_t block = 0; block < k + 2; ++block) {
    const std::size_t at = block == 0 ? 0 : block == 1 ? g - 1 : block - 1;
    for (std::size_t r = 0; r < v.groups(); ++r) rows.push_back(r * g + at);
  }
  return rows;
}

std::vector<ExportedFile> openturns(const StudyView& v) {
  const auto header = [](const std::vector<std::string>& ids) {
    std::vector<std::string> out;
    for (const std::string& id : ids) out.push_back(text(id));
    return joined(out, ";") + "\n";
  };
  std::string input = header(v.ids("factor")), output = header(v.ids("outcome"));
  for (const std::size_t e : matrix_order(v)) input += joined(factor_cells(v, e), ";") + "\n", output += joined(outcome_cells(v, e), ";") + "\n";
  return {{"input.csv", input}, {"output.csv", output}};
}

std::vector<ExportedFile> dakota(const StudyView& v) {
  std::string out = "%eval_id interface " + joined(v.ids("factor") + v.ids("outcome"), " ") + "\n";
  for (std::size_t e = 0; e < v.experiments; ++e) out += std::to_string(e + 1) + " echelon " + joined(factor_cells(v, e) + outcome_cells(v, e), " ") + "\n";
  return {{"", out}};
}

}  // namespace

std::vector<ExportedFile> export_study(const Results& study, const std::string& format, bool mark) {
  if (study.attributes.count("concluded") == 0 || study.attributes.count("kind") == 0) throw std::invalid_argument("it is not the result of a finished study");
  const StudyView view(study);
  if (format == "csv") return csv(view, mark);
  if (format == "salib") return salib(view);
  if (format == "ema") return ema(view);
  if (format == "openturns") return openturns(view);
  if (format == "dakota") return dakota(view);
  throw std::invalid_argument("there is no format " + format);
}

}  // namespace echelon
