#include "app/study_document.hpp"

#include <set>

namespace echelon::app {
namespace {

const std::vector<std::string>& labels(const Results& r, const std::string& dimension) {
  return std::get<std::vector<std::string>>(r.dimension(dimension)->values);
}

std::string label(const Results& r, const std::string& dimension, std::size_t i) {
  return std::visit(
      [i](const auto& values) -> std::string {
        if constexpr (std::is_same_v<std::decay_t<decltype(values[0])>, std::string>) return values[i];
        else return fmt::format("{}", values[i]);
      },
      r.dimension(dimension)->values);
}

Json value_at(const ResultVariable& v, std::size_t i) {
  return std::visit(
      [i](const auto& data) -> Json {
        if constexpr (std::is_same_v<std::decay_t<decltype(data[0])>, std::string>) return data[i];
        else return number(static_cast<double>(data[i]));
      },
      v.data);
}

// {"outcome": {"input": value}}, dimension by dimension.
Json nested(const Results& r, const ResultVariable& v, std::size_t depth, std::size_t& at) {
  if (depth == v.dims.size()) return value_at(v, at++);
  Json out = Json::object();
  const std::size_t n = r.dimension(v.dims[depth])->size();
  for (std::size_t i = 0; i < n; ++i) out[label(r, v.dims[depth], i)] = nested(r, v, depth + 1, at);
  return out;
}

}  // namespace

Json study_document(const Results& r) {
  Json out;
  for (const char* key : {"study", "kind", "scenario", "design", "horizon", "luck", "macro_path", "stop_outcome", "constraints"}) {
    const auto it = r.attributes.find(key);
    if (it != r.attributes.end()) out[key] = it->second;
  }
  for (const char* key : {"seed", "points", "seeds", "experiments", "experiments_run", "failed"}) out[key] = std::stoull(r.attributes.at(key));
  for (const char* key : {"level", "precision", "scale", "stop_half_width"}) {
    const auto it = r.attributes.find(key);
    if (it != r.attributes.end()) out[key] = std::stod(it->second);
  }
  out["inputs"] = labels(r, "input");
  Json& estimates = out["estimates"] = Json::object();
  const std::set<std::string> of_experiments = {"experiment", "factor"};
  for (const ResultVariable& v : r.variables) {
    if (v.dims.empty() || of_experiments.count(v.dims.front()) > 0) continue;
    std::size_t at = 0;
    estimates[v.name] = nested(r, v, 0, at);
  }
  return out;
}

}  // namespace echelon::app
