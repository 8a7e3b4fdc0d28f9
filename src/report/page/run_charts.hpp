#pragma once
// The charts of a run.
#include <map>
#include <string>
#include <vector>

#include "report/page/run_data.hpp"

namespace echelon::page {

Chart target_chart(const RunData& data, const TargetSummary& target);
std::vector<Chart> published_charts(const RunData& data);  // of published series of the city that no target counts

std::vector<Chart> ladder_charts(const RunData& data);  // of every ladder: titles by rung, titles against unique firms
std::vector<Chart> flow_charts(const RunData& data);    // of every scheme with any title
std::vector<Chart> rate_charts(const RunData& data);    // of every ladder: what comes and goes in a year, as shares of its titles
std::string ladder_accounts(const RunData& data);       // markup: from one year to another, rung by rung; "" without ladders
Chart city_chart(const RunData& data);
Chart entry_chart_of(const RunData& data);

Chart outlay_chart_of(const RunData& data);  // without stacks where nothing is paid
Chart total_chart_of(const RunData& data);
Chart relief_chart_of(const RunData& data);     // tax forgone; without stacks where the result does not hold it
Chart local_tax_chart_of(const RunData& data);
Chart cap_chart_of(const RunData& data);     // without rows where no line has a cap

// Future industries; empty without the room of the tracks.
std::vector<Chart> track_charts(const RunData& data);

// Items of a dimension that are above nothing over the years, the largest first.
struct Part {
  std::size_t item;
  std::vector<double> means;  // by year
  double total() const;
};
std::vector<Part> parts_of(const RunData& data, const std::string& variable, const std::string& dimension);

// Adds the mean of every item that is ever above or below nothing, times `sign`.
void add_means(Chart& chart, const RunData& data, const std::string& variable, const std::string& dimension, const std::map<std::string, Names>& words, double sign);

// Means by item, which add up: the largest alone, the others together.
Chart stacked_chart(const RunData& data, const std::string& variable, const std::string& dimension);
// Bands and median of the sum of a variable over its items; "" for one that has none.
Chart sum_chart(const RunData& data, const std::string& variable, const std::string& dimension);

// The drawn parameters that the binding target hangs on (drivers.hpp); without rows where nothing stands out.
Chart hangs_on(const RunData& data, const TargetSummary& target);

// Share of the cap that an instrument pays out over the years in which it has one; NaN without a cap.
double use_of_cap(const RunData& data, std::size_t instrument);

}  // namespace echelon::page
