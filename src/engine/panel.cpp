#include "engine/panel.hpp"

#include <algorithm>
#include <numeric>

#include "model/rules/latent.hpp"
#include "model/uid.hpp"

namespace echelon {

namespace {

class Collector {
 public:
  Collector(const Simulation& simulation, const Parameters& parameters) : parameters_(parameters) {
    panel_.first = simulation.scenario().horizon.first;
    panel_.schemes = simulation.world().schemes();
  }

  // Real R&D is wiped when the books close, and a slot may change hands in the same quarter: it is kept with the identity.
  void before_books(const Simulation& s) {
    const World& w = s.world();
    real_.resize(w.slots_in_use());
    owner_.resize(w.slots_in_use());
    for (std::uint32_t i = 0; i < w.slots_in_use(); ++i) real_[i] = w.rd_year[i], owner_[i] = w.uid[i];
  }

  void after_year(const Simulation& s, int year) {
    const World& w = s.world();
    relabelled_.assign(w.slots_in_use(), 0);
    for (const NotchAnswer& a : s.notch_answers()) real_[a.slot] += a.extra, relabelled_[a.slot] = a.relabelled;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> present;  // firm, slot
    for (const Block& b : w.blocks()) {
      for (std::uint32_t i = b.begin; i < b.end; ++i) {
        if (w.status[i] != kEmpty) present.emplace_back(firm_at(w, i), i);
      }
    }
    std::sort(present.begin(), present.end());
    PanelYear y;
    y.year = year;
    y.since.resize(panel_.schemes), y.until.resize(panel_.schemes);
    reserve(y, present.size());
    for (const auto& [firm, slot] : present) y.firm.push_back(firm), copy(y, w, slot);
    for (std::size_t k = 0; k < y.size(); ++k) hold(y, w, present[k].second, s.quarter());
    add_staff(y, panel_.first + s.quarter());
    add_awards(y, s.treasury());
    panel_.years.push_back(std::move(y));
  }

  Panel finish(const Simulation& s) {
    for (const Departure& d : s.departures()) {
      const auto [it, is_new] = index_.try_emplace(d.uid, static_cast<std::uint32_t>(panel_.firms.size()));
      if (is_new) panel_.firms.push_back(newcomer(d.uid, d.birth, d.district, d.track));
      PanelFirm& firm = panel_.firms[it->second];
      firm.left = static_cast<std::int16_t>(d.quarter);
      firm.cause = static_cast<std::int8_t>(d.cause);
    }
    panel_.decisions = s.registry().decisions();
    return std::move(panel_);
  }

 private:
  static PanelFirm newcomer(std::uint32_t uid, std::int16_t born, std::uint8_t district, std::uint8_t track) {
    return {uid, born, kNever, kStillThere, static_cast<std::uint8_t>(sector_of(uid)), district, track,
            static_cast<std::uint8_t>(channel_of(uid))};
  }

  std::uint32_t firm_at(const World& w, std::uint32_t i) {
    const auto [it, is_new] = index_.try_emplace(w.uid[i], static_cast<std::uint32_t>(panel_.firms.size()));
    if (is_new) panel_.firms.push_back(newcomer(w.uid[i], w.birth[i], w.district[i], w.track[i]));
    return it->second;
  }

  static void reserve(PanelYear& y, std::size_t n) {
    y.firm.reserve(n), y.status.reserve(n), y.flags.reserve(n), y.revenue.reserve(n), y.employees.reserve(n);
    y.rd_real.reserve(n), y.rd_reported.reserve(n), y.rd_relabelled.reserve(n), y.inventions.reserve(n), y.utilities.reserve(n);
    y.pending.reserve(n), y.cash.reserve(n), y.valuation.reserve(n), y.raised.reserve(n), y.round.reserve(n), y.held.reserve(n);
    for (auto& column : y.since) column.reserve(n);
    for (auto& column : y.until) column.reserve(n);
  }

