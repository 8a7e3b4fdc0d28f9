// config/ensembles/<name>.csv: remarks, a header of parameter paths, one point a line.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

#include "io/library.hpp"
#include "io/units.hpp"

namespace echelon {
namespace {

struct Cell {
  std::string text;
  int column;
};

std::vector<Cell> cells(const std::string& line) {
  std::vector<Cell> out;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t end = std::min(line.find(',', at), line.size());
    out.push_back({line.substr(at, end - at), static_cast<int>(at) + 1});
    at = end + 1;
  }
  return out;
}

class Reader {
 public:
  Reader(const std::string& file, Library& library, Problems& problems)
      : file_(file), library_(library), problems_(problems) {}

  void line(std::string text) {
    ++number_;
    if (number_ == 1 && text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    if (!text.empty() && text.back() == '\r') text.pop_back();
    if (text.empty() || text[0] == '#') return;
    if (ranges_.empty()) header(text);
    else point(text);
  }
  void finish() {
    if (library_.scenario.ensemble_points.empty())
      problem(1, "the ensemble has no points", "nothing can be drawn from it");
  }

 private:
  void problem(int column, std::string what, std::string why, std::string hint = {}) {
    problems_.add({file_, std::max(number_, 1), column}, std::move(what), std::move(why), std::move(hint));
  }

  void header(const std::string& text) {
    std::vector<std::string> known;
    for (const auto& [path, p] : library_.parameters) known.push_back(path);
    for (const Cell& cell : cells(text)) {
      const auto it = library_.parameters.find(cell.text);
      if (it == library_.parameters.end())
        problem(cell.column, "unknown parameter `" + cell.text + "`", "a column of an ensemble is a parameter's path",
                nearest(cell.text, known));
      auto& paths = library_.scenario.ensemble_paths;
      if (std::find(paths.begin(), paths.end(), cell.text) != paths.end())
        problem(cell.column, "the column `" + cell.text + "` stands twice", "only one can hold");
      paths.push_back(cell.text);
      const bool found = it != library_.parameters.end();
      ranges_.push_back(found ? Bounds{it->second.low, it->second.high} : Bounds{-INFINITY, INFINITY});
    }
  }

  void point(const std::string& text) {
    std::vector<double> row;
    for (const Cell& cell : cells(text)) {
      double value = 0;
      const char* end = cell.text.data() + cell.text.size();
      const auto result = std::from_chars(cell.text.data(), end, value);
      const bool number = result.ec == std::errc() && result.ptr == end && std::isfinite(value);
      const std::size_t k = row.size();
      if (!number)
        problem(cell.column, "`" + cell.text + "` is not a number", "a point has one number for every column");
      else if (k < ranges_.size() && (value < ranges_[k].low || value > ranges_[k].high))
        problem(cell.column, "`" + cell.text + "` is out of range",
                "`" + library_.scenario.ensemble_paths[k] + "` goes from " + shortest(ranges_[k].low) + " to " +
                    shortest(ranges_[k].high));
      row.push_back(value);
    }
    if (row.size() != ranges_.size())
      problem(1,
              "the point has " + std::to_string(row.size()) + " numbers, the header " + std::to_string(ranges_.size()),
              "one number for every column is needed");
    library_.scenario.ensemble_points.push_back(std::move(row));
  }

  struct Bounds {
    double low, high;
  };
  std::string file_;
  Library& library_;
  Problems& problems_;
  std::vector<Bounds> ranges_;
  int number_ = 0;
};

}  // namespace

void read_ensemble(const std::filesystem::path& file, Library& library, const std::string& bytes, Problems& problems) {
  Reader reader(file.string(), library, problems);
  std::istringstream stream(bytes);
  for (std::string line; std::getline(stream, line);) reader.line(std::move(line));
  reader.finish();
}

}  // namespace echelon
