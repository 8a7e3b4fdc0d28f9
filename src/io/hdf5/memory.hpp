#pragma once
#include <hdf5.h>

#include <cstddef>
#include <vector>

namespace echelon::hdf5 {

// Where HDF5 builds a file (core driver). Its memory is taken over when HDF5 frees it on closing, because only then has every
// part of the file been put into its final state: H5Fget_file_image leaves a superblock whose checksum is wrong. Must outlive
// the file.
class Memory {
 public:
  Memory() = default;
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  ~Memory();
  H5FD_file_image_callbacks_t callbacks() { return {allocate, nullptr, reallocate, release, share, drop, this}; }

  // The bytes of the file that was closed, up to its end.
  std::vector<std::byte> bytes() const;

 private:
  static void* allocate(std::size_t size, H5FD_file_image_op_t, void* self);
  static void* reallocate(void* memory, std::size_t size, H5FD_file_image_op_t, void* self);
  static herr_t release(void* memory, H5FD_file_image_op_t, void* self);
  static void* share(void* self) { return self; }  // every copy of a property list refers to the one memory
  static herr_t drop(void*) { return 0; }
  void* grow(void* memory, std::size_t size);

  std::size_t size_ = 0;
  void* closed_ = nullptr;
};

}  // namespace echelon::hdf5
