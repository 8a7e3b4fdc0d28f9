#pragma once
// The attributes of a firm, one column each. The tag names the meaning; `type` is how it is stored. Slots that hold no
// firm carry harmless values, so that the loops of a block need no branch.
#include <cstdint>

#include "core/column.hpp"

namespace echelon {

// Status of a slot.
constexpr std::uint8_t kEmpty = 0;
constexpr std::uint8_t kActive = 1;
constexpr std::uint8_t kDormant = 2;  // keeps slot and certificates until expiry; outside counts, sales and R&D

// Flags of a firm.
constexpr std::uint8_t kPerformer = 1;   // does R&D this year
constexpr std::uint8_t kListed = 2;      // on a stock exchange
constexpr std::uint8_t kRelocated = 4;   // moved in from inside the region
constexpr std::uint8_t kSeeksTitle = 8;  // works towards a certificate: may file patents for it
constexpr std::uint8_t kInsolvent = 16;  // cash was below zero at the end of the last quarter
constexpr std::uint8_t kBoughtOut = 32;  // reserved for mergers
constexpr std::uint8_t kHasAgent = 64;   // an agent serves it, for life (W2)
constexpr std::uint8_t kBarred = 128;    // defaulted on a loan and gets none for a while (L7)

#define ECHELON_COLUMN(Name, Type) \
  struct Name {                    \
    using type = Type;             \
  }

// identity
ECHELON_COLUMN(Uid, std::uint32_t);        // channel, sector, quarter and ordinal of entry: the same in every scenario
ECHELON_COLUMN(Status, std::uint8_t);
ECHELON_COLUMN(Flags, std::uint8_t);
ECHELON_COLUMN(DistrictOf, std::uint8_t);
ECHELON_COLUMN(TrackOf, std::uint8_t);     // 0 none, else 1 + index of the 5+X track
ECHELON_COLUMN(Reach, std::uint8_t);       // bit per rare trait that the firm's luck may bring about (rules/latent.hpp)
ECHELON_COLUMN(InstitutionLuck, std::uint8_t);  // rules.institution in 256 steps, rounded down
ECHELON_COLUMN(Birth, std::int16_t);       // quarter of registration, counted from the run's first quarter
// size and growth
ECHELON_COLUMN(LogSales, float);           // x: ln of permanent annualised sales, million CNY
ECHELON_COLUMN(Sales, float);              // S = e^x, million CNY a year
ECHELON_COLUMN(Measured, float);           // e^u: measured over permanent sales this fiscal year
ECHELON_COLUMN(Persistent, float);         // h: persistent component of growth, per year
ECHELON_COLUMN(Drift, float);              // expected growth of this fiscal year beside the sector's, per year
ECHELON_COLUMN(Spread, float);             // sd of the growth shock of one quarter in this fiscal year
ECHELON_COLUMN(Gain, float);               // log sales still to come from innovations
ECHELON_COLUMN(Employees, float);          // whole persons
ECHELON_COLUMN(Productivity, float);       // ln a: idiosyncratic productivity
// money
ECHELON_COLUMN(Cash, std::int32_t);        // thousand CNY
ECHELON_COLUMN(Debt, std::int32_t);        // thousand CNY owed to banks
ECHELON_COLUMN(GrantLeft, std::int32_t);   // thousand CNY of project money not yet spent
ECHELON_COLUMN(CarriedLoss, std::int32_t); // losses carried and their age in one word (F5)
ECHELON_COLUMN(Margin, float);             // operating margin before R&D, share of sales
// research
ECHELON_COLUMN(Inclination, float);        // logit of the latent inclination to do R&D at all
ECHELON_COLUMN(LogIntensity, float);       // ln rho: ln of desired R&D over sales
ECHELON_COLUMN(RdRate, float);             // desired real R&D over sales this year, user cost included
ECHELON_COLUMN(Knowledge, float);          // K, million CNY at constant wages
ECHELON_COLUMN(RdYear, float);             // real R&D of the fiscal year so far, million CNY
ECHELON_COLUMN(SalesYear, float);          // measured sales of the fiscal year so far, million CNY
ECHELON_COLUMN(InnovationRate, float);     // expected innovations a quarter
ECHELON_COLUMN(Pending, std::uint16_t);    // invention applications under examination
ECHELON_COLUMN(Inventions, std::uint16_t); // valid invention patents (class I)
ECHELON_COLUMN(Utilities, std::uint16_t);  // valid utility models and the like (class II)
// annual rings that rules read: [0] last closed year
ECHELON_COLUMN(Revenue0, float);
ECHELON_COLUMN(Revenue1, float);
ECHELON_COLUMN(Revenue2, float);
ECHELON_COLUMN(Reported0, float);          // reported R&D, million CNY
ECHELON_COLUMN(Reported1, float);
ECHELON_COLUMN(Reported2, float);
ECHELON_COLUMN(Raised0, float);            // equity raised, million CNY; [0] is the current year
ECHELON_COLUMN(Raised1, float);
ECHELON_COLUMN(Raised2, float);
// venture
ECHELON_COLUMN(Round, std::uint8_t);
ECHELON_COLUMN(SinceRound, std::uint8_t);  // quarters since the last round, saturating
ECHELON_COLUMN(Valuation, float);          // million CNY, post-money of the last round
ECHELON_COLUMN(RaisedTotal, float);        // million CNY
// schemes
ECHELON_COLUMN(AwareOf, std::uint16_t);    // bit per scheme
ECHELON_COLUMN(Held, std::uint16_t);       // bit per scheme whose certificate is in the books
ECHELON_COLUMN(Had, std::uint16_t);        // bit per scheme of which the firm ever held a certificate
ECHELON_COLUMN(Until, std::int16_t);       // one column a scheme: last quarter of validity, kNever when never held
ECHELON_COLUMN(Since, std::int16_t);       // one column a scheme: first quarter of the current or last certificate

#undef ECHELON_COLUMN

constexpr std::int16_t kNever = -30000;
constexpr int kMaxSchemes = 16;

}  // namespace echelon
