#pragma once
// RAII over the identifiers of the HDF5 C API, and one way to turn its errors into ours.
#include <hdf5.h>

#include <string>
#include <utility>

namespace echelon::hdf5 {

// Silences HDF5's own printing on standard error while it lives; the reason is taken from the error stack instead.
class QuietErrors {
 public:
  QuietErrors();
  ~QuietErrors();
  QuietErrors(const QuietErrors&) = delete;
  QuietErrors& operator=(const QuietErrors&) = delete;

 private:
  H5E_auto2_t function_;
  void* data_;
};

// What the HDF5 library says went wrong last: the system's message where there is one, else its own.
std::string last_reason();

// Throws IoError "PATH: cannot WHAT: reason".
[[noreturn]] void fail(const std::string& path, const std::string& what);

// Owns one identifier and closes it; -1 owns nothing.
class Handle {
 public:
  using Close = herr_t (*)(hid_t);
  Handle(hid_t id, Close close) : id_(id), close_(close) {}
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    if (id_ >= 0) close_(id_);
  }
  operator hid_t() const { return id_; }
  bool valid() const { return id_ >= 0; }

 private:
  hid_t id_;
  Close close_;
};

Handle utf8_string_type();  // variable length, UTF-8: the only string every netCDF reader takes

}  // namespace echelon::hdf5
