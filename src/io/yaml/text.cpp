#include "io/yaml/text.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>

namespace echelon::yaml {
namespace {

using Byte = unsigned char;

Byte byte_at(std::string_view text, std::size_t i) { return i < text.size() ? static_cast<Byte>(text[i]) : 0; }

bool is_tail(Byte b) { return (b & 0xC0) == 0x80; }

// Chinese text in GBK is made of pairs whose second byte is mostly above 0xA0, which Latin letters with accents are
// not.
bool looks_like_gbk(std::string_view text) {
  std::size_t pairs = 0, common = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const Byte lead = byte_at(text, i);
    if (lead < 0x80) continue;
    const Byte trail = byte_at(text, i + 1);
    if (lead == 0x80 || lead == 0xFF || trail < 0x40 || trail == 0x7F || trail == 0xFF) return false;
    ++pairs;
    common += trail >= 0xA1;
    ++i;
  }
  return pairs > 0 && 2 * common >= pairs;
}

std::optional<std::size_t> first_bad_byte(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t n = utf8_length(text, i);
    if (n == 0) return i;
    i += n;
  }
  return std::nullopt;
}

std::string unix_lines(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] != '\r') out += bytes[i];
    else if (byte_at(bytes, i + 1) != '\n') out += '\n';
  }
  return out;
}

void check_controls(Text& text, Problems& problems) {
  for (std::size_t i = 0; i < text.bytes.size(); ++i) {
    const Byte b = byte_at(text.bytes, i);
    if ((b < 0x20 && b != '\n' && b != '\t') || b == 0x7F) {
      problems.add(text.at_offset(i), "a control character (code " + std::to_string(b) + ") stands in the text",
                   "such characters are invisible and change what is read: delete it");
      text.usable = false;
      return;
    }
  }
}

void check_encoding(Text& text, Problems& problems) {
  const auto bad = first_bad_byte(text.bytes);
  if (!bad) return;
  text.usable = false;
  if (looks_like_gbk(text.bytes)) {
    problems.add(text.at_offset(*bad), "the file is not UTF-8; it looks like GBK",
                 "Chinese text would be garbled: save it as UTF-8, or run iconv -f GBK -t UTF-8 FILE");
  } else {
    problems.add(text.at_offset(*bad), "the file is not UTF-8 from here on", "text would be garbled: save it as UTF-8");
  }
}

}  // namespace

std::size_t utf8_length(std::string_view text, std::size_t i) {
  const Byte a = byte_at(text, i), b = byte_at(text, i + 1), c = byte_at(text, i + 2), d = byte_at(text, i + 3);
  if (a < 0x80) return 1;
  if (a >= 0xC2 && a <= 0xDF) return is_tail(b) ? 2 : 0;
  if (a >= 0xE0 && a <= 0xEF) {
    const bool overlong = a == 0xE0 && b < 0xA0, surrogate = a == 0xED && b > 0x9F;
    return is_tail(b) && is_tail(c) && !overlong && !surrogate ? 3 : 0;
  }
  if (a >= 0xF0 && a <= 0xF4) {
    const bool overlong = a == 0xF0 && b < 0x90, beyond = a == 0xF4 && b > 0x8F;
    return is_tail(b) && is_tail(c) && is_tail(d) && !overlong && !beyond ? 4 : 0;
  }
  return 0;
}

void Text::replace_bytes(std::string new_bytes) {
  bytes = std::move(new_bytes);
  line_starts.assign(1, 0);
  for (std::size_t i = 0; i < bytes.size(); ++i)
    if (bytes[i] == '\n') line_starts.push_back(i + 1);
}

SourcePos Text::at(std::size_t line, std::size_t byte_column) const {
  const std::size_t start = line < line_starts.size() ? line_starts[line] : bytes.size();
  return at_offset(start + byte_column);
}

SourcePos Text::at_offset(std::size_t offset) const {
  if (!has_lines) return {name, 0, 0};
  offset = std::min(offset, bytes.size());
  const auto next = std::upper_bound(line_starts.begin(), line_starts.end(), offset);
  SourcePos pos{name, static_cast<int>(next - line_starts.begin()), 1};
  for (std::size_t i = *(next - 1); i < offset; ++i) pos.column += !is_tail(static_cast<Byte>(bytes[i]));
  int shift = 0;
  for (const Inserted& in : inserted) shift += in.line == pos.line && in.column < pos.column;
  pos.column -= shift;
  return pos;
}

std::string read_bytes(const std::filesystem::path& path) {
  errno = 0;
  std::error_code code;
  if (std::filesystem::is_directory(path, code)) throw IoError(path.string() + ": is a directory, not a file");
  std::ifstream file(path, std::ios::binary);
  if (!file) throw IoError(path.string() + ": " + std::strerror(errno ? errno : EIO));
  std::string bytes((std::istreambuf_iterator<char>(file)), {});
  if (file.bad()) throw IoError(path.string() + ": " + std::strerror(errno ? errno : EIO));
  return bytes;
}

Text clean_text(std::string name, std::string_view bytes, Problems& problems) {
  Text text;
  text.name = std::move(name);
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    problems.add({text.name, 1, 1}, "the file is UTF-16", "only UTF-8 is read: save it as UTF-8");
    text.usable = false;
    return text;
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  text.replace_bytes(unix_lines(bytes));
  check_encoding(text, problems);
  if (text.usable) check_controls(text, problems);
  return text;
}

}  // namespace echelon::yaml
