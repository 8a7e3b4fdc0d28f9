#include "io/hdf5/reader.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <set>

#include "core/problems.hpp"
#include "io/hdf5/handle.hpp"
#include "io/hdf5/writer.hpp"

namespace echelon {
namespace {

using hdf5::Handle;

// What the file format adds to an object and what therefore is no attribute of the result.
bool belongs_to_format(const std::string& name) {
  static const std::set<std::string> names{"CLASS",       "NAME",        "DIMENSION_LIST", "REFERENCE_LIST",
                                           "_FillValue",  "Conventions", "echelon_format", "complete"};
  return names.contains(name);
}

class Reader {
 public:
  explicit Reader(const std::filesystem::path& path) : path_(path.string()), file_(open()) {}
  Results read();
  ResultHeader header();

 private:
  Handle open() const;
  void check_header() const;
  [[noreturn]] void refuse(const std::string& why) const { throw IoError(path_ + ": " + why); }
  hid_t need(hid_t id, const std::string& what) const {
    if (id < 0) hdf5::fail(path_, what);
    return id;
  }
  std::vector<std::string> variable_names() const;
  std::vector<std::string> attribute_names(hid_t object) const;
  std::map<std::string, std::string> texts(hid_t object) const;
  std::map<std::string, std::string> provenance() const;
  std::string text(hid_t object, const std::string& name) const;
  std::vector<std::string> strings(hid_t dataset, std::size_t count) const;
  template <class Value>
  std::vector<Value> numbers(hid_t dataset, hid_t memory, std::size_t count) const;
  template <class Variant>
  Variant values(hid_t dataset, const std::string& name) const;
  std::vector<std::string> dimension_names(hid_t dataset, const std::string& name) const;
  template <class Thing>
  void describe(hid_t dataset, const std::string& name, Thing& thing) const;

