// The tracks of future industries in the quarter: what is asked of their firms, who enters, what the city orders (S17).
#include <algorithm>

#include "core/math/vecmath.hpp"
#include "model/draws.hpp"
#include "model/schedule.hpp"
#include "model/shortlist.hpp"
#include "model/state.hpp"
#include "model/uid.hpp"

namespace echelon {

namespace {

constexpr std::uint32_t kOrdersOfTracks = 6;  // ordinal of the reserved identity that draws how many orders or campaigns there are
constexpr std::uint32_t kEntering = 0;        // index of the call: firms that enter
constexpr std::uint32_t kPlacing = 1;         // who gets a place

std::int64_t thousands(float million) { return static_cast<std::int64_t>(1000.0f * million); }

}  // namespace

// The firms of the tracks and what they do; they stay as they are until the next quarter's growth.
void Simulation::look_at_tracks(int step) {
  if (!tracks_.on()) return;
  World& w = world_;
  std::vector<TrackSums> sums(scenario_.tracks.size());
  std::vector<std::uint32_t> found(w.block_size() + kAppendRoom);
  in_tracks_.clear();
  for (const Block& b : w.blocks()) {
    const std::uint32_t n = k_.append_set(w.track.data() + b.begin, b.end - b.begin, b.begin, found.data());
    for (std::uint32_t i = 0; i < n; ++i) {
      const std::uint32_t slot = found[i];
      if (w.status[slot] != kActive) continue;
      in_tracks_.push_back(slot);
      TrackSums& s = sums[w.track[slot] - 1u];
      s.firms += 1;
      s.sales += thousands(w.sales[slot]);
      s.revenue += thousands(w.sales[slot] * w.measured[slot]);
      s.research += thousands(w.sales[slot] * w.rd_rate[slot]);
    }
  }
  tracks_.see(p_->tracks, sums, t_ < 0 ? scenario_.horizon.first + (-1) : date());
  for (std::size_t k = 0; k < sums.size(); ++k) {
    const TrackState& s = tracks_.states()[k];
    const int i = static_cast<int>(k);
    const auto ratio = [&](Series series, double v) {
      record_->at(series, step, i) = static_cast<std::int64_t>(kOneInRecord * v + (v < 0 ? -0.5 : 0.5));
    };
    record_->at(Series::track_firms, step, i) = sums[k].firms;
    record_->at(Series::track_revenue, step, i) = sums[k].revenue;
    ratio(Series::track_readiness, s.readiness), ratio(Series::track_capability, s.capability);
    ratio(Series::track_hype, vexp(s.log_hype)), ratio(Series::track_pull, s.pull);
  }
}

// (K6)
void Simulation::serve_tracks() {
  if (!tracks_.on()) return;
  tracks_.advance(p_->tracks, key_, date(), t_);
  std::vector<float> quarter;
  for (const TrackState& s : tracks_.states()) quarter.push_back(static_cast<float>(0.25 * s.pull));
  World& w = world_;
  for (const std::uint32_t slot : in_tracks_) w.log_sales[slot] += quarter[w.track[slot] - 1u];
}

std::vector<std::size_t> Simulation::supported(const Instrument& x) const {
  std::vector<std::size_t> tracks;
  for (std::size_t k = 0; k < scenario_.tracks.size(); ++k) {
    const bool named = std::find(x.tracks.begin(), x.tracks.end(), scenario_.tracks[k].id) != x.tracks.end();
    if (x.tracks.empty() || named) tracks.push_back(k);
  }
  return tracks;
}

// How many of an instrument's orders, places or campaigns there are this year: no more than its line can pay.
std::int64_t Simulation::number_of(const Instrument& x) const {
  if (x.kind != InstrumentKind::track_support || x.amount < 1000 || !shelf_.in_force(x, date())) return 0;
  const double most = x.budget >= 0 ? std::min(x.per_year, x.budget / x.amount) : x.per_year;
  const std::uint32_t luck = PolicyShelf::luck_of(x);
  const Words4 word = philox(key_, make_uid(Channel::reserved, 0, 0, kOrdersOfTracks), t_, kCallTrack, luck);
  return static_cast<std::int64_t>(most * scenario_.scale + unit_float(word.w0));
}

// Orders for applications and campaigns, once a year, alike over the tracks named. Contracts are booked as outlay (decision 22): what they
// do for firms they do through demand.
void Simulation::order() {
  std::vector<double> orders(scenario_.tracks.size(), 0), campaigns(orders);
  const std::span<const Instrument> all = shelf_.instruments();
  for (std::size_t g = 0; g < all.size(); ++g) {
    const Instrument& x = all[g];
    const std::int64_t n = x.supports == "space" || x.supports == "parks" ? 0 : number_of(x);
    const std::vector<std::size_t> tracks = supported(x);
    if (n == 0 || tracks.empty()) continue;
    const auto amount = static_cast<std::int64_t>(x.amount / 1000);
    for (std::int64_t i = 0; i < n; ++i) treasury_.claim({t_ + x.lag_quarters, static_cast<int>(g), 0, kNoFirm, amount});
    const double each = static_cast<double>(n * amount) / static_cast<double>(tracks.size());
    for (const std::size_t k : tracks) {
      if (x.supports == "orders") orders[k] += each;
      else campaigns[k] += 1000 * each / scenario_.scale;
    }
  }
  for (std::size_t k = 0; k < orders.size(); ++k) tracks_.support(k, orders[k], campaigns[k]);
}

// A special park is begun in the second quarter and opens after its building time.
void Simulation::begin_parks() {
  const std::span<const Instrument> all = shelf_.instruments();
  for (std::size_t g = 0; g < all.size(); ++g) {
    const std::int64_t n = all[g].supports == "parks" ? number_of(all[g]) : 0;
    for (std::int64_t i = 0; i < n; ++i) parks_.push_back({g, t_ + all[g].duration_quarters});
  }
}

// (K9) Places of the year: what is rented, or what the parks that stand have free.
std::int64_t Simulation::places_of(std::size_t line) const {
  const Instrument& x = shelf_.instruments()[line];
  if (x.supports == "space") return number_of(x);
  if (x.supports != "parks" || x.amount < 1000 || !shelf_.in_force(x, date())) return 0;
  double places = 0;
  for (const Park& park : parks_) places += park.line == line && park.opens <= t_ ? p_->tracks.park_places.v : 0;
  const double most = x.budget >= 0 ? std::min(places, x.budget / x.amount * scenario_.scale) : places;
  return static_cast<std::int64_t>(most + 0.5);
}

// Space of the year by track: places, and what the best-paid of them adds to the chance to enter.
std::vector<Simulation::Space> Simulation::free_space() const {
  std::vector<Space> space(scenario_.tracks.size());
  const std::span<const Instrument> all = shelf_.instruments();
  for (std::size_t g = 0; g < all.size(); ++g) {
    const Instrument& x = all[g];
    const std::int64_t n = places_of(g);
    const std::vector<std::size_t> tracks = supported(x);
    for (std::size_t i = 0; i < tracks.size() && n > 0; ++i) {
      const auto m = static_cast<std::int64_t>(tracks.size()), at = static_cast<std::int64_t>(i);
      const std::int64_t places = n * (at + 1) / m - n * at / m;  // whole places, together n
      Space& s = space[tracks[i]];
      for (std::int64_t k = 0; k < places; ++k) s.lines.push_back(static_cast<int>(g));
      if (places > 0) s.effect = std::max(s.effect, space_effect(p_->tracks, x.amount));
    }
  }
  return space;
}

// (K7) Once a year. Who would enter anyway and who enters for the space stand apart: the former are the same in every scenario of the same
// expectations, and take places first come, first served, like everybody.
void Simulation::enter_tracks() {
  const std::vector<Space> space = free_space();
  const std::size_t tracks = space.size(), sectors = sectors_.size();
  std::vector<double> ends(sectors * 2 * tracks, 0);
  double most = 0;
  for (std::size_t s = 0; s < sectors; ++s) {
    double sum = 0;
    double* const end = ends.data() + s * 2 * tracks;
    for (std::size_t k = 0; k < tracks; ++k) end[k] = sum += tracks_.chance(p_->tracks, static_cast<int>(s), k);
    for (std::size_t k = 0; k < tracks; ++k) end[tracks + k] = sum += tracks_.chance(p_->tracks, static_cast<int>(s), k) * space[k].effect;
    most = std::max(most, sum);
  }
  list_performers(world_, k_, slots_);
  std::erase_if(slots_, [&](std::uint32_t slot) { return world_.track[slot] != 0; });
  keep_by_coin(world_, {key_, t_, kCallTrack, kEntering, 0}, std::min(most, 1.0), k_, slots_);
  std::vector<std::vector<Candidate>> takers(tracks);
  for (const std::uint32_t slot : slots_) {
    const double* const end = ends.data() + world_.sector_of_slot(slot) * 2 * tracks;
    const double u = unit_float(philox(key_, world_.uid[slot], t_, kCallTrack, kEntering).w0);
    const auto at = static_cast<std::size_t>(std::upper_bound(end, end + 2 * tracks, u) - end);
    if (at == 2 * tracks) continue;
    if (at < tracks) enter_track(slot, at);
    const float order = unit_float(philox(key_, world_.uid[slot], t_, kCallTrack, kPlacing).w0);
    takers[at % tracks].push_back({order, world_.uid[slot], slot});
  }
  for (std::size_t k = 0; k < tracks; ++k) give_places(space[k], k, takers[k]);
}

void Simulation::give_places(const Space& space, std::size_t track, std::vector<Candidate>& takers) {
  const std::size_t n = select_best(takers, space.lines.size());
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t slot = takers[i].slot;
    if (world_.track[slot] == 0) enter_track(slot, track);
    const Instrument& x = shelf_.instruments()[static_cast<std::size_t>(space.lines[i])];
    treasury_.claim({t_ + x.lag_quarters, space.lines[i], world_.uid[slot], slot, static_cast<std::int64_t>(x.amount / 1000)});
  }
}

void Simulation::enter_track(std::uint32_t slot, std::size_t track) {
  world_.track[slot] = static_cast<std::uint8_t>(track + 1);
  tracks_.entered(track, thousands(world_.sales[slot]));
  record_->at(Series::track_entries, date().year() - scenario_.horizon.first.year(), static_cast<int>(track)) += 1;
}

// (K8); empty without the year of the published figure.
std::vector<double> Simulation::scale_of_tracks(const Record& r) const {
  const TracksParams& p = p_->tracks;
  const int base = static_cast<int>(p.published_year.v) - scenario_.horizon.first.year();
  if (!tracks_.on() || base < 0 || base >= r.years()) return {};
  const auto revenue = [&](int year) { return static_cast<double>(r.total(Series::track_revenue, 4 * (year + 1))); };
  std::vector<double> scale;
  for (int y = 0; y < r.years() && revenue(base) > 0; ++y)
    scale.push_back(p.published.v * (1 + p.published_excess.v) * revenue(y) / revenue(base));
  return scale;
}

}  // namespace echelon
