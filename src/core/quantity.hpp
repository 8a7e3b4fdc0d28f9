#pragma once
// Typed quantities: a number that knows its unit. No default constructor value is meaningful, so none is given a
// meaning: parameters are filled from YAML only. `.v` is the plain number in the unit the type names.
namespace echelon {

template <class Tag>
struct Quantity {
  double v;
};

using PerYear = Quantity<struct PerYearTag>;          // a rate per year, 0.05 is 5 % a year
using PerSqrtYear = Quantity<struct PerSqrtYearTag>;  // a spread that grows with the square root of time
using PerQuarter = Quantity<struct PerQuarterTag>;    // a probability or rate per quarter
using Share = Quantity<struct ShareTag>;              // a fraction, 0.05 is 5 %
using Years = Quantity<struct YearsTag>;
using Quarters = Quantity<struct QuartersTag>;
using Persons = Quantity<struct PersonsTag>;
using Firms = Quantity<struct FirmsTag>;
using Cny = Quantity<struct CnyTag>;                  // nominal CNY
using Million = Quantity<struct MillionTag>;          // nominal million CNY (the firm's own scale)
using Number = Quantity<struct NumberTag>;            // a pure number: exponents, elasticities, logits

}  // namespace echelon