  std::string path_;
  Handle file_;
};

Handle Reader::open() const {
  if (!std::ifstream(path_)) refuse(std::string("cannot read: ") + std::strerror(errno));
  if (std::filesystem::is_directory(path_)) refuse("cannot read: it is a folder");
  if (H5Fis_hdf5(path_.c_str()) <= 0) refuse("is not an HDF5 file");
  const hid_t file = H5Fopen(path_.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  if (file < 0) refuse("is damaged or cut short; make it again");
  return Handle(file, H5Fclose);
}

void Reader::check_header() const {
  if (H5Aexists(file_, "echelon_format") <= 0) refuse("is not a result file of echelon");
  const Handle attribute(need(H5Aopen(file_, "echelon_format", H5P_DEFAULT), "read the format version"), H5Aclose);
  int version = 0;
  if (H5Aread(attribute, H5T_NATIVE_INT, &version) < 0) hdf5::fail(path_, "read the format version");
  if (version > result_format_version) {
    refuse("has format version " + std::to_string(version) + ", this program reads up to " +
           std::to_string(result_format_version));
  }
  if (H5Aexists(file_, "complete") <= 0) refuse("is not finished");
}

std::vector<std::string> Reader::variable_names() const {
  std::vector<std::string> names;
  const auto add = [](hid_t group, const char* name, const H5L_info_t*, void* out) -> herr_t {
    H5O_info_t info;
    if (H5Oget_info_by_name2(group, name, &info, H5O_INFO_BASIC, H5P_DEFAULT) < 0) return -1;
    if (info.type == H5O_TYPE_DATASET) static_cast<std::vector<std::string>*>(out)->push_back(name);
    return 0;
  };
  hsize_t at = 0;
  need(H5Literate(file_, H5_INDEX_CRT_ORDER, H5_ITER_INC, &at, add, &names), "list the variables");
  return names;
}

std::vector<std::string> Reader::attribute_names(hid_t object) const {
  std::vector<std::string> names;
  const auto add = [](hid_t, const char* name, const H5A_info_t*, void* out) -> herr_t {
    static_cast<std::vector<std::string>*>(out)->push_back(name);
    return 0;
  };
  hsize_t at = 0;
  need(H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_INC, &at, add, &names), "list the attributes");
  return names;
}

std::string Reader::text(hid_t object, const std::string& name) const {
  const Handle attribute(need(H5Aopen(object, name.c_str(), H5P_DEFAULT), "read " + name), H5Aclose);
  const Handle stored(need(H5Aget_type(attribute), "read " + name), H5Tclose);
  if (H5Tis_variable_str(stored) <= 0) refuse("the attribute " + name + " is not a text");
  const Handle type = hdf5::utf8_string_type();
  char* pointer = nullptr;
  if (H5Aread(attribute, type, &pointer) < 0) hdf5::fail(path_, "read " + name);
  std::string value = pointer ? pointer : "";
  H5free_memory(pointer);
  return value;
}

std::map<std::string, std::string> Reader::texts(hid_t object) const {
  std::map<std::string, std::string> all;
  for (const std::string& name : attribute_names(object)) {
    if (!belongs_to_format(name)) all[name] = text(object, name);
  }
  return all;
}

std::vector<std::string> Reader::strings(hid_t dataset, std::size_t count) const {
  const Handle type = hdf5::utf8_string_type();
  const Handle space(need(H5Dget_space(dataset), "read"), H5Sclose);
  std::vector<char*> pointers(count, nullptr);
  if (count > 0 && H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()) < 0) hdf5::fail(path_, "read");
  std::vector<std::string> all;
  for (const char* pointer : pointers) all.emplace_back(pointer ? pointer : "");
  if (count > 0) H5Dvlen_reclaim(type, space, H5P_DEFAULT, pointers.data());
  return all;
}

template <class Value>
std::vector<Value> Reader::numbers(hid_t dataset, hid_t memory, std::size_t count) const {
  std::vector<Value> all(count);
  if (count > 0 && H5Dread(dataset, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, all.data()) < 0) hdf5::fail(path_, "read");
  return all;
}

template <class Variant>
Variant Reader::values(hid_t dataset, const std::string& name) const {
  const Handle space(need(H5Dget_space(dataset), "read " + name), H5Sclose);
  const auto count = static_cast<std::size_t>(std::max<hssize_t>(H5Sget_simple_extent_npoints(space), 0));
  const Handle type(need(H5Dget_type(dataset), "read " + name), H5Tclose);
  const H5T_class_t kind = H5Tget_class(type);
  if (kind == H5T_STRING && H5Tis_variable_str(type) > 0) return strings(dataset, count);
  if (kind == H5T_INTEGER) return numbers<std::int64_t>(dataset, H5T_NATIVE_INT64, count);
  if constexpr (requires { Variant(std::vector<float>()); }) {
    if (kind == H5T_FLOAT && H5Tget_size(type) == sizeof(float)) return numbers<float>(dataset, H5T_NATIVE_FLOAT, count);
  }
  if (kind == H5T_FLOAT) return numbers<double>(dataset, H5T_NATIVE_DOUBLE, count);
  refuse("the variable " + name + " has a type that format version 1 does not know");
}

std::vector<std::string> Reader::dimension_names(hid_t dataset, const std::string& name) const {
  const Handle space(need(H5Dget_space(dataset), "read " + name), H5Sclose);
  const int rank = H5Sget_simple_extent_ndims(space);
  const auto first = [](hid_t, unsigned, hid_t scale, void* out) -> herr_t {
    const ssize_t size = H5DSget_scale_name(scale, nullptr, 0);
    if (size <= 0) return -1;
    auto& text = *static_cast<std::string*>(out);
    text.resize(static_cast<std::size_t>(size));
    H5DSget_scale_name(scale, text.data(), text.size() + 1);
    return 1;
  };
  std::vector<std::string> names(static_cast<std::size_t>(std::max(rank, 0)));
  for (std::size_t axis = 0; axis < names.size(); ++axis) {
    H5DSiterate_scales(dataset, static_cast<unsigned>(axis), nullptr, first, &names[axis]);
    if (names[axis].empty()) refuse("the variable " + name + " has a dimension without a name");
  }
  return names;
}

template <class Thing>
void Reader::describe(hid_t dataset, const std::string& name, Thing& thing) const {
  thing.name = name;
  thing.attributes = texts(dataset);
  const auto take = [&](const char* key, std::string& to) {
    const auto found = thing.attributes.extract(key);
    if (found.empty()) refuse("the variable " + name + " has no " + key);
    to = found.mapped();
  };
  take("units", thing.units);
  take("long_name", thing.long_name);
  take("long_name_zh", thing.long_name_zh);
}

Results Reader::read() {
  check_header();
  Results results;
  for (const std::string& name : variable_names()) {
    const Handle dataset(need(H5Dopen2(file_, name.c_str(), H5P_DEFAULT), "read " + name), H5Dclose);
    if (H5DSis_scale(dataset) > 0) {
      ResultDimension dimension;
      describe(dataset, name, dimension);
      dimension.values = values<decltype(dimension.values)>(dataset, name);
      results.dimensions.push_back(std::move(dimension));
    } else {
      ResultVariable variable;
      describe(dataset, name, variable);
      variable.dims = dimension_names(dataset, name);
      variable.data = values<decltype(variable.data)>(dataset, name);
      results.variables.push_back(std::move(variable));
    }
  }
  results.attributes = texts(file_);
  results.provenance = provenance();
  return results;
}

ResultHeader Reader::header() {
  check_header();
  return {texts(file_), provenance()};
}

std::map<std::string, std::string> Reader::provenance() const {
  const Handle group(need(H5Gopen2(file_, "provenance", H5P_DEFAULT), "read the provenance"), H5Gclose);
  return texts(group);
}

}  // namespace

Results read_results(const std::filesystem::path& path) {
  const hdf5::QuietErrors quiet;
  return Reader(path).read();
}

bool is_hdf5(const std::filesystem::path& path) {
  const hdf5::QuietErrors quiet;
  return std::filesystem::is_regular_file(path) && H5Fis_hdf5(path.c_str()) > 0;
}

std::optional<ResultHeader> result_header(const std::filesystem::path& path) {
  const hdf5::QuietErrors quiet;
  if (!is_hdf5(path)) return std::nullopt;
  try {
    return Reader(path).header();
  } catch (const IoError&) {
    return std::nullopt;
  }
}

}  // namespace echelon
