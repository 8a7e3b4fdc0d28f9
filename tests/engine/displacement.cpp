// Who gains and who loses where policy supports some firms.
#include <catch2/catch.hpp>

#include "engine/displacement.hpp"
#include "model/uid.hpp"

using namespace echelon;

namespace {

std::uint32_t firm(int sector, std::uint32_t n) { return make_uid(Channel::organic, sector, 3, n); }

}  // namespace

TEST_CASE("displacement: gains by hand, from the year on in which more was paid") {
  FirmSales reference, other;
  const std::uint32_t a = firm(0, 1), b = firm(0, 2), c = firm(1, 1), d = firm(1, 2);
  reference.years = {{{a, 10}, {b, 10}, {c, 5}}, {{a, 10}, {b, 10}, {c, 5}}};
  other.years = {{{a, 11}, {b, 9}, {c, 5}}, {{a, 14}, {b, 8}, {c, 6}, {d, 2}}};  // d is in the other world only
  reference.payments = {{1, 0, b, 100}, {1, 0, c, 50}};
  other.payments = {{2, 0, b, 100}, {5, 1, a, 30}, {1, 0, c, 20}, {6, 1, c, 31}, {7, 1, d, 1}};
  // Paid more by the end of the second year: a, c (51 against 50), d; b as much as before.
  const SalesGain g = sales_gain(reference, other, 2);
  CHECK(g.supported == std::vector<double>{0, 0, 4e6, 3e6});
  CHECK(g.others == std::vector<double>{0, 0, -2e6, 0});
}
