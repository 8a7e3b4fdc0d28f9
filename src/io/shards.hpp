#pragma once
// The blocks of a study that is not finished, in a folder beside its result: OUT.shards/000000000064-000000000096.h5. Each is written
// whole or not at all and says of itself of which study and which experiments it is; nothing that is there is ever written over.
#include <filesystem>
#include <map>
#include <string>

#include "core/problems.hpp"
#include "engine/results.hpp"

namespace echelon {

class Shards {
 public:
  // Makes the folder and holds it: a second program that works on the same result is turned away (IoError). Reads every block that is
  // there; one of another study is reported, a damaged one throws IoError.
  Shards(const std::filesystem::path& out, const std::string& study_digest, Problems& problems);
  ~Shards();
  Shards(const Shards&) = delete;
  Shards& operator=(const Shards&) = delete;

  bool has(std::size_t first) const { return files_.count(first) > 0; }
  std::size_t experiments() const;  // in all blocks that are there
  Results read(std::size_t first) const;
  void write(const Results& part);
  void discard();  // the result is written: the blocks are not needed any more

 private:
  std::filesystem::path folder_;
  std::map<std::size_t, std::filesystem::path> files_;  // by first experiment
  std::map<std::size_t, std::size_t> counts_;
  int lock_ = -1;
};

// A part that was written by write_part, checked against what it says of itself. Throws IoError.
Results read_part(const std::filesystem::path& file);
void write_part(Results part, const std::filesystem::path& file);

// What lies at `out` already: nothing; the finished result of this study; or something else, which is reported, since it would be
// written over.
bool finished_there(const std::filesystem::path& out, const std::string& study_digest, Problems& problems);

}  // namespace echelon
