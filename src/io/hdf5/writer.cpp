#include "io/hdf5/writer.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <limits>
#include <map>
#include <stdexcept>

#include "io/hdf5/handle.hpp"
#include "io/hdf5/memory.hpp"
#include "io/hdf5/publish.hpp"

namespace echelon {
namespace {

using hdf5::Handle;

constexpr std::size_t chunk_bytes = 1 << 20;  // about what the default chunk cache holds of one variable
constexpr unsigned gzip_level = 4;

// The image lives in memory until it is whole, so a failure here means that memory ran out.
hid_t need(hid_t id, const char* what) {
  if (id < 0) hdf5::fail("result file in memory", what);
  return id;
}

void check(herr_t status, const char* what) {
  if (status < 0) hdf5::fail("result file in memory", what);
}

void keep_order_and_no_times(hid_t list, bool links) {
  const unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  check(H5Pset_obj_track_times(list, false), "switch time stamps off");
  check(H5Pset_attr_creation_order(list, order), "track the order of attributes");
  if (links) check(H5Pset_link_creation_order(list, order), "track the order of variables");
}

Handle list_of(hid_t cls, bool links) {
  Handle list(need(H5Pcreate(cls), "create a property list"), H5Pclose);
  keep_order_and_no_times(list, links);
  return list;
}

Handle link_list() {
  Handle list(need(H5Pcreate(H5P_LINK_CREATE), "create a property list"), H5Pclose);
  check(H5Pset_char_encoding(list, H5T_CSET_UTF8), "set UTF-8 names");
  return list;
}

void write_text(hid_t object, const std::string& name, const std::string& text) {
  const Handle type = hdf5::utf8_string_type();
  const Handle space(need(H5Screate(H5S_SCALAR), "create a space"), H5Sclose);
  const Handle list(need(H5Pcreate(H5P_ATTRIBUTE_CREATE), "create a property list"), H5Pclose);
  check(H5Pset_char_encoding(list, H5T_CSET_UTF8), "set UTF-8 names");
  const Handle attribute(need(H5Acreate2(object, name.c_str(), type, space, list, H5P_DEFAULT), "create an attribute"),
                         H5Aclose);
  const char* pointer = text.c_str();
  check(H5Awrite(attribute, type, &pointer), "write an attribute");
}

void write_attributes(hid_t object, const std::map<std::string, std::string>& attributes) {
  for (const auto& [name, text] : attributes) write_text(object, name, text);
}

template <class Thing>
void describe(hid_t dataset, const Thing& thing) {
  write_text(dataset, "units", thing.units);
  write_text(dataset, "long_name", thing.long_name);
  write_text(dataset, "long_name_zh", thing.long_name_zh);
  write_attributes(dataset, thing.attributes);
}

// What HDF5 must know of each element type we write. Little-endian on every machine, so that bytes agree.
template <class Value>
struct Element;
template <>
struct Element<double> {
  static hid_t file() { return H5T_IEEE_F64LE; }
  static hid_t memory() { return H5T_NATIVE_DOUBLE; }
};
template <>
struct Element<float> {
  static hid_t file() { return H5T_IEEE_F32LE; }
  static hid_t memory() { return H5T_NATIVE_FLOAT; }
};
template <>
struct Element<std::int64_t> {
  static hid_t file() { return H5T_STD_I64LE; }
  static hid_t memory() { return H5T_NATIVE_INT64; }
};

template <class Number>
void write_number(hid_t object, const char* name, Number value, const Handle& space) {
  const hid_t type = Element<Number>::file();
  const Handle attribute(need(H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT), "create an attribute"),
                         H5Aclose);
  check(H5Awrite(attribute, Element<Number>::memory(), &value), "write an attribute");
}

// Whole rows of the first dimension, about a mebibyte of them: a reader of one replicate touches one chunk.
std::vector<hsize_t> chunk_shape(const std::vector<hsize_t>& shape, std::size_t element_bytes) {
  std::size_t row = element_bytes;
  for (std::size_t i = 1; i < shape.size(); ++i) row *= shape[i];
  std::vector<hsize_t> chunk = shape;
  chunk[0] = std::clamp<hsize_t>(chunk_bytes / row, 1, shape[0]);
  return chunk;
}

Handle space_of(const std::vector<hsize_t>& shape) {
  const hid_t id = shape.empty() ? H5Screate(H5S_SCALAR)
                                 : H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr);
  return Handle(need(id, "create a space"), H5Sclose);
}

