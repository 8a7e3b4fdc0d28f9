// The market of R&D people at the end of a quarter, and the packages that bring people once a year (S8).
#include "core/math/vecmath.hpp"
#include "core/random/discrete.hpp"
#include "model/draws.hpp"
#include "model/schedule.hpp"
#include "model/shortlist.hpp"
#include "model/state.hpp"

namespace echelon {

namespace {

constexpr std::uint32_t kTakers = 4;  // ordinal of the reserved id under which takers are counted

bool brings(const Instrument& x, const char* whom) { return x.brings == whom; }

}  // namespace

// (H6): a package that nobody could take leaves no trace.
void Simulation::invite() {
  const std::span<const Instrument> all = shelf_.instruments();
  for (std::size_t g = 0; g < all.size(); ++g) {
    const Instrument& x = all[g];
    if (x.kind != InstrumentKind::talent_package || x.amount < 1000 || !shelf_.in_force(x, date())) continue;
    const double takers = x.per_year * scenario_.scale * package_chance(p_->talent, x.amount);
    const double u = unit_float(philox(key_, make_uid(Channel::reserved, 0, 0, kTakers), t_, kCallTalent, PolicyShelf::luck_of(x)).w0);
    const int line = static_cast<int>(g);
    if (brings(x, "person")) {
      settle(line, u, takers);
    } else if (brings(x, "team")) {
      found_firms(line, takers * p_->talent.team_founds.v);
      join_firms(line, static_cast<std::size_t>(poisson_inverse(u, takers * (1 - p_->talent.team_founds.v))));
    } else {
      join_firms(line, static_cast<std::size_t>(poisson_inverse(u, takers)));
    }
  }
}

// The money of a person's package leaves the city's purse and reaches no firm.
void Simulation::claim_package(int line, std::uint32_t slot, std::int64_t takers) {
  const Instrument& x = shelf_.instruments()[static_cast<std::size_t>(line)];
  const auto amount = static_cast<std::int64_t>(x.amount / 1000);
  const bool to_firm = slot != kNoFirm;
  for (std::int64_t i = 0; i < takers; ++i)
    treasury_.claim({t_ + x.lag_quarters, line, to_firm ? world_.uid[slot] : 0, slot, amount});
}

// Ordinary R&D people, spread over the families as the posts are.
void Simulation::settle(int line, double u, double takers) {
  const int all = poisson_inverse(u, takers), additional = poisson_inverse(u, takers * (1 - p_->talent.deadweight.v));
  claim_package(line, kNoFirm, all);
  double posts = 0, before = 0;
  for (const SkillFamilyState& f : market_.families()) posts += static_cast<double>(f.posts);
  std::int64_t given = 0;
  for (std::size_t f = 0; f < newcomers_.settlers.size() && posts > 0; ++f) {
    before += static_cast<double>(market_.families()[f].posts);
    const auto upto = static_cast<std::int64_t>(additional * (before / posts) + 0.5);
    newcomers_.settlers[f] += upto - given;
    given = upto;
  }
}

// Teams that found a firm this quarter, by sector as R&D is; the firms come with the others (E5).
void Simulation::found_firms(int line, double takers) {
  double asked = 0;
  for (const ResearchSums& s : research_sums_) asked += static_cast<double>(s.asked);
  const int year = date().year() - scenario_.horizon.first.year();
  for (std::size_t s = 0; s < research_sums_.size() && asked > 0; ++s) {
    const double mean = takers * static_cast<double>(research_sums_[s].asked) / asked;
    const std::uint32_t luck = PolicyShelf::luck_of(shelf_.instruments()[static_cast<std::size_t>(line)]);
    const Words4 words = philox(key_, make_uid(Channel::reserved, static_cast<int>(s), 0, kTakers), t_, kCallTalent, luck);
    const double u = unit_float(words.w1);
    const int all = poisson_inverse(u, mean), additional = poisson_inverse(u, mean * (1 - p_->talent.deadweight.v));
    record_->at(Series::talent_teams, year) += all;
    record_->at(Series::talents_or_teams, year) += all;
    // The firms of those who would have come anyway are among the organic ones, in a track as often as these.
    const int anyway = all - additional;
    double in_tracks = 0;
    for (const Track& track : scenario_.tracks) in_tracks += track.share_by_sector[s];
    record_->at(Series::talent_teams_in_tracks, year) += binomial_inverse(unit_float(words.w2), anyway, in_tracks < 1 ? in_tracks : 1);
    claim_package(line, kNoFirm, anyway);
    founders_.insert(founders_.end(), static_cast<std::size_t>(additional), {line, static_cast<int>(s)});
  }
}

// Experts, vice-presidents and teams go to firms that look for them: merit and luck weigh alike, as in calls for projects.
void Simulation::join_firms(int line, std::size_t takers) {
  const Instrument& x = shelf_.instruments()[static_cast<std::size_t>(line)];
  const std::uint32_t own_luck = PolicyShelf::luck_of(x);
  list_performers(world_, k_, slots_);
  keep_by_coin(world_, {key_, t_, kCallTalent, own_luck, 3}, p_->talent.seek.v, k_, slots_);
  const MeritWeights weights{.inventions = 1, .knowledge = 1, .noise = static_cast<float>(p_->certification.selection_noise.v)};
  candidates_.clear();
  add_candidates(world_, slots_, weights, {key_, t_, kCallTalent, own_luck, 0}, k_, candidates_);
  const std::size_t n = select_best(candidates_, takers);
  for (std::size_t i = 0; i < n; ++i) join_firm(line, candidates_[i].slot);
}

void Simulation::join_firm(int line, std::uint32_t slot) {
  const Instrument& x = shelf_.instruments()[static_cast<std::size_t>(line)];
  const int year = date().year() - scenario_.horizon.first.year();
  const bool team = brings(x, "team"), guest = brings(x, "vice_president");
  record_->at(guest ? Series::vice_presidents : Series::talents_or_teams, year) += 1;
  if (team) record_->at(Series::talent_teams, year) += 1;
  if (team && world_.track[slot] != 0) record_->at(Series::talent_teams_in_tracks, year) += 1;
  claim_package(line, team ? slot : kNoFirm, 1);
  const Words4 luck = philox(key_, world_.uid[slot], t_, kCallTalent, PolicyShelf::luck_of(x));
  if (unit_float(luck.w1) < p_->talent.deadweight.v) return;  // came anyway: already among the base arrivals
  bring_experts(slot, team ? team_size() : 1, guest, unit_float(luck.w2));
}

std::int64_t Simulation::team_size() const { return static_cast<std::int64_t>(p_->talent.team_size.v + 0.5); }

void Simulation::bring_experts(std::uint32_t slot, std::int64_t people, bool guests, double u) {
  const int family = market_.family_of(static_cast<int>(world_.sector_of_slot(slot)), u);
  (guests ? newcomers_.guests : newcomers_.settlers)[static_cast<std::size_t>(family)] += people;
  world_.knowledge[slot] += static_cast<float>(p_->talent.knowledge.v * static_cast<double>(people));
}

// New firms of founding teams, sector by sector (E5).
void Simulation::enter_founders(int sector) {
  std::vector<int> lines;
  for (const Founders& f : founders_) {
    if (f.sector == sector) lines.push_back(f.line);
  }
  if (lines.empty()) return;
  const int year = date().year() - scenario_.horizon.first.year();
  give_birth(world_, k_, *p_, scenario_, key_, {Channel::talent, sector, t_, static_cast<std::uint32_t>(lines.size()), {}}, slots_);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    cash_.entrants += world_.cash[slots_[i]];
    const Words4 luck = philox(key_, world_.uid[slots_[i]], t_, kCallTalent, 0);
    bring_experts(slots_[i], team_size(), false, unit_float(luck.w2));
    claim_package(lines[i], slots_[i], 1);
    if (world_.track[slots_[i]] != 0) record_->at(Series::talent_teams_in_tracks, year) += 1;
  }
  record_->at(Series::entries, year, static_cast<int>(Channel::talent)) += static_cast<std::int64_t>(lines.size());
}

