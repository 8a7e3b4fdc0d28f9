#include "io/digest.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "io/digest_sha256.hpp"

namespace echelon {
namespace {

// Feeds values in one spelling: little-endian, texts with their length, and a single NaN.
class Canonical {
 public:
  void add(std::uint64_t value) {
    std::uint8_t bytes[8];
    for (int i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(value >> (8 * i));
    hash_.add(bytes, sizeof bytes);
  }
  void add(std::int64_t value) { add(static_cast<std::uint64_t>(value)); }
  void add(double value) {
    if (std::isnan(value)) value = std::numeric_limits<double>::quiet_NaN();
    add(std::bit_cast<std::uint64_t>(value));
  }
  void add(float value) {
    if (std::isnan(value)) value = std::numeric_limits<float>::quiet_NaN();
    add(std::uint64_t{std::bit_cast<std::uint32_t>(value)});
  }
  void add(const std::string& text) {
    add(std::uint64_t{text.size()});
    hash_.add(text);
  }
  // The element type is part of the value: 1 and 1.0 differ.
  template <class Value>
  void add(const std::vector<Value>& values) {
    add(type_name(values));
    add(std::uint64_t{values.size()});
    for (const Value& value : values) add(value);
  }
  std::string hex() { return hash_.hex(); }

 private:
  static std::string type_name(const std::vector<double>&) { return "real64"; }
  static std::string type_name(const std::vector<float>&) { return "real32"; }
  static std::string type_name(const std::vector<std::int64_t>&) { return "integer64"; }
  static std::string type_name(const std::vector<std::string>&) { return "text"; }

  Sha256 hash_;
};

template <class Thing>
std::vector<const Thing*> in_order_of_names(const std::vector<Thing>& things) {
  std::vector<const Thing*> order;
  for (const Thing& thing : things) order.push_back(&thing);
  std::sort(order.begin(), order.end(), [](const Thing* a, const Thing* b) { return a->name < b->name; });
  return order;
}

bool outside_the_world(const std::string& dimension) { return dimension == "instrument" || dimension == "parameter"; }

bool outside_the_world(const ResultVariable& variable) {
  return std::any_of(variable.dims.begin(), variable.dims.end(),
                     [](const std::string& name) { return outside_the_world(name); });
}

}  // namespace

std::string digest(const Results& results, bool world_only) {
  Canonical canonical;
  canonical.add(std::string("echelon digest 1"));
  for (const ResultDimension* dimension : in_order_of_names(results.dimensions)) {
    if (world_only && outside_the_world(dimension->name)) continue;
    canonical.add(std::string("dimension"));
    canonical.add(dimension->name);
    canonical.add(dimension->units);
    std::visit([&](const auto& values) { canonical.add(values); }, dimension->values);
  }
  for (const ResultVariable* variable : in_order_of_names(results.variables)) {
    if (world_only && outside_the_world(*variable)) continue;
    canonical.add(std::string("variable"));
    canonical.add(variable->name);
    canonical.add(variable->units);
    canonical.add(variable->dims);
    std::visit([&](const auto& values) { canonical.add(values); }, variable->data);
  }
  if (world_only) return canonical.hex();
  for (const auto& [name, value] : results.attributes) {
    canonical.add(std::string("attribute"));
    canonical.add(name);
    canonical.add(value);
  }
  return canonical.hex();
}

}  // namespace echelon
