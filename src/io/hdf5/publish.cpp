#include "io/hdf5/publish.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "core/problems.hpp"

namespace echelon {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& what) {
  const int code = errno;
  throw IoError(path.string() + ": cannot " + what + ": " + std::strerror(code));
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

// The .part file, locked so that two programs never mix their bytes; removed again unless it was renamed.
class PartFile {
 public:
  explicit PartFile(const std::filesystem::path& path) : path_(path), part_(path.string() + ".part") {
    if (std::filesystem::is_directory(path)) {
      errno = EISDIR;
      refuse(path_, "write");
    }
    while (!open_and_lock()) {
    }
  }
  ~PartFile() {
    if (file_ < 0) return;
    if (!kept_) ::unlink(part_.c_str());
    ::close(file_);
  }
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  void write(std::span<const std::byte> bytes) {
    if (::ftruncate(file_, 0) != 0) refuse(path_, "write");
    while (!bytes.empty()) {
      const ssize_t n = ::write(file_, bytes.data(), bytes.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) refuse(path_, "write");
      bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
    if (::fsync(file_) != 0) refuse(path_, "sync");
  }

  void rename_into_place() {
    if (::rename(part_.c_str(), path_.c_str()) != 0) refuse(path_, "rename into place");
    kept_ = true;
    const int folder = ::open(folder_of(path_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {  // some network folders cannot be synced; the rename has happened all the same
      ::fsync(folder);
      ::close(folder);
    }
  }

 private:
  // False when another program renamed the file away between opening and locking it: then it is not ours to write.
  bool open_and_lock() {
    file_ = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    if (file_ < 0 && errno == ENOENT && !std::filesystem::exists(folder_of(path_)))
      throw IoError(path_.string() + ": cannot write: the folder " + folder_of(path_).string() + " does not exist");
    if (file_ < 0) refuse(path_, "write");
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
      ::close(std::exchange(file_, -1));
      throw IoError(path_.string() + ": another program is writing it");
    }
    struct stat mine {}, there {};
    const bool same = ::fstat(file_, &mine) == 0 && ::stat(part_.c_str(), &there) == 0 && mine.st_ino == there.st_ino;
    if (!same) ::close(std::exchange(file_, -1));
    return same;
  }

  std::filesystem::path path_;
  std::filesystem::path part_;
  int file_ = -1;
  bool kept_ = false;
};

}  // namespace

void publish_file(const std::filesystem::path& path, std::span<const std::byte> bytes) {
  PartFile part(path);
  part.write(bytes);
  part.rename_into_place();
}

void check_writable(const std::filesystem::path& path) { PartFile probe(path); }

}  // namespace echelon
