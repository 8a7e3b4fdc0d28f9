#include "engine/results.hpp"

namespace echelon {
namespace {

template <class Item>
const Item* by_name(const std::vector<Item>& items, const std::string& name) {
  for (const Item& item : items) {
    if (item.name == name) return &item;
  }
  return nullptr;
}

}  // namespace

std::size_t ResultDimension::size() const {
  return std::visit([](const auto& list) { return list.size(); }, values);
}

const ResultVariable* Results::find(const std::string& name) const { return by_name(variables, name); }

const ResultDimension* Results::dimension(const std::string& name) const { return by_name(dimensions, name); }

}  // namespace echelon
