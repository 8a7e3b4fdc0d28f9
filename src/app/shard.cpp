#include "app/shard.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>

#include "core/problems.hpp"

namespace echelon::app {
namespace {

[[noreturn]] void refuse(const std::string& where, const std::string& what, const std::string& why) {
  Problems problems;
  problems.add({where, 0, 0}, what, why);
  throw UserError(std::move(problems));
}

std::optional<std::size_t> number(const std::string& text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::size_t> from_environment(const char* name) {
  const char* text = std::getenv(name);
  return text ? number(text) : std::nullopt;
}

ShardOf from_scheduler() {
  const auto task = from_environment("SLURM_ARRAY_TASK_ID"), least = from_environment("SLURM_ARRAY_TASK_MIN");
  const auto step = from_environment("SLURM_ARRAY_TASK_STEP"), count = from_environment("SLURM_ARRAY_TASK_COUNT");
  if (task && least && count && *task >= *least) return {(*task - *least) / std::max<std::size_t>(step.value_or(1), 1), *count};
  const auto index = from_environment("JOB_COMPLETION_INDEX"), shards = from_environment("ECHELON_SHARDS");
  if (index && shards) return {*index, *shards};
  if (index) refuse("--shard auto", "it is not said how many shards there are", "a Kubernetes Indexed Job must set ECHELON_SHARDS to its number of completions");
  refuse("--shard auto", "no scheduler says which shard this is", "neither SLURM_ARRAY_TASK_ID nor JOB_COMPLETION_INDEX is set; write --shard K/N");
}

}  // namespace

ShardOf shard_of(const std::string& text) {
  if (text.empty()) return {};
  ShardOf shard{0, 0};
  if (text == "auto") {
    shard = from_scheduler();
  } else {
    const std::size_t slash = text.find('/');
    const auto k = number(text.substr(0, slash)), n = slash == std::string::npos ? std::nullopt : number(text.substr(slash + 1));
    if (!k || !n || *k < 1) refuse("--shard " + text, "`" + text + "` is no shard", "write K/N, from 1/N to N/N, or auto");
    shard = {*k - 1, *n};
  }
  if (shard.index >= shard.count)
    refuse("--shard " + text, "there is no shard " + std::to_string(shard.index + 1) + " of " + std::to_string(shard.count), "shards go from 1 to their number");
  return shard;
}

std::pair<std::size_t, std::size_t> experiments_of(const ShardOf& shard, std::size_t experiments, std::size_t block) {
  const std::size_t blocks = (experiments + block - 1) / block;
  if (shard.count > blocks) {
    refuse("--shard", "there are only " + std::to_string(blocks) + " blocks for " + std::to_string(shard.count) + " shards",
           "the study writes " + std::to_string(block) + " of its " + std::to_string(experiments) + " experiments together; a smaller `shard:` makes more blocks");
  }
  return {blocks * shard.index / shard.count * block, std::min(blocks * (shard.index + 1) / shard.count * block, experiments)};
}

}  // namespace echelon::app
