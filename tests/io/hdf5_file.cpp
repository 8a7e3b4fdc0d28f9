// The result file: what goes in comes out, twice the same is the same bytes, and a refusal leaves nothing behind.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "core/problems.hpp"
#include "io/hdf5/publish.hpp"
#include "io/hdf5/reader.hpp"
#include "io/hdf5/writer.hpp"
#include "io/hdf5_sample.hpp"

using namespace echelon;
namespace fs = std::filesystem;

namespace {

// A folder of its own that disappears with the test.
struct Folder {
  fs::path path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "echelon-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~Folder() { fs::remove_all(path); }
  bool empty() const { return fs::is_empty(path); }
};

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// NaN equals NaN here: a gap must come back as a gap.
template <class Value>
bool same(const std::vector<Value>& a, const std::vector<Value>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Value& x, const Value& y) { return x == y || (x != x && y != y); });
}

template <class Variant>
void require_same(const Variant& a, const Variant& b) {
  REQUIRE(a.index() == b.index());
  std::visit(
      [&](const auto& list) {
        using List = std::decay_t<decltype(list)>;
        CHECK(same(list, std::get<List>(b)));
      },
      a);
}

template <class Thing>
void require_same_words(const Thing& a, const Thing& b) {
  CHECK(a.name == b.name);
  CHECK(a.units == b.units);
  CHECK(a.long_name == b.long_name);
  CHECK(a.long_name_zh == b.long_name_zh);
  CHECK(a.attributes == b.attributes);
}

std::string message_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const IoError& error) {
    return error.what();
  }
  return "no IoError";
}

}  // namespace

TEST_CASE("a result file gives back what was written, in its order") {
  const Folder folder;
  const Results written = sample::results();
  write_results(written, folder.path / "r.h5");
  const Results read = read_results(folder.path / "r.h5");

  REQUIRE(read.dimensions.size() == written.dimensions.size());
  for (std::size_t i = 0; i < written.dimensions.size(); ++i) {
    require_same_words(read.dimensions[i], written.dimensions[i]);
    require_same(read.dimensions[i].values, written.dimensions[i].values);
  }
  REQUIRE(read.variables.size() == written.variables.size());
  for (std::size_t i = 0; i < written.variables.size(); ++i) {
    INFO(written.variables[i].name);
    require_same_words(read.variables[i], written.variables[i]);
    CHECK(read.variables[i].dims == written.variables[i].dims);
    require_same(read.variables[i].data, written.variables[i].data);
  }
  CHECK(read.attributes == written.attributes);
  CHECK(read.provenance == written.provenance);
}

TEST_CASE("a policy without instruments still has its file") {
  Results written = sample::results();
  const auto instrument = [](const ResultDimension& d) { return d.name == "instrument"; };
  std::find_if(written.dimensions.begin(), written.dimensions.end(), instrument)->values = sample::Texts{};
  for (ResultVariable& variable : written.variables) {
    if (!variable.dims.empty() && variable.dims.back() == "instrument") {
      std::visit([](auto& list) { list.clear(); }, variable.data);
    }
  }
  const Folder folder;
  write_results(written, folder.path / "r.h5");
  const Results read = read_results(folder.path / "r.h5");
  CHECK(read.dimension("instrument")->size() == 0);
  CHECK(read.find("outlay")->dims == written.find("outlay")->dims);
}

TEST_CASE("equal results are equal bytes, whenever they are written") {
  const Folder folder;
  write_results(sample::results(), folder.path / "a.h5");
  ::sleep(1);  // a time stamp inside the file would show
  write_results(sample::results(), folder.path / "b.h5");
  CHECK((bytes_of(folder.path / "a.h5") == bytes_of(folder.path / "b.h5")));
  Results other = sample::results();
  std::get<std::vector<double>>(other.variables.back().data)[0] = 2;
  write_results(other, folder.path / "c.h5");
  CHECK((bytes_of(folder.path / "a.h5") != bytes_of(folder.path / "c.h5")));
}

TEST_CASE("a file says whether it is complete, and of what") {
  const auto image = [](const Results& results) {
    const auto bytes = result_image(results);
    return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  };
  Results results = sample::results();
  CHECK((image(results).find("yes: replicate 5, time 41, year 10, scheme 2") != std::string::npos));
  results.attributes["interrupted"] = "5 of 9 replicates";
  CHECK((image(results).find("no, interrupted: replicate 5, time 41") != std::string::npos));
  results.attributes["complete"] = "by hand";
  CHECK_THROWS_AS(result_image(results), std::logic_error);
}

TEST_CASE("a file that cannot be written is refused with path and reason, and nothing is left") {
  const Folder folder;
  const auto refuse = [](const fs::path& path) { return message_of([&] { write_results(sample::results(), path); }); };
  CHECK(refuse(folder.path / "no" / "r.h5") == (folder.path / "no" / "r.h5").string() + ": cannot write: the folder " + (folder.path / "no").string() + " does not exist");
  CHECK(refuse(folder.path) == folder.path.string() + ": cannot write: Is a directory");
  CHECK(message_of([&] { check_writable(folder.path / "no" / "r.h5"); }) != "no IoError");
  check_writable(folder.path / "r.h5");
  CHECK(folder.empty());
}

TEST_CASE("a full disk leaves the older file as it was") {
  const Folder folder;
  const fs::path path = folder.path / "r.h5";
  std::ofstream(path) << "older";
  // A limit on the size of files is met in write() just as a full disk is; a child takes it so that only it is limited.
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{4096, 4096};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const std::string message = message_of([&] { write_results(sample::results(), path); });
    ::_exit(message == path.string() + ": cannot write: File too large" ? 0 : 1);
  }
  int status = -1;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(bytes_of(path) == "older");
  CHECK_FALSE(fs::exists(path.string() + ".part"));
}

TEST_CASE("what is no finished result of ours is refused by name") {
  const Folder folder;
  const fs::path path = folder.path / "r.h5";
  const auto refusal = [&] { return message_of([&] { read_results(path); }).substr(path.string().size()); };
  CHECK(refusal() == ": cannot read: No such file or directory");
  std::ofstream(path) << "not HDF5";
  CHECK(refusal() == ": is not an HDF5 file");
  write_results(sample::results(), path);
  fs::resize_file(path, fs::file_size(path) / 2);
  CHECK(refusal().find("damaged or cut short") != std::string::npos);
}

TEST_CASE("a flipped bit in the numbers is noticed") {
  const Folder folder;
  const fs::path path = folder.path / "r.h5";
  Results big = sample::results();
  write_results(big, path);
  std::string bytes = bytes_of(path);
  const std::string zlib_header = "\x78\x5e";  // gzip level 4
  const auto at = bytes.find(zlib_header);
  REQUIRE(at != std::string::npos);
  bytes[at + 10] = static_cast<char>(bytes[at + 10] ^ 1);
  std::ofstream(path, std::ios::binary) << bytes;
  CHECK(message_of([&] { read_results(path); }) != "no IoError");
}
