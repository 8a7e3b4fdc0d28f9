#include "io/hdf5/memory.hpp"

#include <cstdlib>
#include <span>
#include <stdexcept>

namespace echelon::hdf5 {
namespace {

// HDF5 allocates memory in steps; the file itself ends where its superblock (version 2, bytes 28 to 35) says.
std::size_t end_of_file(std::span<const std::byte> bytes) {
  constexpr std::size_t at = 28, width = 8;
  std::size_t end = 0;
  for (std::size_t i = width; i-- > 0 && bytes.size() >= at + width;) end = end << 8 | std::to_integer<std::size_t>(bytes[at + i]);
  if (end == 0 || end > bytes.size()) throw std::logic_error("the result file is not the one that was built in memory");
  return end;
}

}  // namespace

void* Memory::grow(void* memory, std::size_t size) {
  size_ = size;
  return std::realloc(memory, size);
}

void* Memory::allocate(std::size_t size, H5FD_file_image_op_t, void* self) {
  return static_cast<Memory*>(self)->grow(nullptr, size);
}

void* Memory::reallocate(void* memory, std::size_t size, H5FD_file_image_op_t, void* self) {
  return static_cast<Memory*>(self)->grow(memory, size);
}

herr_t Memory::release(void* memory, H5FD_file_image_op_t, void* self) {
  static_cast<Memory*>(self)->closed_ = memory;
  return 0;
}

Memory::~Memory() { std::free(closed_); }

std::vector<std::byte> Memory::bytes() const {
  const std::span<const std::byte> all(static_cast<const std::byte*>(closed_), closed_ ? size_ : 0);
  const auto file = all.first(end_of_file(all));
  return {file.begin(), file.end()};
}

}  // namespace echelon::hdf5