std::size_t count_of(const std::vector<hsize_t>& shape) {
  std::size_t n = 1;
  for (const hsize_t length : shape) n *= length;
  return n;
}

class Image {
 public:
  explicit Image(hdf5::Memory& memory) : file_(create(memory)), links_(link_list()) {}

  void write(const Results& results);

 private:
  static Handle create(hdf5::Memory& memory);
  void write_root(const Results& results);
  void write_dimension(const ResultDimension& dimension);
  void write_variable(const Results& results, const ResultVariable& variable);
  void write_provenance(const std::map<std::string, std::string>& provenance);
  template <class Value>
  Handle write_data(const std::string& name, const std::vector<hsize_t>& shape, const std::vector<Value>& data,
                    bool filters);
  Handle write_data(const std::string& name, const std::vector<hsize_t>& shape, const std::vector<std::string>& data,
                    bool filters);

  Handle file_;
  Handle links_;
  std::map<std::string, Handle> scales_;
};

Handle Image::create(hdf5::Memory& memory) {
  const Handle access(need(H5Pcreate(H5P_FILE_ACCESS), "create a property list"), H5Pclose);
  check(H5Pset_fapl_core(access, 4 * chunk_bytes, false), "keep the file in memory");
  H5FD_file_image_callbacks_t callbacks = memory.callbacks();
  check(H5Pset_file_image_callbacks(access, &callbacks), "keep the file in memory");
  check(H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V18), "choose the file format");
  const Handle list = list_of(H5P_FILE_CREATE, true);
  return Handle(need(H5Fcreate("echelon-result", H5F_ACC_TRUNC, list, access), "create"), H5Fclose);
}

template <class Value>
Handle Image::write_data(const std::string& name, const std::vector<hsize_t>& shape, const std::vector<Value>& data,
                         bool filters) {
  const Handle list = list_of(H5P_DATASET_CREATE, false);
  if constexpr (std::is_floating_point_v<Value>) {
    const Value missing = std::numeric_limits<Value>::quiet_NaN();
    if (filters) check(H5Pset_fill_value(list, Element<Value>::memory(), &missing), "set the fill value");
  }
  if (filters && !shape.empty() && !data.empty()) {
    const auto chunk = chunk_shape(shape, sizeof(Value));
    check(H5Pset_chunk(list, static_cast<int>(chunk.size()), chunk.data()), "set chunks");
    check(H5Pset_shuffle(list), "set the shuffle filter");
    check(H5Pset_deflate(list, gzip_level), "set the gzip filter");
    check(H5Pset_fletcher32(list), "set the checksum");
  }
  const Handle space = space_of(shape);
  Handle dataset(need(H5Dcreate2(file_, name.c_str(), Element<Value>::file(), space, links_, list, H5P_DEFAULT),
                      "create a variable"),
                 H5Dclose);
  if (!data.empty()) {
    check(H5Dwrite(dataset, Element<Value>::memory(), H5S_ALL, H5S_ALL, H5P_DEFAULT, data.data()), "write a variable");
  }
  return dataset;
}

