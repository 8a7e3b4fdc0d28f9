#include "core/random/uniform.hpp"
#include "model/processes/loans.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

// (L3), (L4)
void loan_risks(std::uint32_t n, const LoanLook& look, const RiskTerms& terms, const std::uint32_t* noise, double* seen, double* risk) {
  const LoanLook in = look;
  const RiskTerms t = terms;
  for_lanes(n, [=](std::size_t i) {
    const double error = t.noise * inverse_normal(static_cast<double>(unit_float(noise[i])));
    seen[i] = risk_logit(in.sales[i], in.cash[i], in.spread[i], in.age[i] < kYoungBorrower, t) + error;
    risk[i] = logistic(seen[i]);
  });
}

}  // namespace ECHELON_ISA
}  // namespace echelon
