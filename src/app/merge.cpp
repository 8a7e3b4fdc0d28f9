#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>

#include "app/document.hpp"
#include "app/open.hpp"
#include "app/outputs.hpp"
#include "app/study_document.hpp"
#include "app/study_finish.hpp"
#include "engine/study/join.hpp"
#include "engine/study/view.hpp"
#include "io/hdf5/publish.hpp"
#include "io/hdf5/reader.hpp"
#include "io/shards.hpp"
#include "report/study_report.hpp"

namespace echelon::app {
namespace {

namespace fs = std::filesystem;

struct Piece {
  fs::path file;
  PartRecord record;
};

// A folder stands for the result files in it.
std::vector<fs::path> files_of(const std::vector<std::string>& arguments) {
  std::vector<fs::path> files;
  for (const std::string& argument : arguments) {
    if (!fs::is_directory(argument)) {
      files.emplace_back(argument);
      continue;
    }
    std::vector<fs::path> inside;
    for (const auto& entry : fs::directory_iterator(argument))
      if (entry.path().extension() == ".h5") inside.push_back(entry.path());
    std::sort(inside.begin(), inside.end());
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return files;
}

std::string range(std::size_t from, std::size_t to) { return "experiments " + std::to_string(from) + " to " + std::to_string(to - 1); }

// Pieces of one study, in order.
std::vector<Piece> pieces_of(const std::vector<fs::path>& files, Problems& problems) {
  std::vector<Piece> pieces;
  for (const fs::path& file : files) pieces.push_back({file, part_record(read_part(file))});
  for (const Piece& p : pieces) {
    if (p.record.digest != pieces.front().record.digest)
      problems.add({p.file.string(), 0, 0}, "it belongs to another study than " + pieces.front().file.string(), "the study, its scenario, the configuration or the program differ");
  }
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.record.first < b.record.first; });
  return pieces;
}

// Nothing twice, nothing missing. What lies behind the point where the study's own rule stops may be missing.
void check_cover(const std::vector<Piece>& pieces, std::size_t needed, Problems& problems) {
  std::size_t at = 0;
  const Piece* before = nullptr;
  for (const Piece& p : pieces) {
    const std::size_t first = p.record.first, end = first + p.record.count;
    if (before && first < at)
      problems.add({p.file.string(), 0, 0}, range(first, std::min(at, end)) + " are in " + before->file.string() + " too", "every experiment counts once");
    if (first > at && at < needed) problems.add({p.file.string(), 0, 0}, range(at, first) + " are missing before it", "a study is whole or nothing; run the shards that are missing");
    if (end > at) at = end, before = &p;
  }
  if (at < needed) problems.add({pieces.back().file.string(), 0, 0}, range(at, needed) + " are missing behind it", "a study is whole or nothing; run the shards that are missing");
}

// How many experiments the study's own rule needs, of those that are there from the first on without a gap.
std::size_t needed_of(const std::vector<Piece>& pieces) {
  RunningOdds odds;
  Results some;
  for (const Piece& p : pieces) {
    const std::size_t there = some.dimensions.empty() ? 0 : some.dimension("experiment")->size();
    if (p.record.first != there) break;
    Results part = read_part(p.file);
    if (part.attributes.count("stop_outcome") == 0) break;
    if (some.dimensions.empty()) some = std::move(part);
    else append_part(some, part);
    if (const std::size_t stop = stopping_point(some)) return stop;
  }
  return pieces.front().record.total;
}

// What a study says that is still being run: its experiments from the first on, up to the first gap, in whole points, base rows or
// trajectories.
Exit tell_so_far(const Context& context, const std::vector<Piece>& pieces) {
  Results all;
  std::size_t at = 0;
  for (const Piece& p : pieces) {
    if (p.record.first != at) break;
    Results part = read_part(p.file);
    if (at == 0) all = std::move(part);
    else append_part(all, part);
    at += p.record.count;
  }
  const std::size_t together = at > 0 ? StudyView(all).experiments_together() : 1, whole = at / together * together;
  if (whole == 0) {
    Problems problems;
    problems.add({context.options.arguments.front(), 0, 0}, "there is nothing to tell yet", "the first " + std::to_string(together) + " experiments of the study belong together");
    refuse_if_any(std::move(problems));
  }
  cut_part(all, whole);
  conclude_study(all);
  if (context.options.json) print(study_document(all));
  else print(study_report(all, context.options.lang));
  if (!context.options.quiet) std::fprintf(stderr, "\nso far: %zu of %zu experiments; nothing was written\n", whole, pieces.front().record.total);
  return Exit::done;
}

}  // namespace

Exit merge(const Context& context) {
  Problems problems;
  if (context.options.out.empty() && !context.options.so_far) problems.add({"merge", 0, 0}, "--out FILE is missing", "the joined result needs a place");
  const std::vector<fs::path> files = files_of(context.options.arguments);
  if (files.empty()) problems.add({context.options.arguments.front(), 0, 0}, "there is no shard in it", "shards are files that end in .h5");
  refuse_if_any(std::move(problems));
  const auto start = std::chrono::steady_clock::now();
  const std::vector<Piece> pieces = pieces_of(files, problems);
  refuse_if_any(std::move(problems));
  if (context.options.so_far) return tell_so_far(context, pieces);
  const std::size_t needed = needed_of(pieces);
  check_cover(pieces, needed, problems);
  const fs::path out = context.options.out;
  if (problems.empty()) refuse_places(context, out);
  const bool finished = problems.empty() && finished_there(out, pieces.front().record.digest, problems);
  refuse_if_any(std::move(problems));
  if (finished) return tell_study(context, read_results(out), out, "it was joined before");
  check_writable(out);
  Results all = read_part(pieces.front().file);
  for (std::size_t i = 1; i < pieces.size() && all.dimension("experiment")->size() < needed; ++i) append_part(all, read_part(pieces[i].file));
  all.provenance.clear();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return finish_study(context, std::move(all), out, seconds, 1, 0);
}

}  // namespace echelon::app
