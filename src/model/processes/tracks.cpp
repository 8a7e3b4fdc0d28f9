#include "model/processes/tracks.hpp"

#include <algorithm>

#include "core/math/vecmath.hpp"
#include "core/random/uniform.hpp"
#include "model/draws.hpp"
#include "model/fields.hpp"
#include "model/proximity.hpp"
#include "model/scenario.hpp"
#include "model/uid.hpp"

namespace echelon {

namespace {

constexpr std::uint32_t kTrackLuck = 5;  // ordinal of the reserved identity that draws for tracks
constexpr int kSettling = 4000;          // rounds until capabilities are in balance; the slowest closes one per cent of what is left

double normal(std::uint32_t word) { return inverse_normal(static_cast<double>(unit_float(word))); }

Words4 draw(PhiloxKey key, std::uint32_t quarter, std::uint32_t luck) {
  return philox(key, make_uid(Channel::reserved, 0, 0, kTrackLuck), quarter, kCallTrack, luck);
}

double mid_quarter(Quarter date) { return date.year() + (date.of_year() - 0.5) / 4; }

double within(double value, double low, double high) { return value < low ? low : (value > high ? high : value); }

double expectation(const TracksParams& p, const TrackState& s, double year) {
  return p.hype_floor.v + p.hype_reach.v * (readiness_at(s, year + p.foresight.v) - readiness_at(s, year));
}

}  // namespace

double readiness_at(const TrackState& s, double year) { return 1 / (1 + vexp(-s.slope * (year - s.midpoint))); }

double space_effect(const TracksParams& p, double amount) { return p.space_pull.v * (1 - vexp(-amount / p.space_scale.v)); }

void Tracks::open(const Scenario& scenario, const TracksParams& p, PhiloxKey key, bool on) {
  const std::size_t n = on ? scenario.tracks.size() : 0;
  states_.assign(n, {}), luck_.clear(), seen_ = false, scale_ = scenario.scale;
  for (std::size_t k = 0; k < n; ++k) {
    luck_.push_back(luck_of_name(scenario.tracks[k].id));
    const Words4 own = draw(key, kForLife, luck_[k]);
    states_[k].midpoint = scenario.tracks[k].midpoint + p.delay.v + p.delay_spread.v * normal(own.w0);
    states_[k].slope = p.slope.v * vexp(p.slope_spread.v * normal(own.w1));
  }
  if (n == 0) return;
  near_ = track_proximity(scenario.tracks), related_ = relatedness(scenario.sectors, scenario.tracks);
  for (std::size_t k = 0; k < n; ++k) {
    double others = 0;
    near_[k * n + k] = 0;
    for (std::size_t j = 0; j < n; ++j) others += near_[k * n + j];
    for (std::size_t j = 0; j < n && others > 0; ++j) near_[k * n + j] /= others;
  }
}

// (K2)
void Tracks::learn(const TracksParams& p) {
  std::vector<double> before;
  for (const TrackState& s : states_) before.push_back(s.capability);
  for (std::size_t k = 0; k < states_.size(); ++k) {
    TrackState& s = states_[k];
    const double research = static_cast<double>(s.sums.research) / 1000 / scale_;
    double around = 0;
    for (std::size_t j = 0; j < states_.size(); ++j) around += near_[k * states_.size() + j] * before[j];
    const double gain = p.learning.v * vlog1p(research / p.research_scale.v) * (1 - s.capability) + p.neighbours.v * around;
    s.capability = within(s.capability + 0.25 * (gain - p.forgetting.v * s.capability), 0, 1);
  }
}

// (K4), in logs
double Tracks::demand(const TracksParams& p, const TrackState& s) const {
  double share = 0;
  if (s.start > 0 && s.capability > 0) share = std::min(vlog(p.share_cap.v), p.share_elasticity.v * (vlog(s.capability) - vlog(s.start)));
  const double sales = static_cast<double>(std::max<std::int64_t>(s.sums.sales, 1));
  return vlog(p.base.v + s.readiness) + share + vlog1p((1 - p.deadweight.v) * s.orders / sales);
}

void Tracks::see(const TracksParams& p, std::span<const TrackSums> sums, Quarter date) {
  for (std::size_t k = 0; k < states_.size(); ++k) states_[k].sums = sums[k];
  if (seen_) return;
  seen_ = true;
  for (int i = 0; i < kSettling; ++i) learn(p);
  const double year = mid_quarter(date);
  for (TrackState& s : states_) {
    s.start = s.capability;
    s.readiness = readiness_at(s, year);
    s.log_hype = vlog(expectation(p, s, year));
    s.log_index = demand(p, s);
  }
}

// (K3)
void Tracks::expect(const TracksParams& p, PhiloxKey key, double year, int quarter) {
  for (std::size_t k = 0; k < states_.size(); ++k) {
    TrackState& s = states_[k];
    const double campaign = p.promotion.v * (1 - vexp(-s.promotion / (1e6 * p.promotion_scale.v)));
    const double aim = vlog(expectation(p, s, year)) + campaign;
    const double shock = normal(draw(key, static_cast<std::uint32_t>(quarter), luck_[k]).w0);
    s.log_hype += 0.25 * p.hype_return.v * (aim - s.log_hype) + 0.5 * p.hype_spread.v * shock;
  }
}

void Tracks::advance(const TracksParams& p, PhiloxKey key, Quarter date, int quarter) {
  const double year = mid_quarter(date);
  learn(p);
  expect(p, key, year, quarter);
  for (TrackState& s : states_) {
    s.readiness = readiness_at(s, year);
    const double index = demand(p, s), sales = static_cast<double>(s.sums.sales);
    // (K5)
    s.room += index - s.log_index - (sales > 0 ? vlog1p(static_cast<double>(s.entered) / sales) : 0);
    s.log_index = index, s.entered = 0;
    s.pull = within(p.speed.v * s.room, -p.pull_limit.v, p.pull_limit.v);
    s.room -= 0.25 * s.pull;
  }
}

void Tracks::support(std::size_t track, double orders, double promotion) {
  states_[track].orders = orders, states_[track].promotion = promotion;
}

double Tracks::chance(const TracksParams& p, int sector, std::size_t track) const {
  const TrackState& s = states_[track];
  return p.enter.v * related_[static_cast<std::size_t>(sector) * states_.size() + track] * vexp(s.log_hype) * s.capability;
}

std::span<const Field> tracks_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(tracks, delay, "", "years", -20, 20, "delay of all midpoints of readiness", "技术成熟推迟"),
      ECHELON_FIELD(tracks, delay_spread, "", "years", 0, 10, "sd of each midpoint on its own", "各赛道成熟时点离散度"),
      ECHELON_FIELD(tracks, slope, "q", "per year", 0.05, 2, "slope of readiness", "成熟速度"),
      ECHELON_FIELD(tracks, slope_spread, "", "1", 0, 1, "sd of each log slope on its own", "各赛道成熟速度离散度"),
      ECHELON_FIELD(tracks, base, "b", "1", 0.001, 10, "what is asked at no readiness, beside 1 at full", "成熟前基础需求"),
      ECHELON_FIELD(tracks, learning, "α", "per year", 0, 1, "capability gained from R&D", "研发学习速度"),
      ECHELON_FIELD(tracks, research_scale, "R₀", "million CNY", 1, 1e5, "R&D of a track from which learning slows", "研发学习尺度"),
      ECHELON_FIELD(tracks, neighbours, "β", "per year", 0, 1, "capability gained from related tracks", "邻近赛道学习"),
      ECHELON_FIELD(tracks, forgetting, "δ", "per year", 0.001, 1, "capability lost", "能力折旧"),
      ECHELON_FIELD(tracks, share_elasticity, "η", "1", 0, 5, "elasticity of the city's share to its capability", "份额弹性"),
      ECHELON_FIELD(tracks, share_cap, "", "1", 1, 100, "most of the city's share, over that of the start", "份额上限倍数"),
      ECHELON_FIELD(tracks, speed, "κ", "per year", 0, 4, "how fast firms serve what is asked", "需求响应速度"),
      ECHELON_FIELD(tracks, pull_limit, "m", "per year", 0, 1, "most that demand adds to growth", "需求拉动上限"),
      ECHELON_FIELD(tracks, hype_floor, "", "1", 0.01, 10, "expectations where nothing moves", "预期底线"),
      ECHELON_FIELD(tracks, hype_reach, "ω", "1", 0, 20, "how far expectations run with what is foreseen", "预期放大"),
      ECHELON_FIELD(tracks, foresight, "L", "years", 0, 20, "how far expectations look", "预期期限"),
      ECHELON_FIELD(tracks, hype_return, "ρ", "per year", 0, 4, "return of expectations", "预期回归"),
      ECHELON_FIELD(tracks, hype_spread, "σ", "1", 0, 2, "sd of a year's shock to log expectations", "预期波动"),
      ECHELON_FIELD(tracks, enter, "e", "per year", 0, 1, "entry rate at relatedness, expectations and capability of one", "转入速度"),
      ECHELON_FIELD(tracks, deadweight, "ζ", "%", 0, 1, "orders that would have been placed anyway", "场景订单无谓损失"),
      ECHELON_FIELD(tracks, space_pull, "", "1", 0, 10, "rise of the chance to enter where space is free", "园区吸引力"),
      ECHELON_FIELD(tracks, space_scale, "", "CNY", 1e3, 1e8, "rent relief of a year that moves a decision", "租金补贴尺度"),
      ECHELON_FIELD(tracks, park_places, "", "1", 0, 10000, "places that a special park has free in a year", "园区年新增入驻名额"),
      ECHELON_FIELD(tracks, promotion, "", "1", 0, 5, "rise of log expectations by a generous campaign", "宣传效果"),
      ECHELON_FIELD(tracks, promotion_scale, "", "million CNY", 0.01, 1e4, "campaign of a year and track that is heard", "宣传尺度"),
      ECHELON_FIELD(tracks, published, "", "CNY", 1e6, 1e15, "published scale of future industries, a lower bound", "公布的未来产业规模"),
      ECHELON_FIELD(tracks, published_excess, "", "%", 0, 2, "how far the scale lies above the published bound", "高出公布下限"),
      ECHELON_FIELD(tracks, published_year, "", "1", 2000, 2100, "year of the published scale", "公布年份"),
  };
  return fields;
}

}  // namespace echelon
