#include "io/config.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "io/values.hpp"

namespace echelon {
namespace {

namespace fs = std::filesystem;

struct KindKey {
  const char* key;
  FileKind kind;
};
const KindKey kind_keys[] = {
    {"resolved", FileKind::scenario},
    {"city", FileKind::city},
    {"sectors", FileKind::sectors},
    {"sources", FileKind::sources},
    {"programmes", FileKind::programmes},
    {"run", FileKind::run},
    {"room", FileKind::room},
    {"instrument", FileKind::instrument},
    {"scheme", FileKind::scheme},
    {"analogues", FileKind::analogues},
    {"ladder", FileKind::ladder},
    {"rows", FileKind::rows},
    {"register", FileKind::targets},
    {"observations", FileKind::observations},
    {"study", FileKind::study},
    {"uncertainties", FileKind::study},
    {"levers", FileKind::study},
    {"outcomes", FileKind::study},
    {"policy", FileKind::scenario},
    {"from", FileKind::scenario},
    {"targets", FileKind::scenario},
    {"name", FileKind::scenario},
    {"parameters", FileKind::scenario},
};

// Rows of the data pack that are no object of ours, with the reason why.
void read_reasons(const yaml::Node& root, FileKind kind) {
  if (kind == FileKind::rows) {
    for (const yaml::Member& m : root.required("rows").members()) read_text(m.value);
    return;
  }
  for (const yaml::Node& item : root.required("analogues").items()) {
    read_id(item.required("id"));
    read_text(item.required("scheme"));
    read_text(item.required("why"));
    item.finish();
  }
}

void read_shelf_instrument(const yaml::Node& root, Reading& reading) {
  Instrument x{};
  x.id = read_id(root.required("instrument"));
  x.from = Quarter::of(1900, 1);
  x.to = far_future;
  read_instrument(root, x, true, "", reading);
  if (reading.claim("instrument", x.id, x.where)) reading.library.instruments.insert_or_assign(x.id, x);
}

std::string label(const fs::path& dir, const fs::path& file) {
  return "config/" + file.lexically_relative(dir).generic_string();
}

class Loader {
 public:
  Loader(const fs::path& dir, Files& files, Reading& reading, const fs::path& except)
      : dir_(dir), files_(files), reading_(reading), except_(except) {}

  void run() {
    single("city.yaml", FileKind::city, true);
    single("sectors.yaml", FileKind::sectors, true);
    single("run.yaml", FileKind::run, true);
    single("sources.yaml", FileKind::sources, false);
    single("programmes.yaml", FileKind::programmes, false);
    folder("schemes", {FileKind::scheme, FileKind::analogues});
    folder("ladders", {FileKind::ladder});
    folder("instruments", {FileKind::instrument, FileKind::rows});
    folder("targets", {FileKind::targets});
    folder("observations", {FileKind::observations});
    folder("parameters", {FileKind::room});
    missing_rooms();
  }

 private:
  bool skipped(const fs::path& file) const {
    std::error_code code;
    return !except_.empty() && fs::equivalent(file, except_, code);
  }

  void single(const char* name, FileKind kind, bool needed) {
    const fs::path file = dir_ / name;
    if (skipped(file)) return;
    if (fs::exists(file)) return read(file, {kind});
    if (needed) reading_.problems.add({file.string(), 0, 0}, "the file is missing", "no scenario runs without it");
  }

  void folder(const char* name, std::set<FileKind> kinds) {
    for (const fs::path& file : yaml_files(dir_ / name))
      if (!skipped(file)) read(file, kinds);
  }

  void read(const fs::path& file, const std::set<FileKind>& kinds) {
    const yaml::Node root = files_.open(file, label(dir_, file));
    if (!root.exists()) {
      if (kinds.count(FileKind::room)) seen_.insert(file.stem().string());
      return;
    }
    const FileKind kind = kind_of(root);
    if (kind == FileKind::room || kinds.count(FileKind::room)) seen_.insert(file.stem().string());
    if (kinds.count(kind)) return read_config_file(root, kind, file.stem().string(), reading_);
    root.problem("this file is of another kind than its folder holds", "its keys do not name what it is",
                 kind_keys_of(kinds));
  }

  static std::string kind_keys_of(const std::set<FileKind>& kinds) {
    std::string out;
    for (const KindKey& k : kind_keys)
      if (kinds.count(k.kind)) out += (out.empty() ? "" : " or ") + std::string(k.key) + ":";
    return out;
  }

  void missing_rooms() {
    for (const ParameterDeclaration& d : reading_.vocabulary.rooms) {
      const std::string room = d.path.substr(0, d.path.find('.'));
      const fs::path file = dir_ / "parameters" / (room + ".yaml");
      if (!seen_.insert(room).second || skipped(file)) continue;
      reading_.problems.add({file.string(), 0, 0}, "the file is missing",
                            "the room `" + room + "` declares parameters that need values");
    }
  }

  const fs::path& dir_;
  Files& files_;
  Reading& reading_;
  const fs::path& except_;
  std::set<std::string> seen_;  // rooms that have a file, readable or not
};

}  // namespace

FileKind kind_of(const yaml::Node& root) {
  for (const KindKey& k : kind_keys)
    if (root.has(k.key)) return k.kind;
  return FileKind::unknown;
}

void read_config_file(const yaml::Node& root, FileKind kind, const std::string& stem, Reading& reading) {
  check_format(root);
  Library& library = reading.library;
  switch (kind) {
    case FileKind::city: read_city(root, reading); break;
    case FileKind::sectors: read_sectors(root, reading); break;
    case FileKind::sources: read_sources(root.required("sources"), library.sources); break;
    case FileKind::run: {
      const yaml::Node map = root.required("run");
      for (const char* key : {"replicates", "seed", "seeds_per_point", "design", "scale", "ensemble"})
        map.required(key);
      read_run(map, library.scenario);
      map.finish();
      break;
    }
    case FileKind::room: read_room(root, stem, reading); break;
    case FileKind::scheme: read_scheme(read_id(root.required("scheme")), root, reading); break;
    case FileKind::ladder: read_ladder(read_id(root.required("ladder")), root, reading); break;
    case FileKind::instrument: read_shelf_instrument(root, reading); break;
    case FileKind::programmes: read_programmes(root.required("programmes"), reading); break;
    case FileKind::analogues:
    case FileKind::rows: read_reasons(root, kind); break;
    case FileKind::targets: read_register(read_id(root.required("register")), root, reading); break;
    case FileKind::observations: read_observations(root.required("observations"), reading); break;
    case FileKind::study:
    case FileKind::scenario:
    case FileKind::unknown: break;
  }
  root.finish();
}

void load_config(const fs::path& dir, Files& files, Reading& reading, const fs::path& except) {
  Loader(dir, files, reading, except).run();
  sort_schemes(reading.library.scenario.schemes);
}

void sort_schemes(std::vector<Scheme>& schemes) {
  std::stable_sort(schemes.begin(), schemes.end(),
                   [](const Scheme& a, const Scheme& b) { return std::tie(a.rung, a.id) < std::tie(b.rung, b.id); });
}

}  // namespace echelon
