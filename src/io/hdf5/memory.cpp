#include "io/hdf5/memory.hpp"

#include <cstdlib>
#include <stdexcept>

namespace echelon::hdf5 {
namespace {

// HDF5 allocates memory in steps; the file itself ends where its superblock (version 2, bytes 28 to 35) says.
std::size_t end_of_file(const std::vector<std::byte>& bytes) {
  std::size_t end = 0;
  for (int i = 7; i >= 0; --i) end = end << 8 | std::to_integer<std::size_t>(bytes.at(28 + static_cast<std::size_t>(i)));
  if (end > bytes.size()) throw std::logic_error("the result file is longer than its memory");
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
  auto& owner = *static_cast<Memory*>(self);
  const auto* bytes = static_cast<const std::byte*>(memory);
  owner.closed_.assign(bytes, bytes + owner.size_);
  std::free(memory);
  return 0;
}

std::vector<std::byte> Memory::take() {
  std::vector<std::byte> bytes = std::move(closed_);
  bytes.resize(end_of_file(bytes));
  return bytes;
}

}  // namespace echelon::hdf5