Handle Image::write_data(const std::string& name, const std::vector<hsize_t>& shape, const std::vector<std::string>& data,
                         bool) {
  const Handle list = list_of(H5P_DATASET_CREATE, false);
  const Handle type = hdf5::utf8_string_type();
  const Handle space = space_of(shape);
  Handle dataset(need(H5Dcreate2(file_, name.c_str(), type, space, links_, list, H5P_DEFAULT), "create a variable"),
                 H5Dclose);
  std::vector<const char*> pointers;
  for (const std::string& text : data) pointers.push_back(text.c_str());
  if (!data.empty()) {
    check(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()), "write a variable");
  }
  return dataset;
}

void Image::write_dimension(const ResultDimension& dimension) {
  const std::vector<hsize_t> shape{dimension.size()};
  Handle dataset = std::visit([&](const auto& values) { return write_data(dimension.name, shape, values, false); },
                              dimension.values);
  check(H5DSset_scale(dataset, dimension.name.c_str()), "make a dimension");
  describe(dataset, dimension);
  scales_.emplace(dimension.name, std::move(dataset));
}

void Image::write_variable(const Results& results, const ResultVariable& variable) {
  std::vector<hsize_t> shape;
  for (const std::string& name : variable.dims) {
    const ResultDimension* dimension = results.dimension(name);
    if (!dimension) throw std::logic_error("variable " + variable.name + " has the unknown dimension " + name);
    shape.push_back(dimension->size());
  }
  const std::size_t size = std::visit([](const auto& data) { return data.size(); }, variable.data);
  if (size != count_of(shape)) throw std::logic_error("variable " + variable.name + " has not the size of its dimensions");
  const Handle dataset =
      std::visit([&](const auto& data) { return write_data(variable.name, shape, data, true); }, variable.data);
  for (std::size_t axis = 0; axis < variable.dims.size(); ++axis) {
    check(H5DSattach_scale(dataset, scales_.at(variable.dims[axis]), static_cast<unsigned>(axis)), "attach a dimension");
  }
  describe(dataset, variable);
  // Counts and texts have no fill value: xarray would turn such integers into reals.
  const auto missing = [&]<class Value>(const std::vector<Value>&) {
    if constexpr (std::is_floating_point_v<Value>) {
      write_number(dataset, "_FillValue", std::numeric_limits<Value>::quiet_NaN(), space_of({1}));
    }
  };
  std::visit(missing, variable.data);
}

// "yes: replicate 200, time 73, ...": whether the file is complete, and of what.
std::string complete_of(const Results& results) {
  std::string text = results.attributes.contains("interrupted") ? "no, interrupted:" : "yes:";
  for (const ResultDimension& dimension : results.dimensions) {
    text += (text.back() == ':' ? " " : ", ") + dimension.name + " " + std::to_string(dimension.size());
  }
  return text;
}

void Image::write_root(const Results& results) {
  for (const char* reserved : {"Conventions", "echelon_format", "complete"}) {
    if (results.attributes.contains(reserved)) throw std::logic_error(std::string("the writer sets ") + reserved);
  }
  write_text(file_, "Conventions", "CF-1.8");
  write_number(file_, "echelon_format", std::int64_t{result_format_version}, space_of({}));
  write_attributes(file_, results.attributes);
  write_text(file_, "complete", complete_of(results));
}

void Image::write_provenance(const std::map<std::string, std::string>& provenance) {
  const Handle list = list_of(H5P_GROUP_CREATE, true);
  const Handle group(need(H5Gcreate2(file_, "provenance", links_, list, H5P_DEFAULT), "create a group"), H5Gclose);
  write_attributes(group, provenance);
}

void Image::write(const Results& results) {
  write_root(results);
  for (const ResultDimension& dimension : results.dimensions) write_dimension(dimension);
  for (const ResultVariable& variable : results.variables) write_variable(results, variable);
  write_provenance(results.provenance);
}

}  // namespace

std::vector<std::byte> result_image(const Results& results) {
  const hdf5::QuietErrors quiet;
  hdf5::Memory memory;
  Image(memory).write(results);
  return memory.bytes();
}

void write_results(const Results& results, const std::filesystem::path& path) {
  publish_file(path, result_image(results));
}

}  // namespace echelon
