#include "app/outputs.hpp"

#include <algorithm>
#include <cctype>
#include <cstdio>

#include "app/open.hpp"
#include "app/page.hpp"
#include "core/problems.hpp"
#include "io/hdf5/publish.hpp"
#include "io/hdf5/reader.hpp"

namespace echelon::app {
namespace {

namespace fs = std::filesystem;

struct Output {
  const char* what;
  fs::path file;
  bool page = false;
};

std::vector<Output> outputs(const Context& context, const fs::path& result) {
  std::vector<Output> all{{"the result", result}};
  if (!context.options.firms.empty()) all.push_back({"the file of firms", context.options.firms});
  if (!context.options.no_page) all.push_back({"the page", page_beside(result), true});
  return all;
}

bool same_file(const fs::path& a, const fs::path& b) {
  std::error_code ignored;
  return fs::weakly_canonical(fs::absolute(a)) == fs::weakly_canonical(fs::absolute(b)) || fs::equivalent(a, b, ignored);
}

bool ends_as_result(const fs::path& file) {
  const std::string ending = file.extension().string();
  return ending == ".h5" || ending == ".hdf5" || ending == ".nc";
}

// x.html becomes x.h5, while run-0.05 keeps what is no ending.
fs::path with_ending(fs::path file, const std::string& ending) {
  const std::string old = file.extension().string();
  const bool letters = std::any_of(old.begin(), old.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
  return letters ? file.replace_extension(ending) : file += ending;
}

void refuse_twins(const std::vector<Output>& all, Problems& problems) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (same_file(all[i].file, all[j].file))
        problems.add({all[i].file.string(), 0, 0}, std::string(all[i].what) + " would take the place of " + all[j].what, "give each a name of its own");
    }
  }
}

void refuse_other_kinds(const fs::path& file, Problems& problems) {
  if (file.has_extension() && !ends_as_result(file))
    problems.add({file.string(), 0, 0}, "a result is an HDF5 file", "its name ends in .h5, .hdf5 or .nc", with_ending(file, ".h5").string());
  else if (fs::is_regular_file(file) && !result_header(file))
    problems.add({file.string(), 0, 0}, "something else than a result lies here", "it would be lost; give another name, or take it away");
}

std::string attribute(const ResultHeader& header, const char* key) {
  const auto at = header.attributes.find(key);
  return at == header.attributes.end() ? "" : at->second;
}

bool of_these(const ResultHeader& header, const std::vector<Scenario>& scenarios) {
  for (std::size_t s = 0; s <= scenarios.size(); ++s) {
    const auto text = header.provenance.find(s == 0 ? "scenario" : "scenario_" + std::to_string(s));
    const bool there = text != header.provenance.end();
    if (there != (s < scenarios.size()) || (there && text->second != echelon::resolve(scenarios[s]))) return false;
  }
  return true;
}

// 20 replicates, seed 1, of 2026-11-26
std::string described(const ResultHeader& header, const fs::path& file) {
  std::string out;
  const auto add = [&out](const std::string& text) { out += (out.empty() ? "" : ", ") + text; };
  const std::string scenario = attribute(header, "scenario"), replicates = attribute(header, "replicates"), seed = attribute(header, "seed");
  if (!scenario.empty() && scenario != file.stem().string()) add(scenario);
  if (!replicates.empty()) add(replicates + (replicates == "1" ? " replicate" : " replicates"));
  if (!seed.empty()) add("seed " + seed);
  if (const auto when = header.provenance.find("finished"); when != header.provenance.end()) add("of " + when->second.substr(0, 10));
  return out;
}

}  // namespace

void refuse_places(const Context& context, const fs::path& result) {
  const std::vector<Output> all = outputs(context, result);
  Problems problems;
  for (const Output& output : all) {
    if (!output.page) refuse_other_kinds(output.file, problems);
  }
  if (problems.empty()) refuse_twins(all, problems);
  refuse_if_any(std::move(problems));
}

void check_outputs(const Context& context, const fs::path& result) {
  refuse_places(context, result);
  for (const Output& output : outputs(context, result)) check_writable(output.file);
}

void refuse_result_name(const fs::path& file, const std::string& what, const std::string& ending) {
  if (!ends_as_result(file) && !is_hdf5(file)) return;
  Problems problems;
  problems.add({file.string(), 0, 0}, what, is_hdf5(file) ? "it would take the place of the result that lies here" : "this is the name of a result", with_ending(file, ending).string());
  refuse_if_any(std::move(problems));
}

void tell_replaced(const Context& context, const fs::path& file, const std::vector<Scenario>& scenarios) {
  if (context.options.quiet) return;
  const auto header = result_header(file);
  if (!header || of_these(*header, scenarios)) return;
  std::fprintf(stderr, "echelon: replaces %s (%s)\n", file.string().c_str(), described(*header, file).c_str());
}

}  // namespace echelon::app
