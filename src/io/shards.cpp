#include "io/shards.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "engine/study/join.hpp"
#include "io/digest.hpp"
#include "io/hdf5/reader.hpp"
#include "io/hdf5/writer.hpp"

namespace echelon {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& path, const std::string& what) {
  const int code = errno;
  throw IoError(path.string() + ": cannot " + what + ": " + std::strerror(code));
}

fs::path folder_of(const fs::path& out) { return out.string() + ".shards"; }

std::string name_of(std::size_t first, std::size_t count) {
  char text[64];
  std::snprintf(text, sizeof text, "%012zu-%012zu.h5", first, first + count);
  return text;
}

}  // namespace

Results read_part(const fs::path& file) {
  Results part = read_results(file);
  const auto said = part.provenance.find("content");
  try {
    part_record(part);
  } catch (const std::exception& mistake) {
    throw IoError(file.string() + ": " + mistake.what());
  }
  if (said == part.provenance.end() || said->second != digest(part, false))
    throw IoError(file.string() + ": is damaged: what it holds is not what was written; take it away and run the same command again");
  return part;
}

void write_part(Results part, const fs::path& file) {
  part.provenance["content"] = digest(part, false);
  write_results(part, file);
}

Shards::Shards(const fs::path& out, const std::string& study_digest, Problems& problems) : folder_(folder_of(out)) {
  if (::mkdir(folder_.c_str(), 0777) != 0 && errno != EEXIST) refuse(folder_, "make the folder");
  const fs::path lock = folder_ / "lock";
  lock_ = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock_ < 0) refuse(lock, "write");
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock_), lock_ = -1;
    throw IoError(folder_.string() + ": another program is working on it");
  }
  bool told = false;  // once, however many blocks
  for (const auto& entry : fs::directory_iterator(folder_)) {
    if (entry.path().extension() != ".h5") continue;
    const PartRecord record = part_record(read_part(entry.path()));
    if (record.digest != study_digest) {
      if (!std::exchange(told, true))
        problems.add({folder_.string(), 0, 0}, "what lies here belongs to another study",
                     "the study, its scenario, the configuration or the program has changed since; give another --out, or take the folder away");
      continue;
    }
    files_[record.first] = entry.path(), counts_[record.first] = record.count;
  }
}

Shards::~Shards() {
  if (lock_ >= 0) ::close(lock_);
}

std::size_t Shards::experiments() const {
  std::size_t n = 0;
  for (const auto& [first, count] : counts_) n += count;
  return n;
}

Results Shards::read(std::size_t first) const { return read_part(files_.at(first)); }

void Shards::write(const Results& part) {
  const PartRecord record = part_record(part);
  const fs::path file = folder_ / name_of(record.first, record.count);
  if (fs::exists(file)) throw IoError(file.string() + ": is there already; nothing is written over");
  write_part(part, file);
  files_[record.first] = file, counts_[record.first] = record.count;
}

void Shards::discard() {
  std::error_code ignored;
  for (const auto& [first, file] : files_) fs::remove(file, ignored);
  fs::remove(folder_ / "lock", ignored);
  fs::remove(folder_, ignored);  // only when nothing else lies in it
  files_.clear(), counts_.clear();
}

bool finished_there(const fs::path& out, const std::string& study_digest, Problems& problems) {
  if (!fs::exists(out)) return false;
  const Results there = read_results(out);
  const auto in = [&](const std::map<std::string, std::string>& map) {
    const auto it = map.find("study_digest");
    return it != map.end() && it->second == study_digest;
  };
  if (in(there.provenance) || in(there.attributes)) return true;
  problems.add({out.string(), 0, 0}, "another result lies here", "it would be lost; give another --out, or take it away");
  return false;
}

}  // namespace echelon
