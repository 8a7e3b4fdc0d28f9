#pragma once
#include <cstddef>
#include <string>
#include <utility>

namespace echelon::app {

// Which part of a study this process runs: the index-th of count, from 0 on.
struct ShardOf {
  std::size_t index = 0, count = 1;
  bool whole() const { return count == 1; }
};

// "K/N", from 1 on; "auto" from the environment: a Slurm job array (SLURM_ARRAY_TASK_ID, _MIN, _STEP, _COUNT), else a Kubernetes
// Indexed Job (JOB_COMPLETION_INDEX) with ECHELON_SHARDS saying how many there are; "" the whole. Throws UserError.
ShardOf shard_of(const std::string& text);

// The experiments of a part: whole blocks, as even as they go. Throws UserError when there are fewer blocks than parts.
std::pair<std::size_t, std::size_t> experiments_of(const ShardOf& shard, std::size_t experiments, std::size_t block);

}  // namespace echelon::app
