#pragma once
// What the series that people publish and studies look at are called.
#include <string>

#include "model/scenario.hpp"

namespace echelon {

// Of the whole city as statistics see it: rd_gdp, gdp, track_scale, patents_granted, patents_valid. Empty for others.
Names city_series_name(const std::string& series);

// Of any series an observation or an outcome may name: hte, hte.xinwu, unique.technology, cumulative.outlay, rd_gdp, revenue.
// Without Chinese, and the id for English, where nobody has named it.
Names series_name(const Scenario& scenario, const std::string& series);

}  // namespace echelon
