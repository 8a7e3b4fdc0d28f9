#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "core/aligned_array.hpp"
#include "core/isa.hpp"

namespace echelon {

// A column is one attribute of all firms, indexed by slot. Its tag gives it a meaning: two float columns of different
// meaning are different types, so a room that is handed the wrong one does not compile.
template <class Tag>
class Column {
 public:
  using value_type = typename Tag::type;
  // n times `value`; with zeros, memory that is never used is never touched.
  void assign(std::size_t n, value_type value) {
    data_ = AlignedArray<value_type>(n);
    if (value != value_type{}) std::fill_n(data_.data(), n, value);
  }
  ECHELON_INLINE std::size_t size() const { return data_.size(); }
  ECHELON_INLINE value_type operator[](std::size_t i) const { return data_.data()[i]; }
  ECHELON_INLINE value_type& operator[](std::size_t i) { return data_.data()[i]; }
  ECHELON_INLINE value_type* data() { return data_.data(); }
  ECHELON_INLINE const value_type* data() const { return data_.data(); }
  static constexpr std::size_t bytes() { return sizeof(value_type); }

  // Two columns of different meaning hand each other their values.
  template <class Other>
  void exchange(Column<Other>& other) {
    std::swap(data_, other.data_);
  }

 private:
  template <class>
  friend class Column;
  AlignedArray<value_type> data_;
};

// What a room may read. No default constructor: a forgotten column does not compile.
template <class Tag>
class In {
 public:
  ECHELON_INLINE explicit In(const Column<Tag>& column) : data_(column.data()) {}
  ECHELON_INLINE typename Tag::type operator[](std::size_t i) const { return data_[i]; }
  ECHELON_INLINE const typename Tag::type* data() const { return data_; }

 private:
  const typename Tag::type* data_;
};

// What a room may read and write.
template <class Tag>
class InOut {
 public:
  ECHELON_INLINE explicit InOut(Column<Tag>& column) : data_(column.data()) {}
  ECHELON_INLINE typename Tag::type& operator[](std::size_t i) const { return data_[i]; }
  ECHELON_INLINE typename Tag::type* data() const { return data_; }

 private:
  typename Tag::type* data_;
};

// Asks for a value that a loop over slots in no order will want soon, so that it need not wait for memory.
template <class Tag>
ECHELON_INLINE void fetch_ahead(const Column<Tag>& column, std::size_t i) {
  __builtin_prefetch(column.data() + i);
}

// So many items of a list lie between asking for a firm's values and using them.
constexpr std::size_t kFetchAhead = 16;

// A run of consecutive slots that all belong to one sector.
struct Block {
  std::uint32_t begin;
  std::uint32_t end;
  std::uint32_t sector;
};

}  // namespace echelon
