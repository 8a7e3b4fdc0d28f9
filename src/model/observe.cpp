// What statistics and registers would publish of the quarter and the year (S19), and the audit of the books.
#include <array>
#include <stdexcept>
#include <string>

#include "core/math/vecmath.hpp"
#include "model/schedule.hpp"
#include "model/state.hpp"

namespace echelon {

void Simulation::observe(int step) {
  World& w = world_;
  const ObserveView view{In(w.status), In(w.sales), In(w.measured), In(w.employees), In(w.held)};
  std::vector<ObserveSums> sums(sectors_.size());
  for (const Block& b : w.blocks())
    k_.observe_quarter(b, view, ladder_masks_.data(), static_cast<int>(ladder_masks_.size()), sums[b.sector]);
  active_now_ = 0;
  for (std::size_t s = 0; s < sectors_.size(); ++s) {
    const int i = static_cast<int>(s);
    sectors_[s].active = sums[s].active, sectors_[s].sales = sums[s].sales;
    active_now_ += sums[s].active;
    record_->at(Series::firms, step, i) = sums[s].active;
    record_->at(Series::revenue, step, i) = sums[s].revenue;
    record_->at(Series::employment, step, i) = sums[s].employees;
    record_->at(Series::dormant, step) += sums[s].dormant;
    for (std::size_t l = 0; l < ladder_masks_.size(); ++l)
      record_->at(Series::certified_firms, step, static_cast<int>(l)) += sums[s].unique[l];
  }
  for (int s = 0; s < w.schemes(); ++s) record_->at(Series::certificates, step, s) = registry_.stock(s);
  look_at_tracks(step);
  if (t_ < 0 || date().of_year() != 4) return;
  const int year = date().year() - scenario_.horizon.first.year();
  observe_places(year);
  observe_consortia(year);
  observe_carriers(year);
  observe_finance(year);
  observe_money(year);
  observe_year(year);
}

// Who is where, and what each sector's firms hold of patents. An empty seat holds nothing.
void Simulation::observe_places(int year) {
  const World& w = world_;
  const std::size_t districts = scenario_.districts.size();
  std::vector<std::int64_t> firms(districts), certificates(districts * static_cast<std::size_t>(w.schemes()));
  std::array<std::int64_t, kMaxSchemes> in_tracks{}, financed{};
  std::uint32_t* const certified = luck_->found.data();
  for (const Block& b : w.blocks()) {
    record_->at(Series::patents_valid, year, static_cast<int>(b.sector)) += k_.observe_patents(b, {In(w.status), In(w.inventions)});
    k_.count_places(b, {In(w.status), In(w.district)}, districts, firms.data());
    k_.mark_certified(b, In(w.held), luck_->bytes.data());
    const std::uint32_t n = k_.append_set(luck_->bytes.data(), b.end - b.begin, b.begin, certified);
    for (std::uint32_t k = 0; k < n; ++k) {
      const std::uint32_t i = certified[k];
      const std::size_t place = w.district[i];
      const std::int64_t in_track = w.track[i] != 0;
      const std::int64_t funded = w.debt[i] > 0 || w.raised0[i] + w.raised1[i] + w.raised2[i] > 0;  // owes a bank, or raised equity in three years
      for (std::uint32_t mask = w.held[i]; mask != 0; mask &= mask - 1) {
        const auto s = static_cast<std::size_t>(__builtin_ctz(mask));
        certificates[s * districts + place] += 1;
        in_tracks[s] += in_track, financed[s] += funded;
      }
    }
  }
  for (int s = 0; s < w.schemes(); ++s) {
    record_->at(Series::certificates_in_tracks, year, s) += in_tracks[static_cast<std::size_t>(s)];
    record_->at(Series::financed, year, s) += financed[static_cast<std::size_t>(s)];
  }
  for (std::size_t d = 0; d < districts; ++d) record_->at(Series::firms_district, year, static_cast<int>(d)) = firms[d];
  for (std::size_t i = 0; i < certificates.size(); ++i)
    record_->at(Series::certificates_district, year, static_cast<int>(i)) = certificates[i];
}

void Simulation::observe_year(int year) {
  Record& r = *record_;
  for (int s = 0; s < world_.schemes(); ++s) {
    const SchemeFlows& flows = registry_.flows(s);
    r.at(Series::applied, year, s) = flows.applied;
    r.at(Series::passed, year, s) = flows.passed;
    r.at(Series::granted, year, s) = flows.granted();
    r.at(Series::renewed, year, s) = flows.by[static_cast<int>(Decision::renewed)];
    r.at(Series::lapsed, year, s) = flows.lapsed();
    r.at(Series::lapsed_closed, year, s) = flows.by[static_cast<int>(Decision::closed)];
    r.at(Series::revoked, year, s) = flows.by[static_cast<int>(Decision::revoked)];
    r.at(Series::moved_in, year, s) = flows.by[static_cast<int>(Decision::moved_in)];
  }
  std::int64_t reported = 0, granted = 0, valid = 0;
  for (std::size_t s = 0; s < sectors_.size(); ++s) {
    const int i = static_cast<int>(s);
    r.at(Series::rd_real, year, i) = sectors_[s].accounts.real;
    r.at(Series::rd_reported, year, i) = sectors_[s].accounts.reported;
    r.at(Series::patents_filed, year, i) = innovation_sums_[s].filed;
    r.at(Series::patents_granted, year, i) = innovation_sums_[s].granted;
    r.at(Series::venture_invested, year, i) = venture_sums_[s];
    r.at(Series::tax_paid, year) += sectors_[s].accounts.tax;
    r.at(Series::tax_local, year) += static_cast<std::int64_t>(p_->treasury.cit_local.v * static_cast<double>(sectors_[s].accounts.tax));
    r.at(Series::tax_forgone, year, 0) += sectors_[s].accounts.forgone_deduction;
    r.at(Series::tax_forgone, year, 1) += sectors_[s].accounts.forgone_small;
    r.at(Series::tax_forgone, year, 2) += sectors_[s].accounts.forgone_certified;
    reported += sectors_[s].accounts.reported;
    granted += innovation_sums_[s].granted;
    valid += r.at(Series::patents_valid, year, i);
  }
  const ObservationParams& p = p_->observation;
  const double firms = 1000.0 * static_cast<double>(reported) * p.rd_coverage.v / (1 - p.rd_outside.v);
  r.rd_gdp[year] = firms / (1 - p.rd_non_firm.v) / (macro_.gdp[year] * scenario_.scale);  // (O2)
  const double share = p.patent_firm_share.v * p.patent_covered.v;                        // (O3)
  r.city_grants[year] = static_cast<std::int64_t>(static_cast<double>(granted) / share + 0.5);
  r.city_valid[year] = static_cast<std::int64_t>(static_cast<double>(valid) / share + 0.5);
}

// Lines of the treasury; what went to the firms of each district and what the district paid of it; the pipeline of attraction and the region.
void Simulation::observe_money(int year) {
  Record& r = *record_;
  const std::vector<std::int64_t> arrears = treasury_.waiting();
  const int districts = r.width(Series::paid_in_district);
  std::vector<double> own(static_cast<std::size_t>(districts), 0);
  for (int i = 0; i < r.width(Series::outlay); ++i) {
    r.at(Series::budget, year, i) = treasury_.budget_of_year(i);
    r.at(Series::outlay, year, i) = treasury_.paid_this_year(i);
    r.at(Series::arrears, year, i) = arrears[static_cast<std::size_t>(i)];
    const auto& payers = scenario_.instruments[static_cast<std::size_t>(i)].payers;
    const auto part = payers.find("district");
    for (int d = 0; d < districts; ++d) {
      const std::int64_t paid = treasury_.paid_in(i, static_cast<std::size_t>(d));
      r.at(Series::paid_in_district, year, d) += paid;
      own[static_cast<std::size_t>(d)] += part == payers.end() ? 0 : part->second * static_cast<double>(paid);
    }
  }
  for (int d = 0; d < districts; ++d)
    r.at(Series::paid_by_district, year, d) = static_cast<std::int64_t>(own[static_cast<std::size_t>(d)] + 0.5);
  for (const Park& park : parks_)
    r.at(Series::track_parks_opened, year) += park.opens <= t_ && park.opens > t_ - 4;
  if (!attraction_.on()) return;
  double talks = 0;
  for (const Deals& d : attraction_.deals()) talks += d.under_way();
  r.at(Series::attraction_under_way, year) = static_cast<std::int64_t>(talks + 0.5);
  r.at(Series::region_firms, year) = attraction_.region();
}

// The laws that must hold after every quarter.
void Simulation::audit() const {
  const auto fail = [&](const std::string& law) { throw std::logic_error(law + " is broken in " + date().text()); };
  std::int64_t cash = 0, debt = 0;
  std::vector<std::int64_t> held(world_.schemes(), 0);
  for (const Block& b : world_.blocks()) {
    for (std::uint32_t i = b.begin; i < b.end; ++i) {
      if (world_.status[i] == kEmpty) {
        if (!world_.clean(i)) fail("an empty seat's having nothing left of its last firm");
        continue;
      }
      cash += world_.cash[i], debt += world_.debt[i];
      for (int s = 0; s < world_.schemes(); ++s) {
        const bool holds = registry_.holds(world_, s, i, t_);
        held[s] += holds;
        if (holds != ((world_.held[i] >> s & 1) != 0)) fail("a firm's list of certificates");
      }
    }
  }
  if (cash != cash_.balance()) fail("conservation of cash");
  const LoanFlows& banks = loans_.ever();
  if (debt != loans_.outstanding()) fail("what firms owe being what banks are owed");
  if (banks.lent != banks.repaid + banks.recovered + banks.lost + debt) fail("conservation of loans");
  for (const LoanPool& pool : loans_.pools()) {
    if (pool.spent > pool.money || pool.guaranteed < 0) fail("the pool of " + scenario_.instruments[static_cast<std::size_t>(pool.instrument)].id);
  }
  for (const GuidanceFund& fund : funds_) {
    if (fund.idle() < 0 || fund.public_in > fund.called || static_cast<double>(fund.called) > fund.commitment)
      fail("the fund of " + scenario_.instruments[static_cast<std::size_t>(fund.instrument)].id);
  }
  if (attraction_.region() + attraction_.come_from_region() != attraction_.region_untouched() || attraction_.region() < 0)
    fail("conservation of the region's firms");
  for (int s = 0; s < world_.schemes(); ++s) {
    if (held[s] != registry_.stock(s)) fail("stock of " + scenario_.schemes[s].id);
  }
  for (std::size_t i = 0; i < scenario_.instruments.size(); ++i) {
    const int n = static_cast<int>(i);
    const LineTotals& line = treasury_.totals(n);
    if (line.claimed != line.paid + line.voided + treasury_.waiting(n)) fail("the ledger of " + scenario_.instruments[i].id);
    const std::int64_t budget = treasury_.budget_of_year(n);
    if (budget >= 0 && treasury_.paid_this_year(n) > budget) fail("the budget of " + scenario_.instruments[i].id);
  }
}

}  // namespace echelon
