#pragma once
// Room for n plain values that begins with a cache line, so that no vector of a loop straddles two, and that a loop over whole
// registers may read a few lines beyond its end. Pages that are never written
// cost nothing: the system hands them out as zeros when they are touched.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>

namespace echelon {

template <class T>
class AlignedArray {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  AlignedArray() = default;
  explicit AlignedArray(std::size_t n) : size_(n) {
    if (n == 0) return;
    memory_ = std::calloc(n * sizeof(T) + kLine + kBeyond, 1);
    if (memory_ == nullptr) throw std::bad_alloc();
    const std::uintptr_t at = reinterpret_cast<std::uintptr_t>(memory_);
    data_ = reinterpret_cast<T*>((at + kLine - 1) / kLine * kLine);
  }
  AlignedArray(const AlignedArray& other) : AlignedArray(other.size_) {
    if (size_ > 0) std::memcpy(data_, other.data_, size_ * sizeof(T));
  }
  AlignedArray(AlignedArray&& other) noexcept { swap(other); }
  AlignedArray& operator=(AlignedArray other) noexcept {
    swap(other);
    return *this;
  }
  ~AlignedArray() { std::free(memory_); }

  T* data() { return data_; }
  const T* data() const { return data_; }
  std::size_t size() const { return size_; }

 private:
  static constexpr std::size_t kLine = 64;
  static constexpr std::size_t kBeyond = 4 * kLine;  // sixty-four words, one register of bytes: what for_lanes may read behind the end
  void swap(AlignedArray& other) noexcept {
    std::swap(memory_, other.memory_), std::swap(data_, other.data_), std::swap(size_, other.size_);
  }
  void* memory_ = nullptr;
  T* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace echelon
