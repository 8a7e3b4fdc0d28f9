#pragma once
// The table from decision to (call, lane). Append only: renumbering an entry changes every number, and the changelog
// must say so. A draw is philox(key(seed, replicate), uid, quarter, call, k); one call serves four neighbouring
// decisions of a firm. `quarter` is the quarter of the run for quarterly decisions, the first quarter of the fiscal year for
// annual ones, and kForLife for latent traits, which are pure functions of the firm's identity.
#include <cstdint>

namespace echelon {

constexpr std::uint32_t kForLife = 0xffffu;

enum Call : std::uint32_t {
  kCallQuarterA = 0,     // growth.shock, exit.hazard, growth.hire, exit.dormancy
  kCallQuarterB = 1,     // innovation.arrival, venture.seek, innovation.examination, innovation.strategic
  kCallYearA = 2,        // growth.variance, growth.persistent, growth.transitory, growth.transitory_variance
  kCallYearB = 3,        // research.intensity, research.report, finance.profit, entry.spin_off
  kCallTraitA = 4,       // research.performer, competition.productivity, rules.hightech_share, innovation.talent
  kCallTraitB = 5,       // finance.margin, rules.main_business, rules.niche_years, rules.niche_share
  kCallTraitC = 6,       // rules.debt, certification.propensity, rules.staff_share, rules.rd_domestic
  kCallTraitD = 7,       // rules.level, rules.support, rules.organisation_a, rules.organisation_b
  kCallTraitE = 8,       // rules.organisation_c, rules.organisation_d, rules.ip_way, rules.standards
  kCallTraitF = 9,       // rules.award, rules.institution, rules.contest, rules.offence (a year) and rules.banned (life)
  kCallTraitG = 10,      // rules.specialised, rules.quality, rules.chain, rules.rank
  kCallTraitH = 11,      // rules.ip_main, rules.field, rules.assets, rules.conversion
  kCallBirthA = 12,      // entry.size, entry.district, entry.track, entry.age
  kCallBirthB = 13,      // entry.productivity, entry.intensity, entry.cash, entry.arrives_certified
  kCallBirthC = 14,      // population.staff, population.patents, population.venture, population.certificate
  kCallBirthD = 15,      // population.persistent, population.knowledge, population.since, population.flags
  kCallScheme = 16,      // k = scheme: certification.aware (at the start), .apply, .pass, .order
  kCallRound = 17,       // venture.valuation, .amount, .dilution, .score
  kCallInnovation = 18,  // k = event: innovation.value, .radical, .inventions, .utilities
  kCallEntry = 19,       // uid = reserved id of a sector: entry.organic, .spin_off, .attracted, .moved_in
  kCallMacro = 20,       // reserved id: macro.z, macro.downturn, macro.climate, macro.unused
  kCallSector = 21,      // reserved id of a sector: macro.sector
  kCallGrant = 22,       // k = hash of the instrument's name: grant.score, grant.inframarginal, grant.diverted, grant.noise
  kCallParent = 23,      // entry.parent
  kCallRevoke = 24,      // k = scheme: certification.revoked
  kCallMarginal = 25,    // reserved id: population.sector_share, ...
  kCallListing = 26,     // venture.listing
  kCallAgent = 27,       // certification.agent
  kCallHandIn = 28,      // k = scheme: certification.hand_in
  kCallAware = 29,       // k = scheme / 8: certification.aware in half a word; scheme % 8 = 2 · lane + half, the lower one first
  kCallTalent = 30,      // k = hash of the instrument's name: talent.merit, .anyway, .family, .seek; uid = reserved id of a sector: .takers
  kCallConsortium = 31,       // k = hash of the call: consortia.leader, .order, .accept, .milestone; reserved id: .number
  kCallConsortiumHeard = 32,  // k = hash of the call: consortia.heard
  kCallNotch = 33,            // notch.hassle (life)
  kCallCarrier = 34,     // k = 0: carriers.rescue, .after, .introduction; 1: .merit, .wish (lane 3); 2 + scheme / 4: .counsel
  kCallPlatform = 35,    // k = 0: platforms.merit, .wish (lane 3); reserved ids, k = hash of the instrument: .number, .approval
  kCallTrack = 37,            // reserved id, k = hash of the track: tracks.midpoint, .slope (for life), .hype (a quarter); hash of the instrument:
                              // .number; a firm: k = 0 tracks.enter, 1 tracks.place
  kCallLoan = 36,        // loans.default, .anyway, .noise, .ask
  kCallGuidance = 38,    // reserved id, k = hash of the instrument's name: guidance.meets, .realised
};

}  // namespace echelon