  void copy(PanelYear& y, const World& w, std::uint32_t i) {
    y.status.push_back(w.status[i]), y.flags.push_back(w.flags[i]);
    y.revenue.push_back(w.revenue0[i]), y.employees.push_back(w.employees[i]);
    const bool same = i < owner_.size() && owner_[i] == w.uid[i];
    y.rd_real.push_back(same ? real_[i] : 0.0f), y.rd_reported.push_back(w.reported0[i]);
    y.rd_relabelled.push_back(same ? relabelled_[i] : 0.0f);
    y.inventions.push_back(w.inventions[i]), y.utilities.push_back(w.utilities[i]), y.pending.push_back(w.pending[i]);
    y.cash.push_back(0.001f * static_cast<float>(w.cash[i]));
    y.valuation.push_back(w.valuation[i]), y.raised.push_back(w.raised0[i]), y.round.push_back(w.round[i]);
  }

  void hold(PanelYear& y, const World& w, std::uint32_t slot, int quarter) const {
    std::uint16_t mask = 0;
    for (int s = 0; s < panel_.schemes; ++s) {
      if (w.until[s][slot] >= quarter) mask = static_cast<std::uint16_t>(mask | 1u << s);
      y.since[s].push_back(w.since[s][slot]), y.until[s].push_back(w.until[s][slot]);
    }
    y.held.push_back(mask);
  }

  // R&D persons as the rules count them (T6).
  void add_staff(PanelYear& y, Quarter date) const {
    const RuleConstants c = rule_constants(parameters_.rules, date);
    for (std::size_t k = 0; k < y.size(); ++k)
      y.rd_staff.push_back(y.employees[k] * Latent::rd_staff_share(y.rd_reported[k], y.employees[k], c));
  }

  // The ledger grows only at its end, so each year starts where the last one stopped. A firm that was paid and left has no row.
  void add_awards(PanelYear& y, const Treasury& treasury) {
    y.award.assign(y.size(), 0);
    const std::vector<Payment>& ledger = treasury.payments();
    for (; paid_ < ledger.size(); ++paid_) {
      const auto it = index_.find(ledger[paid_].uid);
      if (it == index_.end()) continue;
      const auto at = std::lower_bound(y.firm.begin(), y.firm.end(), it->second);
      if (at != y.firm.end() && *at == it->second) y.award[at - y.firm.begin()] += 0.001f * static_cast<float>(ledger[paid_].amount);
    }
  }

  const Parameters& parameters_;
  Panel panel_;
  std::unordered_map<std::uint32_t, std::uint32_t> index_;  // uid -> firm
  std::vector<float> real_, relabelled_;
  std::vector<std::uint32_t> owner_;
  std::size_t paid_ = 0;
};

}  // namespace

const PanelYear* Panel::find(int year) const {
  for (const PanelYear& y : years) {
    if (y.year == year) return &y;
  }
  return nullptr;
}

std::vector<std::int32_t> rows_by_firm(const Panel& panel, const PanelYear& year) {
  std::vector<std::int32_t> rows(panel.firms.size(), -1);
  for (std::size_t k = 0; k < year.size(); ++k) rows[year.firm[k]] = static_cast<std::int32_t>(k);
  return rows;
}

SimulationOptions panel_options() {
  SimulationOptions options;
  options.keep_payments = options.keep_decisions = options.keep_departures = true;
  return options;
}

PanelRun run_with_panel(Simulation& simulation, const Parameters& parameters, PhiloxKey key) {
  Collector collector(simulation, parameters);
  simulation.watch_books([&](const Simulation& s, int) { collector.before_books(s); });
  simulation.watch([&](const Simulation& s, int year) { collector.after_year(s, year); });
  Record record = simulation.run(parameters, key);
  simulation.watch_books({});
  simulation.watch({});
  return {collector.finish(simulation), std::move(record)};
}

}  // namespace echelon
