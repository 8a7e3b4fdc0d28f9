#pragma once
// GUIDANCE FUNDS (the fund part of S9)
// What        The city or province promises a fund money for some sectors. The fund calls it as fast as it finds private money beside
//             it, and buys equity from firms of its sectors that private investors left. Part of the private money beside it would have been
//             invested in the city anyway, in whatever sector.
// Equation    (G1) r = mean over the fund's sub-funds of what each realises: 1 with probability m, else uniform so that the mean is r̄
//             (G2) called a quarter = commitment·pace/4·min(1, r), until the commitment is used up: no faster than it is matched
//             (G3) private money in = match · public money in
//             (G4) private pool of the quarter = P·v − crowding · private money that came in: it is taken from all sectors
//             (G5) the fund invests as venture does (V2)-(V4), in its own sectors, in whom the private pool did not fund
//             (G6) public in + private in = invested + idle, by fund, to the thousand yuan, always
// Reads       what the treasury paid
// Writes      its own books; money reaches firms by venture_rounds alone
// Parameters  config/parameters/guidance.yaml
// Draws       guidance.meets, .realised (life of the fund)
// Neglects    returns and their use again, fees, loss, what less private money does to the founding of firms in other sectors
// Source      model page S9: [L25-L28]; data A19-A23
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/quantity.hpp"
#include "core/random/philox.hpp"

namespace echelon {

struct GuidanceParams {
  Share realised;   // r̄: mean of realised over promised capital
  Share met;        // m: funds that realise all
  Number match;     // private yuan a public one
  Share crowding;   // of the private money, taken from the city's pool
};

struct GuidanceFund {
  int instrument;
  double commitment;             // thousand CNY
  double realised;               // r
  std::uint32_t sectors;         // a bit a sector
  std::int64_t called = 0;       // of the treasury, thousand CNY
  std::int64_t public_in = 0, private_in = 0, invested = 0;
  std::int64_t idle() const { return public_in + private_in - invested; }
};

// (G1)
double realised_share(const GuidanceParams& p, PhiloxKey key, std::uint32_t luck, int subfunds);
// (G2): thousand CNY of this quarter.
std::int64_t call_of(const GuidanceFund& fund, double pace);
// (G3): books what the treasury paid so far; returns the private money that came in beside it.
std::int64_t receive(GuidanceFund& fund, std::int64_t paid, const GuidanceParams& p);

}  // namespace echelon
