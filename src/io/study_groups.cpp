// What goes together in a study: priors that are correlated, instruments that take part together.
#include <algorithm>
#include <set>

#include "engine/study/coalitions.hpp"
#include "io/study_draft.hpp"
#include "io/units.hpp"
#include "io/values.hpp"

namespace echelon {
namespace {

constexpr std::size_t most_players = 7;    // 128 scenarios; more of them are sampled
constexpr std::size_t most_sampled = 1000;

// Why a study's design cannot have factors that move together; empty when it can.
std::string why_not(const Study& s, const RankCorrelation& c) {
  if (s.kind == StudyKind::morris) return "a step of Morris moves one input and leaves all others where they are";
  if (s.kind == StudyKind::grid || s.kind == StudyKind::table) return "the rows of this design are given, not drawn";
  if (s.kind == StudyKind::pawn) return "PAWN would lay the effect of one on the other; `prcc` takes correlated priors";
  if (s.kind == StudyKind::sobol && s.factors[c.a].input != s.factors[c.b].input)
    return "shares of the variance are defined for independent inputs; put both into one group and they are judged together";
  return "";
}

std::size_t factor_place(StudyDraft& draft, const yaml::Node& node) {
  const std::vector<Factor>& all = draft.study.factors;
  const std::string id = read_text(node);
  std::vector<std::string> known;
  for (const Factor& f : all)
    if (f.kind == Factor::Kind::parameter || f.kind == Factor::Kind::amount) known.push_back(f.id);
  if (node.exists() && std::find(known.begin(), known.end(), id) == known.end())
    node.problem("`" + id + "` is no quantity that is varied", "only priors and ranges of this study can be correlated", nearest(id, known));
  const auto at = std::find_if(all.begin(), all.end(), [&](const Factor& f) { return f.id == id; });
  return static_cast<std::size_t>(at - all.begin());
}

void read_pair(StudyDraft& draft, const yaml::Node& item, std::set<std::pair<std::size_t, std::size_t>>& seen) {
  const std::size_t before = draft.problems.size();
  RankCorrelation c;
  const yaml::Node between = item.required("between"), rank = item.required("rank");
  const std::vector<yaml::Node> two = between.is_list() ? between.items() : std::vector<yaml::Node>{};
  if (between.exists() && two.size() != 2) between.problem("a correlation is between two", "write between: [growth.sigma, growth.drift]");
  if (two.size() == 2) c.a = factor_place(draft, two[0]), c.b = factor_place(draft, two[1]);
  c.rank = read_number(rank, {"1"}, {-1, 1}, "1");
  read_text(item.required("source"));
  item.finish();
  if (draft.problems.size() > before || two.size() != 2) return;
  if (c.a == c.b) return between.problem("`" + draft.study.factors[c.a].id + "` is correlated with itself", "that is 1 by definition");
  if (c.rank == 1 || c.rank == -1) return rank.problem("a correlation of 1 or -1 makes two factors one", "vary one of them, or stay below 1");
  if (!seen.insert(std::minmax(c.a, c.b)).second) return between.problem("this pair stands twice", "it can have one correlation only");
  if (const std::string why = why_not(draft.study, c); !why.empty()) return item.problem("this study cannot have correlated priors", why);
  draft.study.correlations.push_back(c);
}

void read_player(StudyDraft& draft, const yaml::Member& m, std::vector<std::string>& taken) {
  std::vector<std::string> known;
  for (const Instrument& x : draft.scenario().instruments) known.push_back(x.id);
  Player player{m.key, read_texts(m.value)};
  if (player.instruments.empty()) m.value.problem("the player `" + m.key + "` has no instruments", "it would bring nothing about");
  for (const std::string& id : player.instruments) {
    if (std::find(known.begin(), known.end(), id) == known.end())
      m.value.problem("the scenario has no instrument `" + id + "`", "its effect could not be shared out", nearest(id, known));
    if (std::find(taken.begin(), taken.end(), id) != taken.end())
      m.value.problem("the instrument `" + id + "` belongs to two players", "it can join only once");
    taken.push_back(id);
  }
  draft.study.players.push_back(std::move(player));
}

}  // namespace

void read_correlations(StudyDraft& draft) {
  const yaml::Node node = draft.root.optional("correlations");
  if (!node.exists()) return;
  std::set<std::pair<std::size_t, std::size_t>> seen;
  for (const yaml::Node& item : node.items()) read_pair(draft, item, seen);
  auto& all = draft.study.correlations;
  if (possible_together(all)) return;
  std::string possible;
  for (const RankCorrelation& c : nearest_possible(all))
    possible += (possible.empty() ? "" : ", ") + draft.study.factors[c.a].id + " ~ " + draft.study.factors[c.b].id + " " + shortest(c.rank);
  node.problem("these correlations cannot hold together", "what follows two others follows both (pairs that are not named have none); possible, and nearest: " + possible);
  all.clear();
}

void read_players(StudyDraft& draft) {
  Study& s = draft.study;
  const yaml::Node map = draft.root.required("players"), orders = draft.root.optional("orders");
  if (orders.exists()) s.sampled = read_choice(orders, {"all", "sampled"}) == "sampled";
  std::vector<std::string> taken;
  for (const yaml::Member& m : map.members()) read_player(draft, m, taken);
  if (!map.is_map()) return;
  if (s.players.size() < 2 || s.players.size() > most_sampled) return map.problem("there must be 2 to 1000 players", "an effect is shared out among several");
  if (!s.sampled && s.players.size() > most_players)
    return map.problem("every subset of more than 7 players is too many scenarios", "say `orders: sampled`: at every point the players join in one random order and in its reverse");
  if (s.sampled && s.seeds > 1) orders.problem("orders that are sampled have one seed a point", "leave `seeds_per_point` out and take more points");
  if (!s.sampled) {
    s.scenarios = coalitions(draft.scenario(), s.players);
    return;
  }
  for (Factor& f : player_factors(s.players)) s.factors.push_back(std::move(f));
  s.inputs = inputs_of(s.factors);
}

}  // namespace echelon
