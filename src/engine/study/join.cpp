#include "engine/study/join.hpp"

#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include "core/statistics.hpp"
#include "engine/study/bootstrap.hpp"

namespace echelon {

namespace {

const std::string& attribute(const Results& r, const std::string& name) {
  const auto it = r.attributes.find(name);
  if (it == r.attributes.end()) throw std::invalid_argument("it has no attribute `" + name + "`");
  return it->second;
}

std::vector<std::int64_t>& numbers(Results& r) { return std::get<std::vector<std::int64_t>>(r.dimensions.front().values); }

bool by_experiment(const ResultVariable& v) { return !v.dims.empty() && v.dims.front() == "experiment"; }

[[noreturn]] void differ(const std::string& what) { throw std::invalid_argument("parts of one study differ in " + what); }

void require_same(const Results& all, const Results& more) {
  if (all.attributes != more.attributes) differ("their description");
  if (all.variables.size() != more.variables.size() || all.dimensions.size() != more.dimensions.size()) differ("their variables");
  for (std::size_t d = 1; d < all.dimensions.size(); ++d) {
    if (all.dimensions[d].values != more.dimensions[d].values) differ(all.dimensions[d].name);
  }
  for (std::size_t v = 0; v < all.variables.size(); ++v) {
    if (all.variables[v].name != more.variables[v].name) differ("their variables");
  }
}

}  // namespace

PartRecord part_record(const Results& part) {
  if (part.dimensions.empty() || part.dimensions.front().name != "experiment" || part.attributes.count("concluded") > 0)
    throw std::invalid_argument("it is no part of a study");
  const auto& list = std::get<std::vector<std::int64_t>>(part.dimensions.front().values);
  for (std::size_t i = 1; i < list.size(); ++i) {
    if (list[i] != list[0] + static_cast<std::int64_t>(i)) throw std::invalid_argument("its experiments are not in order");
  }
  return {attribute(part, "study_digest"), list.empty() ? 0 : static_cast<std::size_t>(list[0]), list.size(),
          std::stoull(attribute(part, "experiments")), std::stoull(attribute(part, "block"))};
}

void append_part(Results& all, const Results& more) {
  require_same(all, more);
  auto& list = numbers(all);
  const auto& next = std::get<std::vector<std::int64_t>>(more.dimensions.front().values);
  if (!list.empty() && !next.empty() && next.front() != list.back() + 1) differ("where they end and begin");
  list.insert(list.end(), next.begin(), next.end());
  for (std::size_t v = 0; v < all.variables.size(); ++v) {
    if (!by_experiment(all.variables[v])) continue;
    std::visit(
        [&](auto& mine) {
          const auto& theirs = std::get<std::decay_t<decltype(mine)>>(more.variables[v].data);
          mine.insert(mine.end(), theirs.begin(), theirs.end());
        },
        all.variables[v].data);
  }
}

void cut_part(Results& all, std::size_t count) {
  auto& list = numbers(all);
  const std::size_t had = list.size();
  if (count >= had) return;
  list.resize(count);
  for (ResultVariable& v : all.variables) {
    if (by_experiment(v)) std::visit([&](auto& data) { data.resize(data.size() / had * count); }, v.data);
  }
}

void RunningOdds::count(const Results& part, std::size_t from, std::size_t to) {
  const std::string& kind = attribute(part, "kind");
  if (kind != "monte-carlo" && kind != "prcc" && kind != "pawn") return;  // other designs are no sample, or one of several scenarios
  const auto& ids = std::get<std::vector<std::string>>(part.dimension("outcome")->values);
  const auto& goals = std::get<std::vector<double>>(part.find("outcome_goal")->data);
  const auto& values = std::get<std::vector<double>>(part.find("outcome_value")->data);
  const auto rule = part.attributes.find("stop_outcome");
  std::size_t o = 0;
  if (rule != part.attributes.end()) o = static_cast<std::size_t>(std::find(ids.begin(), ids.end(), rule->second) - ids.begin());
  else while (o < ids.size() && goals[o] != goals[o]) ++o;
  if (o >= ids.size() || goals[o] != goals[o]) return;
  id_ = ids[o], level_ = std::stod(attribute(part, "level"));
  if (rule != part.attributes.end()) width_ = std::stod(attribute(part, "stop_half_width"));
  for (std::size_t e = from; e < to; ++e) {
    const double y = values[e * ids.size() + o];
    if (y == y) ++done_, reached_ += y >= goals[o] ? 1 : 0;
  }
  if (done_ == 0 || width_ < 0) return;
  const Interval w = wilson(reached_, done_, level_);
  enough_ = 0.5 * (w.high - w.low) <= width_;
}

void RunningOdds::count_pairs(const Results& part) {
  if (attribute(part, "seeds") != "1") return;  // seeds of one point are no independent pairs
  const auto &outcomes = std::get<std::vector<std::string>>(part.dimension("outcome")->values), &variants = std::get<std::vector<std::string>>(part.dimension("variant")->values);
  const auto& values = std::get<std::vector<double>>(part.find("outcome_value")->data);
  const auto& variant = std::get<std::vector<std::int64_t>>(part.find("variant_index")->data);
  id_ = outcomes.front() + " " + variants.back() + " - " + variants.front(), level_ = std::stod(attribute(part, "level"));
  for (std::size_t e = 0; e < variant.size(); ++e) {
    const double y = values[e * outcomes.size()];
    if (variant[e] == 0) first_ = y;
    if (variant[e] + 1 != static_cast<std::int64_t>(variants.size()) || y - first_ != y - first_) continue;
    const double before = y - first_ - mean_;
    mean_ += before / static_cast<double>(++pairs_), squares_ += before * (y - first_ - mean_);
  }
}

void RunningOdds::add(const Results& part) {
  if (attribute(part, "kind") == "compare") count_pairs(part);
  else count(part, 0, part.dimension("experiment")->size());
}

std::string RunningOdds::text() const {
  if (pairs_ > 1) {
    const double n = static_cast<double>(pairs_);
    char wide[80];
    std::snprintf(wide, sizeof wide, " %.4g +- %.2g", mean_, half_width(__builtin_sqrt(squares_ / (n - 1) / n), level_));
    return id_ + wide;
  }
  if (done_ == 0) return "";
  const Interval w = wilson(reached_, done_, level_);
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, " %.2f (%.2f-%.2f)", static_cast<double>(reached_) / static_cast<double>(done_), w.low, w.high);
  return id_ + buffer;
}

std::size_t stopping_point(const Results& all) {
  if (all.attributes.count("stop_outcome") == 0) return 0;
  const std::size_t block = std::stoull(attribute(all, "block")), n = all.dimension("experiment")->size();
  RunningOdds odds;
  for (std::size_t end = block; end <= n; end += block) {
    odds.count(all, end - block, end);
    if (odds.enough()) return end;
  }
  return 0;
}

}  // namespace echelon
