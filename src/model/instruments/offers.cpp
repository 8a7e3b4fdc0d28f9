#include "model/instruments/offers.hpp"

#include <array>
#include <stdexcept>

#include "model/uid.hpp"

namespace echelon {

namespace {

constexpr std::array<const char*, 8> kTriggers = {"application", "first_recognition", "renewal", "first_entry_attracted",
                                                  "moved_in",    "selected",          "pool_entry", "every_year_held"};

int trigger_index(const std::string& name) {
  for (std::size_t i = 0; i < kTriggers.size(); ++i) {
    if (name == kTriggers[i]) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace

PolicyShelf::PolicyShelf(const Scenario& scenario) : instruments_(scenario.instruments) {
  for (const Instrument& instrument : instruments_) {
    int scheme = -1;
    for (std::size_t s = 0; s < scenario.schemes.size(); ++s) {
      if (scenario.schemes[s].id == instrument.scheme) scheme = static_cast<int>(s);
    }
    if (scheme < 0 && !instrument.scheme.empty()) throw std::logic_error("instrument of an unknown scheme: " + instrument.id);
    const int trigger = trigger_index(instrument.trigger);
    if (trigger < 0 && instrument.kind == InstrumentKind::award)
      throw std::logic_error("award with an unknown trigger: " + instrument.id);
    scheme_of_.push_back(scheme);
    trigger_of_.push_back(trigger);
    districts_of_.push_back(districts_of(instrument, scenario.districts));
  }
}

std::uint32_t PolicyShelf::luck_of(const Instrument& i) {
  return luck_of_name(i.id);
}

std::vector<PolicyShelf::Offer> PolicyShelf::awards(int scheme, Trigger trigger, Quarter date) const {
  std::vector<Offer> offers;
  for (std::size_t i = 0; i < instruments_.size(); ++i) {
    const Instrument& instrument = instruments_[i];
    const bool fits = instrument.kind == InstrumentKind::award && scheme_of_[i] == scheme &&
                      trigger_of_[i] == static_cast<int>(trigger);
    const auto amount = static_cast<std::int64_t>(instrument.amount / 1000);
    if (fits && in_force(instrument, date) && amount > 0)
      offers.push_back({static_cast<int>(i), amount, instrument.lag_quarters, districts_of_[i]});
  }
  return offers;
}

double PolicyShelf::award_sum(int scheme, Trigger trigger, Quarter date) const {
  double sum = 0;
  for (const Offer& offer : awards(scheme, trigger, date)) {
    if (offer.districts == kEverywhere) sum += 1000.0 * static_cast<double>(offer.amount);
  }
  return sum;
}

double PolicyShelf::desk_factor(int scheme, Quarter date) const {
  double factor = 1;
  for (std::size_t i = 0; i < instruments_.size(); ++i) {
    const bool fits = instruments_[i].kind == InstrumentKind::desk_capacity && scheme_of_[i] == scheme;
    if (fits && in_force(instruments_[i], date)) factor *= instruments_[i].factor;
  }
  return factor;
}

double PolicyShelf::campaign_reach(int scheme, Quarter date) const {
  double missed = 1;
  for (std::size_t i = 0; i < instruments_.size(); ++i) {
    const bool fits = instruments_[i].kind == InstrumentKind::campaign && scheme_of_[i] == scheme;
    if (fits && in_force(instruments_[i], date)) missed *= 1 - instruments_[i].per_year;
  }
  return 1 - missed;
}

double PolicyShelf::selected_share(int scheme, Quarter date) const {
  double share = 0;
  for (std::size_t i = 0; i < instruments_.size(); ++i) {
    const Instrument& instrument = instruments_[i];
    const bool fits = instrument.kind == InstrumentKind::award && scheme_of_[i] == scheme &&
                      trigger_of_[i] == static_cast<int>(Trigger::selected) && instrument.amount >= 1000;
    if (fits && in_force(instrument, date) && instrument.selected_share > share) share = instrument.selected_share;
  }
  return share;
}

double PolicyShelf::selection_worth(int scheme, Quarter date) const {
  double worth = 0;
  for (const Offer& offer : awards(scheme, Trigger::selected, date))
    worth += 1000.0 * static_cast<double>(offer.amount) * instruments_[offer.instrument].selected_share;
  return worth;
}

std::vector<PolicyShelf::Attraction> PolicyShelf::attraction(Quarter date) const {
  std::vector<Attraction> all;
  for (std::size_t i = 0; i < instruments_.size(); ++i) {
    const Instrument& instrument = instruments_[i];
    // Deals without a package, or a package without deals, must not thin out the others' mean package.
    const bool some = instrument.per_year > 0 && instrument.amount >= 1000;
    if (instrument.kind == InstrumentKind::attraction && some && in_force(instrument, date))
      all.push_back({static_cast<int>(i), instrument.per_year, instrument.amount, instrument.lag_quarters});
  }
  return all;
}

std::uint32_t PolicyShelf::sectors_of(const Instrument& i, const std::vector<Sector>& sectors) {
  if (i.sectors.empty()) return kEverywhere;
  std::uint32_t bits = 0;
  for (std::size_t s = 0; s < sectors.size(); ++s) {
    for (const std::string& id : i.sectors) bits |= sectors[s].id == id ? 1u << s : 0u;
  }
  return bits;
}

std::uint32_t PolicyShelf::districts_of(const Instrument& i, const std::vector<District>& districts) {
  if (i.districts.empty()) return 0xffffffffu;
  std::uint32_t bits = 0;
  for (std::size_t d = 0; d < districts.size(); ++d) {
    for (const std::string& id : i.districts) bits |= districts[d].id == id ? 1u << d : 0u;
  }
  return bits;
}

}  // namespace echelon
