#include "engine/study/subject.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <stdexcept>

#include "engine/tasks.hpp"
#include "model/observation.hpp"
#include "model/schedule.hpp"

namespace echelon {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kVariantsKept = 4;  // worlds that a thread keeps ready

std::size_t place_of(const Scenario& scenario, const std::string& path) {
  for (std::size_t i = 0; i < scenario.parameters.size(); ++i) {
    if (scenario.parameters[i].path == path) return i;
  }
  throw std::logic_error("there is no parameter " + path);
}

bool is_lever(const Factor& f) { return f.kind == Factor::Kind::amount || f.kind == Factor::Kind::on_off || f.kind == Factor::Kind::player; }

double& number_of(Instrument& x, const std::string& field) {
  if (field == "amount" || field == "cap" || field == "commitment") return x.amount;
  if (field == "loan_cap") return x.loan_cap;
  if (field == "pace") return x.pace;
  if (field == "share") return x.share;
  if (field == "first_year_share") return x.first_year_share;
  if (field == "per_year" || field == "calls" || field == "funds") return x.per_year;
  if (field == "budget") return x.budget;
  if (field == "factor") return x.factor;
  if (field == "selected_share") return x.selected_share;
  throw std::logic_error("an instrument has no number " + field);
}

void leave(Scenario& scenario, const std::vector<std::string>& gone) {
  std::erase_if(scenario.instruments, [&](const Instrument& x) { return std::find(gone.begin(), gone.end(), x.id) != gone.end(); });
}

void pull(const Study& study, Scenario& scenario, const Factor& f, double value) {
  if (f.kind == Factor::Kind::player) {
    for (const Player& p : study.players)
      if (value == 0 && f.id == "players." + p.id) leave(scenario, p.instruments);
    return;
  }
  if (f.id.starts_with("rooms.")) {
    scenario.rooms[f.id.substr(6)] = value != 0;
    return;
  }
  const std::string rest = f.id.substr(std::string("policy.").size());
  auto& all = scenario.instruments;
  if (f.kind == Factor::Kind::on_off) {
    if (value == 0) leave(scenario, {rest});
    return;
  }
  const std::size_t dot = rest.rfind('.');
  for (Instrument& x : all) {
    if (x.id == rest.substr(0, dot)) number_of(x, rest.substr(dot + 1)) = value;
  }
}

// One thread's worlds.
class Asker {
 public:
  explicit Asker(const Study& study) : study_(study), worlds_(study.scenarios.size()) {
    levers_ = std::any_of(study.factors.begin(), study.factors.end(), is_lever);
    const Scenario& first = study.scenarios.front();
    for (const Factor& f : study.factors) place_.push_back(f.kind == Factor::Kind::parameter ? place_of(first, f.id) : 0);
    for (const std::string& path : first.ensemble_paths) ensemble_.push_back(place_of(first, path));
  }

  Answer operator()(const Experiment& x) {
    const Scenario& scenario = study_.scenarios[x.variant];
    const PhiloxKey key = philox_key(study_.seed, x.luck), economy = philox_key(study_.seed, x.macro);
    if (!levers_) return look(world(x.variant).run(bind_parameters(scenario, parameters(scenario, x)), key, economy), scenario);
    Scenario own = scenario;
    for (std::size_t f = 0; f < study_.factors.size(); ++f)
      if (is_lever(study_.factors[f])) pull(study_, own, study_.factors[f], x.values[f]);
    Simulation simulation(own, fitting(own));
    return look(simulation.run(bind_parameters(own, parameters(own, x)), key, economy), own);
  }

 private:
  Simulation& world(std::size_t variant) {
    if (!worlds_[variant]) {
      if (kept_.size() == kVariantsKept) worlds_[kept_.front()].reset(), kept_.erase(kept_.begin());
      const Scenario& scenario = study_.scenarios[variant];
      worlds_[variant] = std::make_unique<Simulation>(scenario, fitting(scenario)), kept_.push_back(variant);
    }
    return *worlds_[variant];
  }

  // The ensemble first: a parameter that is a factor of its own is moved by itself. What a scenario fixes stays.
  std::vector<double> parameters(const Scenario& scenario, const Experiment& x) const {
    std::vector<double> out;
    for (const ParameterValue& v : scenario.parameters) out.push_back(v.value);
    const auto set = [&](std::size_t i, double value) {
      if (!scenario.parameters[i].fixed_by_user) out[i] = value;
    };
    for (std::size_t f = 0; f < study_.factors.size(); ++f) {
      if (study_.factors[f].kind != Factor::Kind::ensemble) continue;
      const auto& row = scenario.ensemble_points.at(static_cast<std::size_t>(x.values[f]));
      for (std::size_t c = 0; c < ensemble_.size(); ++c) set(ensemble_[c], row[c]);
    }
    for (std::size_t f = 0; f < study_.factors.size(); ++f)
      if (study_.factors[f].kind == Factor::Kind::parameter) set(place_[f], x.values[f]);
    return out;
  }

  Answer look(const Record& record, const Scenario& scenario) const {
    Answer a;
    const int first = scenario.horizon.first.year();
    for (const StudyOutcome& o : study_.outcomes) {
      a.values.push_back(measure(o.metric, record, scenario, o.year - first));
      double reached = kNan;
      for (int y = std::max(0, o.base_year - first); o.goal == o.goal && y < record.years() && reached != reached; ++y) {
        if (measure(o.metric, record, scenario, y) >= o.goal) reached = first + y;
      }
      a.first_years.push_back(reached);
    }
    for (int y = 0; y < record.years(); ++y) {
      a.outlay += observe_series("outlay", record, scenario, y);
      a.relocated += observe_series("relocated", record, scenario, y);
      a.tax_local += observe_series("tax_local", record, scenario, y);
    }
    a.firm_quarters = record.firm_quarters;
    return a;
  }

  const Study& study_;
  bool levers_ = false;
  std::vector<std::size_t> place_, ensemble_;
  std::vector<std::unique_ptr<Simulation>> worlds_;
  std::vector<std::size_t> kept_;
};

}  // namespace

Subject model_subject(const Study& study) {
  return [&study]() -> Ask { return [asker = std::make_shared<Asker>(study)](const Experiment& x) { return (*asker)(x); }; };
}

}  // namespace echelon
