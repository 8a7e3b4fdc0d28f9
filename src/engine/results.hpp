#pragma once
// The result of a run or a study as named arrays: what `io` writes to HDF5 and `report` reads. It is a plain value: the
// shape of the file is the shape of this struct.
#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace echelon {

struct ResultDimension {
  std::string name;
  // Coordinate values: text labels, integers or reals; its size is the length of the dimension.
  std::variant<std::vector<std::string>, std::vector<std::int64_t>, std::vector<double>> values;
  std::string units;          // "1" for labels
  std::string long_name;
  std::string long_name_zh;
  std::map<std::string, std::string> attributes;  // standard_name, calendar, labels in the other language
  std::size_t size() const;
};

struct ResultVariable {
  std::string name;
  std::string units;
  std::string long_name;
  std::string long_name_zh;
  std::vector<std::string> dims;  // names of dimensions, slowest first
  std::variant<std::vector<double>, std::vector<float>, std::vector<std::int64_t>, std::vector<std::string>> data;
  std::map<std::string, std::string> attributes;
};

struct Results {
  std::vector<ResultDimension> dimensions;
  std::vector<ResultVariable> variables;
  std::map<std::string, std::string> attributes;  // title, scenario, seed, ...: part of the digest
  std::map<std::string, std::string> provenance;  // version, host, times, command: not part of it
  const ResultVariable* find(const std::string& name) const;
  const ResultDimension* dimension(const std::string& name) const;
};

}  // namespace echelon
