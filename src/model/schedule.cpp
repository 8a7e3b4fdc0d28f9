// The quarter, read aloud: open it, let the firms live, let investors fund, let the desks decide, pay, close the books in
// winter, let firms leave and come, and look.
#include "model/schedule.hpp"

#include <stdexcept>

#include "model/state.hpp"

namespace echelon {

void Simulation::step() {
  open_quarter();   ended(Phase::spring);       // rules at this date, macro and climate; budgets and yearly draws in spring
  firms_live();     ended(Phase::firms);        // growth, purse, exit, research, innovation: block by block
  markets();        ended(Phase::markets);      // people for research, who enters a track, loans, venture rounds, guidance funds
  desks();          ended(Phase::desks);        // applications, decisions, selections, calls for projects; certificates that end
  pay();            ended(Phase::treasury);     // the treasury, to the last thousand yuan
  close_year();     ended(Phase::books);        // annual accounts, in winter
  demography();     ended(Phase::demography);   // exits, dormancy, entries
  observe(t_ + 1);  ended(Phase::observation);  // what statistics would publish
}

Record Simulation::run(const Parameters& parameters, PhiloxKey key, PhiloxKey economy) {
  Record record(scenario_);
  record_ = &record, economy_key_ = economy;
  open_world(parameters, key);
  ended(Phase::opening);
  for (t_ = 0; t_ < record.quarters(); ++t_) {
    step();
    if (options_.audit) audit();
    if (watcher_ && date().of_year() == 4) watcher_(*this, date().year());
  }
  record.gdp = macro_.gdp;
  record.track_scale = scale_of_tracks(record);
  record_ = nullptr;
  return record;
}

RuleContext Simulation::rule_context() const {
  return {world_, scenario_, p_->rules, key_, t_, date(), usd_cny_, &k_, &rule_constants_};
}

void Simulation::open_quarter() {
  if (date().of_year() == 1) {
    registry_.open_year();
    treasury_.open_year();
    selected_this_year_.clear();
    consortia_.open_year();
    carriers_.open_year();
    platforms_.open_year();
    for (InnovationSums& s : innovation_sums_) s = {};
    for (std::int64_t& v : venture_sums_) v = 0;
    for (std::int64_t& v : fund_sums_) v = 0;
    fund_called_ = fund_private_ = 0;
    loans_.open_year();
  }
  macro_quarter(macro_, p_->macro, scenario_, economy_key_, t_);
  rule_constants_ = rule_constants(p_->rules, date());
  prepare_sectors();
}

void Simulation::firms_live() {
  leaves_.clear(), turns_.clear(), seekers_.clear();
  serve_tracks();
  InnovationEvents events(world_, p_->innovation, innovation_env(), innovation_sums_);
  if (date().of_year() == 1) {
    world_.turn_raised();
    for (const Block& block : world_.blocks()) yearly_block(block);
    ended(Phase::firms);
    if (consortia_on_) ally();
    if (platforms_on_) visit_platforms();
    ended(Phase::desks);
  }
  ended(Phase::firms);
  if (carriers_on_) carriers_.move_out(world_, p_->carriers, t_);
  if (carriers_on_ && date().of_year() == 1) open_carriers();
  ended(Phase::desks);
  research_sums_.assign(sectors_.size(), {});
  for (const Block& block : world_.blocks()) sweep_block(block, events);
  ended(Phase::firms);
  if (carriers_on_) live_in_carriers();
  ended(Phase::desks);
  for (const ResearchSums& s : research_sums_) cash_.research += s.spent;
  record_->firm_quarters += static_cast<double>(active_now_ + record_->at(Series::dormant, t_));  // as last observed
}

void Simulation::markets() {
  if (market_.on() && date().of_year() == 2) invite();
  if (market_.on()) hire();
  if (tracks_.on() && date().of_year() == 2) order(), begin_parks(), enter_tracks();
  if (loans_on_) borrow();
  if (!venture_on_) return;
  double pool = 250 * p_->venture.pool.v * scenario_.scale * vpow(1 + p_->venture.pool_growth.v, t_ / 4.0) *
                vexp(macro_.log_climate);
  if (guidance_on_) pool = take_beside_funds(pool);
  const VentureEnv env{key_, t_, vexp(macro_.log_climate), pool, scenario_.sectors.data(), &k_};
  cash_.equity += venture_rounds(world_, seekers_, p_->venture, env, candidates_, venture_sums_.data());
  if (guidance_on_) invest_funds(env);
}

void Simulation::desks() {
  const int quarter = date().of_year();
  if (quarter == 2) grant_calls();
  if (quarter == 2 && consortia_on_) call_consortia();
  if (quarter == 2 && platforms_on_) plan_platforms();
  if (carriers_on_) pay_for_space();
  if (quarter == 4) revoke();
  std::vector<int> open;
  for (int s = 0; s < world_.schemes(); ++s) {
    const Scheme& scheme = scenario_.schemes[s];
    if (scheme.apply_quarter == quarter && scheme.opens <= date()) open.push_back(s);
  }
  ended(Phase::desks);
  spread_word(open);
  for (std::size_t k = 0; k < open.size(); ++k) hand_in(open[k], rounds_[k]);
  ended(Phase::applications);
  for (int s = 0; s < world_.schemes(); ++s) {
    if (scenario_.schemes[s].decide_quarter == quarter) decide(s);
  }
  for (int s = world_.schemes() - 1; s >= 0; --s) {
    if (scenario_.schemes[s].decide_quarter == quarter) select_from_pool(s);
  }
  registry_.expire(world_, t_);
  for (int s = 0; quarter == 4 && s < world_.schemes(); ++s) reward_holding(s);
}

void Simulation::pay() {
  cash_.awards += treasury_.pay(world_, t_);
  bind_own_part();
}

void Simulation::demography() {
  leave();
  turn();
  enter();
}

}  // namespace echelon
