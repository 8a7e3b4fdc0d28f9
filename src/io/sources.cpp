#include "io/sources.hpp"

#include <cctype>

#include "io/files.hpp"
#include "io/library.hpp"
#include "io/values.hpp"

namespace echelon {
namespace {

// One or two capital letters, digits, then dotted parts: A4.city, PG0.tasks, R10.age_min, P34.
bool looks_like_row(const std::string& word) {
  std::size_t i = 0;
  while (i < word.size() && i < 2 && std::isupper(static_cast<unsigned char>(word[i]))) ++i;
  const std::size_t digits = i;
  while (i < word.size() && std::isdigit(static_cast<unsigned char>(word[i]))) ++i;
  if (digits == 0 || i == digits) return false;
  if (i < word.size() && word[i] == 'b') ++i;  // R12b
  if (i == word.size()) return true;
  if (word[i] != '.' || i + 1 == word.size()) return false;
  for (++i; i < word.size(); ++i)
    if (!std::isalnum(static_cast<unsigned char>(word[i])) && word[i] != '_' && word[i] != '.') return false;
  return true;
}

std::string trimmed(const std::string& text) {
  const std::size_t a = text.find_first_not_of(' '), b = text.find_last_not_of(' ');
  return a == std::string::npos ? "" : text.substr(a, b - a + 1);
}

}  // namespace

const Source* Bibliography::find(const std::string& id) const {
  for (std::string stem = id; !stem.empty(); stem.erase(stem.find('.') == std::string::npos ? 0 : stem.rfind('.'))) {
    const auto it = list_.find(stem);
    if (it != list_.end()) return &it->second;
  }
  return nullptr;
}

std::vector<std::string> Bibliography::ids() const {
  std::vector<std::string> out;
  for (const auto& [id, source] : list_) out.push_back(id);
  return out;
}

std::vector<std::string> Bibliography::cited(const std::string& source) {
  std::vector<std::string> ids;
  std::size_t at = 0;
  while (at <= source.size()) {
    const std::size_t end = std::min(source.find_first_of(",;:", at), source.size());
    const std::string word = trimmed(source.substr(at, end - at));
    if (!looks_like_row(word)) break;  // from here on it is prose
    ids.push_back(word);
    if (end < source.size() && source[end] == ':') {
      at = source.find(';', end);
      if (at == std::string::npos) break;
    } else {
      at = end;
    }
    ++at;
  }
  return ids;
}

void read_sources(const yaml::Node& map, Bibliography& sources) {
  for (const yaml::Member& entry : map.members()) {
    Source source{entry.key, {}, entry.where};
    for (const yaml::Member& field : entry.value.members())
      source.fields.emplace_back(field.key, read_text(field.value));
    sources.add(std::move(source));
  }
}

Bibliography load_sources(const std::filesystem::path& config_dir, Problems& problems) {
  Bibliography sources;
  const auto path = config_dir / "sources.yaml";
  if (!std::filesystem::exists(path)) return sources;
  Files files(problems);
  read_sources(files.open(path, "config/sources.yaml").required("sources"), sources);
  return sources;
}

}  // namespace echelon
