#include "model/processes/guidance.hpp"

#include <algorithm>

#include "core/random/uniform.hpp"
#include "model/draws.hpp"
#include "model/fields.hpp"
#include "model/uid.hpp"

namespace echelon {

namespace {

constexpr std::uint32_t kSubfunds = 5;  // ordinal of the reserved identity that draws what sub-funds realise

}  // namespace

double realised_share(const GuidanceParams& p, PhiloxKey key, std::uint32_t luck, int subfunds) {
  // Who misses realises between nothing and twice the mean of those who miss; where that would be above all, all.
  const double mean = p.met.v < 1 ? std::max(0.0, p.realised.v - p.met.v) / (1 - p.met.v) : 0;
  const double most = std::min(2 * mean, 1.0);
  double sum = 0;
  for (int i = 0; i < subfunds; ++i) {
    const Words4 words = philox(key, make_uid(Channel::reserved, 0, 0, kSubfunds), kForLife, kCallGuidance, luck + static_cast<std::uint32_t>(i));
    const bool meets = unit_float(words.w0) < static_cast<float>(p.met.v);
    sum += meets ? 1 : most * static_cast<double>(unit_float(words.w1));
  }
  return subfunds > 0 ? sum / subfunds : 0;
}

std::int64_t call_of(const GuidanceFund& fund, double pace) {
  const double most = fund.commitment * pace / 4 * std::min(1.0, fund.realised);
  return std::max<std::int64_t>(0, std::min(static_cast<std::int64_t>(most), static_cast<std::int64_t>(fund.commitment) - fund.called));
}

std::int64_t receive(GuidanceFund& fund, std::int64_t paid, const GuidanceParams& p) {
  fund.public_in = paid;
  const auto beside = static_cast<std::int64_t>(p.match.v * static_cast<double>(paid));
  const std::int64_t came = beside - fund.private_in;
  fund.private_in = beside;
  return came;
}

std::span<const Field> guidance_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(guidance, realised, "r̄", "%", 0, 1, "realised over promised capital of guidance funds", "引导基金到位率"),
      ECHELON_FIELD(guidance, met, "m", "%", 0, 1, "funds that realise all they promised", "足额到位基金占比"),
      ECHELON_FIELD(guidance, match, "", "1", 0, 10, "private money beside a public yuan", "社会资本撬动倍数"),
      ECHELON_FIELD(guidance, crowding, "", "%", 0, 1, "part of it that is taken from the city's private pool", "对其他行业的挤出"),
  };
  return fields;
}

}  // namespace echelon
