// Who among the instruments brings the effect about. Shapley (1953): every player's mean contribution over all orders in which the
// players may join.
#include <limits>

#include "engine/compare_statistics.hpp"
#include "engine/study/view.hpp"

namespace echelon {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

double factorial(std::size_t n) { return n < 2 ? 1 : static_cast<double>(n) * factorial(n - 1); }

// Contributions by player and point, and the effect of all together by point.
struct Contributions {
  std::vector<Column> of;
  Column whole;
};

Column outcome_or_outlay(const StudyView& view, std::size_t o, std::size_t variant) {
  return o < view.outcomes ? view.point_means(o, variant) : view.point_sums("outlay_total", variant);
}

// From every coalition: variant v has player j when bit j of v is set.
Contributions from_all(const StudyView& view, std::size_t k, std::size_t o) {
  std::vector<Column> y;
  for (std::size_t v = 0; v < view.variants; ++v) y.push_back(outcome_or_outlay(view, o, v));
  std::vector<Column*> columns;
  for (Column& c : y) columns.push_back(&c);
  keep_whole(columns);
  Contributions out{std::vector<Column>(k), {}};
  for (std::size_t p = 0; p < y[0].size(); ++p) {
    out.whole.push_back(y.back()[p] - y.front()[p]);
    for (std::size_t j = 0; j < k; ++j) {
      double sum = 0;
      for (std::size_t s = 0; s < view.variants; ++s) {
        if ((s >> j) & 1) continue;
        const auto size = static_cast<std::size_t>(__builtin_popcountll(s));
        sum += factorial(size) * factorial(k - size - 1) / factorial(k) * (y[s | (std::size_t{1} << j)][p] - y[s][p]);
      }
      out.of[j].push_back(sum);
    }
  }
  return out;
}

// Who joins between two experiments of one order: the player whose switch differs.
std::size_t joined(const StudyView& view, std::size_t before, std::size_t after, std::size_t k) {
  const std::size_t first = view.factors - k;
  for (std::size_t j = 0; j < k; ++j)
    if (view.factor(view.experiment(before, 0, 0), first + j) != view.factor(view.experiment(after, 0, 0), first + j)) return j;
  return k;
}

// From one order and its reverse at every point (Plan::joining), whose mean is each player's contribution there.
Contributions from_orders(const StudyView& view, std::size_t k, std::size_t o) {
  const Column y = outcome_or_outlay(view, o, 0);
  Contributions out{std::vector<Column>(k), {}};
  for (std::size_t g = 0; g < view.groups(); ++g) {
    const std::size_t nobody = g * view.together, everybody = nobody + view.together - 1;
    bool whole = true;
    for (std::size_t p = nobody; p <= everybody; ++p) whole = whole && y[p] == y[p];
    if (!whole) continue;
    Column sum(k, 0.0);
    for (const std::size_t begin : {nobody, nobody + k - 1}) {
      for (std::size_t step = 1; step <= k; ++step) {
        const std::size_t before = step == 1 ? nobody : begin + step - 1, after = step == k ? everybody : begin + step;
        const std::size_t j = joined(view, before, after, k);
        if (j < k) sum[j] += y[after] - y[before];
      }
    }
    out.whole.push_back(y[everybody] - y[nobody]);
    for (std::size_t j = 0; j < k; ++j) out.of[j].push_back(0.5 * sum[j]);
  }
  return out;
}

struct Shares {
  Column value, low, high;
  void add(const Column& x, double level) {
    const Column nothing(x.size(), 0.0);
    const PairedDifference d = x.empty() ? PairedDifference{kNan, kNan, kNan, kNan, kNan, kNan} : paired_difference(nothing, x, level);
    value.push_back(d.mean), low.push_back(d.low), high.push_back(d.high);
  }
  void write(Results& r, const std::string& name, const char* en, const char* zh, const std::vector<std::string>& by) {
    add_estimate(r, name, "outcome's own", en, zh, by, std::move(value));
    add_estimate(r, name + "_low", "outcome's own", "lower end of its interval (Student's t over points)", "下限", by, std::move(low));
    add_estimate(r, name + "_high", "outcome's own", "upper end of its interval (Student's t over points)", "上限", by, std::move(high));
  }
};

}  // namespace

void add_shapley(const StudyView& view, Results& r) {
  const std::vector<std::string> players = view.players();
  Shares share, whole;
  for (std::size_t o = 0; o <= view.outcomes; ++o) {  // the last one is what is paid
    const Contributions c = view.sampled ? from_orders(view, players.size(), o) : from_all(view, players.size(), o);
    whole.add(c.whole, view.level);
    for (const Column& x : c.of) share.add(x, view.level);
  }
  std::vector<std::string> ids = view.ids("outcome");
  ids.emplace_back("outlay_total");
  r.dimensions.push_back({"shared", std::move(ids), "1", "outcome that is shared out, and the outlay", "分摊对象", {}});
  r.dimensions.push_back({"player", players, "1", "instruments that join together", "工具组", {}});
  share.write(r, "shapley", "Shapley share of the effect", "Shapley值", {"shared", "player"});
  whole.write(r, "whole_effect", "effect of all together", "总效应", {"shared"});
}

}  // namespace echelon
