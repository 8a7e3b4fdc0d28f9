#include "engine/study/coalitions.hpp"

#include <algorithm>

namespace echelon {

std::vector<Scenario> coalitions(const Scenario& scenario, const std::vector<Player>& players) {
  std::vector<Scenario> out;
  for (std::size_t v = 0; v < std::size_t{1} << players.size(); ++v) {
    Scenario s = scenario;
    std::string who;
    for (std::size_t j = 0; j < players.size(); ++j) {
      if ((v >> j) & 1) {
        who += (who.empty() ? "" : "+") + players[j].id;
        continue;
      }
      const auto& left = players[j].instruments;
      std::erase_if(s.instruments, [&](const Instrument& x) { return std::find(left.begin(), left.end(), x.id) != left.end(); });
    }
    if (v + 1 < std::size_t{1} << players.size()) {  // all of them are the scenario itself
      s.id = who.empty() ? "nobody" : who;
      s.name = {who.empty() ? "without any of them" : who, who.empty() ? "均不参与" : who};
    }
    out.push_back(std::move(s));
  }
  return out;
}

std::vector<Factor> player_factors(const std::vector<Player>& players) {
  std::vector<Factor> out;
  for (const Player& p : players) {
    Factor f;
    f.id = "players." + p.id, f.input = "players", f.kind = Factor::Kind::player;
    f.name = {"whether " + p.id + " take part", p.id + " 是否参与"}, f.unit = "1", f.levels = {0, 1};
    out.push_back(std::move(f));
  }
  return out;
}

}  // namespace echelon
