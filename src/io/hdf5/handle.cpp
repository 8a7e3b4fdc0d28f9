#include "io/hdf5/handle.hpp"

#include "core/problems.hpp"

namespace echelon::hdf5 {
namespace {

// Walking upwards visits the innermost call first; its description carries "error message = 'No space left ...'" when
// the operating system refused, which says more than any of the calls around it.
herr_t collect(unsigned, const H5E_error2_t* error, void* out) {
  auto& reason = *static_cast<std::string*>(out);
  const std::string text = error->desc ? error->desc : "";
  const std::string key = "error message = '";
  const auto at = text.find(key);
  if (at != std::string::npos) {
    const auto begin = at + key.size();
    reason = text.substr(begin, text.find('\'', begin) - begin);
    return 1;
  }
  if (reason.empty()) reason = text;
  return 0;
}

}  // namespace

QuietErrors::QuietErrors() : function_(nullptr), data_(nullptr) {
  H5Eget_auto2(H5E_DEFAULT, &function_, &data_);
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

QuietErrors::~QuietErrors() { H5Eset_auto2(H5E_DEFAULT, function_, data_); }

std::string last_reason() {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, collect, &reason);
  return reason.empty() ? "unknown reason" : reason;
}

void fail(const std::string& path, const std::string& what) {
  throw IoError(path + ": cannot " + what + ": " + last_reason());
}

Handle utf8_string_type() {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type, H5T_VARIABLE);
  H5Tset_cset(type, H5T_CSET_UTF8);
  return type;
}

}  // namespace echelon::hdf5
