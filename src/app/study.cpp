#include "engine/study/study.hpp"

#include <chrono>
#include <cstdio>
#include <filesystem>

#include "app/document.hpp"
#include "app/home.hpp"
#include "app/interrupt.hpp"
#include "app/machine.hpp"
#include "app/open.hpp"
#include "app/outputs.hpp"
#include "app/progress.hpp"
#include "app/shard.hpp"
#include "app/study_finish.hpp"
#include "core/cpu.hpp"
#include "engine/study/join.hpp"
#include "engine/study/runner.hpp"
#include "io/digest_sha256.hpp"
#include "io/hdf5/publish.hpp"
#include "io/hdf5/reader.hpp"
#include "io/load_study.hpp"
#include "io/shards.hpp"

namespace echelon::app {
namespace {

namespace fs = std::filesystem;

Study open_study(const Context& context) {
  Problems problems;
  Problems warnings;
  LoadRequest how = request(context, "");
  how.warnings = &warnings;
  Study study = load_study(how, context.options.arguments.front(), problems);
  if (context.options.replicates && (study.kind == StudyKind::grid || study.kind == StudyKind::table))
    problems.add({"--replicates", 0, 0}, "this study has no number of points", "a grid and a table have as many as they list");
  refuse_if_any(std::move(problems));
  tell_warnings(context, warnings);
  if (context.options.replicates) study.points = static_cast<std::size_t>(*context.options.replicates);
  if (context.options.seed) study.seed = *context.options.seed;
  return study;
}

// All that decides the numbers: the study, its scenarios as they are, and the program.
std::string digest_of(const Study& study) {
  std::string text = "echelon study 1\n" ECHELON_VERSION "\n" + commit_of(home()) + "\n" + study_text(study);
  for (const Scenario& s : study.scenarios) text += echelon::resolve(s);
  return sha256(text);
}

fs::path destination(const Options& options, const Study& study, const ShardOf& shard) {
  if (!options.out.empty()) return options.out;
  return default_result(study.id + (shard.whole() ? "" : fmt::format(".{}-of-{}", shard.index + 1, shard.count)));
}

// What lies at `file` already is this study; is it this part of it? Another part would be lost.
void refuse_other_part(const fs::path& file, bool whole, std::size_t begin, std::size_t end) {
  const Results there = read_results(file);
  const bool concluded = there.attributes.count("concluded") > 0;
  Problems problems;
  if (concluded != whole) {
    problems.add({file.string(), 0, 0}, concluded ? "the whole study lies here" : "a part of this study lies here", "it would be lost; give another --out, or take it away");
  } else if (!whole) {
    const PartRecord part = part_record(there);
    if (part.first != begin || part.first + part.count != end)
      problems.add({file.string(), 0, 0}, fmt::format("another part of this study lies here, from experiment {} on", part.first),
                   "it would be lost; give every shard its own --out");
  }
  refuse_if_any(std::move(problems));
}

struct Work {
  const Study& study;
  const std::string& digest;
  Shards& shards;
  int threads;
  std::size_t begin, end;        // experiments
  double firm_quarters = 0;
  bool interrupted = false;
};

// What is said behind the progress: how much was there, and the first estimate.
std::string remark_of(const Work& work, const RunningOdds& odds, std::size_t there) {
  std::string out = there > 0 ? fmt::format("{} of {} were there", there, work.end - work.begin) : "";
  if (!odds.text().empty()) out += (out.empty() ? "" : "; ") + odds.text();
  return out;
}

// Runs the blocks that are missing, in order, until all are there or the study's own rule says that it is enough.
void run_blocks(const Context& context, Work& work) {
  ProgressLine line(context.options, "experiments");
  const std::size_t there = work.shards.experiments();
  Progress progress{0, work.end - work.begin - std::min(there, work.end - work.begin), 0};
  RunningOdds odds;
  std::string more = remark_of(work, odds, there);
  const std::atomic<bool>& interrupt = watch_interrupts();
  StudyRunner runner(work.study, model_subject(work.study), work.threads, &interrupt, [&](double lived) {
    ++progress.done, progress.firm_quarters += lived;
    line.show(progress, more);
  });
  for (std::size_t first = work.begin; first < work.end; first += work.study.block) {
    Results part;
    if (work.shards.has(first)) {
      part = work.shards.read(first);
    } else {
      if (interrupt) work.interrupted = true;
      if (work.interrupted) break;
      const StudyBlock block = runner.run(first, std::min(work.study.block, work.end - first));
      work.interrupted = block.interrupted;
      if (work.interrupted) break;
      part = study_part(work.study, block, work.digest);
      work.shards.write(part);
    }
    odds.add(part);
    more = remark_of(work, odds, there);
    if (odds.enough() && work.begin == 0) break;
  }
  work.firm_quarters = progress.firm_quarters;
}

// The blocks from the first on, as far as they were needed.
Results joined(const Work& work) {
  Results all = work.shards.read(work.begin);
  for (std::size_t first = work.begin + work.study.block; first < work.end && work.shards.has(first); first += work.study.block)
    append_part(all, work.shards.read(first));
  return all;
}

Exit stopped(const Context& context, const Work& work) {
  const std::string text = fmt::format("interrupted; {} of {} experiments are kept. Run the same command again to go on", work.shards.experiments(), work.end - work.begin);
  std::fprintf(stderr, "echelon: %s\n", text.c_str());
  if (context.options.json) print(error_document(Exit::interrupted, text, nullptr));
  return Exit::interrupted;
}

Exit tell_part(const Context& context, const Study& study, std::size_t begin, std::size_t end, const fs::path& file, const ShardOf& shard) {
  if (context.options.json) {
    print(Json{{"study", study.id}, {"shard", shard.index + 1}, {"shards", shard.count}, {"first", begin}, {"experiments", end - begin}, {"result", file.string()}});
  } else {
    print(fmt::format("{}  shard {} of {}: experiments {} to {} of study {}\n", file.string(), shard.index + 1, shard.count, begin, end - 1, study.id));
  }
  return Exit::done;
}

}  // namespace

Exit study(const Context& context) {
  const ShardOf shard = shard_of(context.options.shard);
  const Study study = open_study(context);
  const std::string digest = digest_of(study);
  const fs::path file = destination(context.options, study, shard);
  const auto [begin, end] = experiments_of(shard, Plan(study).experiments(), study.block);
  best_isa();
  refuse_places(context, file);
  Problems problems;
  const bool finished = finished_there(file, digest, problems);
  refuse_if_any(std::move(problems));
  if (finished) refuse_other_part(file, shard.whole(), begin, end);
  if (finished && !shard.whole()) return tell_part(context, study, begin, end, file, shard);
  if (finished) return tell_study(context, read_results(file), file, "it was finished before");
  check_writable(file);
  Shards shards(file, digest, problems);
  refuse_if_any(std::move(problems));
  Work work{study, digest, shards, context.options.threads.value_or(usable_cores()), begin, end};
  const auto start = std::chrono::steady_clock::now();
  run_blocks(context, work);
  if (work.interrupted) return stopped(context, work);
  Results all = joined(work);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (!shard.whole()) {
    all.provenance.clear();
    write_part(std::move(all), file);
    shards.discard();
    return tell_part(context, study, begin, end, file, shard);
  }
  const Exit exit = finish_study(context, std::move(all), file, seconds, work.threads, work.firm_quarters);
  shards.discard();
  return exit;
}

}  // namespace echelon::app