// Closes the market of the quarter; its wage and its shortage meet the firms of the next one.
void Simulation::hire() {
  const bool first = market_.clear(p_->talent, research_sums_, wage_trend_, t_, newcomers_);
  newcomers_ = market_.nobody();
  const int year = date().year() - scenario_.horizon.first.year(), step = t_ + 1;
  for (std::size_t f = 0; f < market_.families().size(); ++f) {
    const SkillFamilyState& family = market_.families()[f];
    const int i = static_cast<int>(f);
    if (first) record_->at(Series::rd_people, 0, i) = record_->at(Series::rd_posts, 0, i) = family.start;
    if (first) record_->at(Series::rd_people_employed, 0, i) = family.start;
    if (first) record_->at(Series::rd_wage_index, 0, i) = record_->at(Series::rd_fill_ratio, 0, i) = kOneInRecord;
    record_->at(Series::rd_people, step, i) = family.stock;
    record_->at(Series::rd_posts, step, i) = family.posts;
    record_->at(Series::rd_people_employed, step, i) = family.employed;
    record_->at(Series::rd_wage_index, step, i) = static_cast<std::int64_t>(kOneInRecord * vexp(family.log_wage) + 0.5);
    record_->at(Series::rd_fill_ratio, step, i) = static_cast<std::int64_t>(kOneInRecord * family.fill + 0.5);
    record_->at(Series::rd_people_graduated, year, i) += family.graduated;
    record_->at(Series::rd_people_arrived, year, i) += family.arrived;
    record_->at(Series::rd_people_left, year, i) += family.left;
  }
}

}  // namespace echelon
