#include "io/yaml/wide.hpp"

#include <algorithm>
#include <cctype>

namespace echelon::yaml {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-' || c == '.'; }

std::size_t skip_spaces(std::string_view text, std::size_t i) {
  while (i < text.size()) {
    const std::size_t wide = wide_space(text.substr(i));
    if (text[i] != ' ' && wide == 0) break;
    i += wide ? wide : 1;
  }
  return i;
}

WideFinding finding(std::size_t offset, std::size_t length, std::string_view mark, const char* ascii, const char* why) {
  WideFinding f;
  f.offset = offset;
  f.length = length;
  f.what = "full-width `" + std::string(mark) + "` where `" + ascii + "` is meant";
  f.why = why;
  f.advice = std::string("type the ASCII `") + ascii + "`";
  return f;
}

// key：value
WideFinding wide_colon(std::string_view rest) {
  const std::size_t colon = skip_spaces(rest, word_length(rest));
  if (word_length(rest) == 0 || !rest.substr(colon).starts_with("：")) return {};
  const std::size_t end = colon + std::string_view("：").size();
  WideFinding f = finding(colon, end, "：", ":", "the line is read as one piece of text, not as a key and its value");
  const bool gap = end >= rest.size() || rest[end] == ' ' || rest[end] == '\n';
  f.edits.push_back({colon, end - colon, gap ? ":" : ": "});
  f.starts_value = true;
  return f;
}

WideFinding wide_bracket(std::string_view rest) {
  const bool brace = rest.starts_with("｛");
  if (!brace && !rest.starts_with("［")) return {};
  WideFinding f = finding(0, 3, brace ? "｛" : "［", brace ? "{" : "[", "it is read as text, not as a bracket");
  f.opens = brace ? '{' : '[';
  f.edits.push_back({0, 3, std::string(1, f.opens)});
  f.starts_value = true;
  return f;
}

// A value that stands in “ ” from end to end; with more text outside they are part of the text.
WideFinding wide_quotes(std::string_view rest) {
  static const struct {
    const char* open;
    const char* close;
    const char* ascii;
  } pairs[] = {{"“", "”", "\""}, {"‘", "’", "'"}, {"＂", "＂", "\""}};
  const std::string_view line = rest.substr(0, rest.find('\n'));
  for (const auto& p : pairs) {
    const std::string_view open = p.open, close = p.close;
    if (!line.starts_with(open)) continue;
    const std::size_t end = line.find(close, open.size());
    if (end == std::string_view::npos) continue;
    const std::size_t after = skip_spaces(line, end + close.size());
    const bool whole = after >= line.size() || std::string_view(",}]#：:").find(line[after]) != std::string_view::npos;
    const std::string_view inner = line.substr(open.size(), end - open.size());
    if (!whole || inner.find(p.ascii) != std::string_view::npos) continue;
    WideFinding f = finding(0, end + close.size(), p.open, p.ascii, "the quotes would become part of the text");
    f.advice += ", or put ASCII quotes round it if these belong to the text";
    f.edits = {{0, open.size(), p.ascii}, {end, close.size(), p.ascii}};
    return f;
  }
  return {};
}

// a：b is text inside brackets, but `{a: 1， b: 2}` and `[1，2]` are not.
WideFinding wide_comma(std::string_view rest, const WideContext& context) {
  const std::string_view comma = "，";
  if (!rest.starts_with(comma)) return {};
  const std::size_t next = skip_spaces(rest, comma.size());
  const std::string_view tail = rest.substr(std::min(next, rest.size()));
  const std::size_t word = word_length(tail);
  bool meant = false;
  if (context.bracket == '{') {
    const std::string_view after = tail.substr(skip_spaces(tail, word));
    meant = word > 0 && (after.starts_with(":") || after.starts_with("："));
  } else if (context.bracket == '[') {
    const bool left =
        is_word(context.before) || context.before == '%' || context.before == '"' || context.before == '\'';
    meant = left && (word > 0 || tail.starts_with("\"") || tail.starts_with("'"));
  }
  if (!meant) return {};
  WideFinding f = finding(0, comma.size(), comma, ",", "two items are read as one piece of text");
  f.edits.push_back({0, comma.size(), next > comma.size() ? "," : ", "});
  f.starts_value = true;
  return f;
}

WideFinding wide_close(std::string_view rest, char bracket) {
  const std::string_view mark = bracket == '{' ? "｝" : "］";
  if (!rest.starts_with(mark)) return {};
  const char* ascii = bracket == '{' ? "}" : "]";
  WideFinding f = finding(0, mark.size(), mark, ascii, "the bracket would stay open");
  f.edits.push_back({0, mark.size(), ascii});
  f.closes = true;
  return f;
}

}  // namespace

std::size_t word_length(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_word) - text.begin());
}

std::size_t wide_space(std::string_view text) {
  if (text.starts_with("\xE3\x80\x80")) return 3;
  return text.starts_with("\xC2\xA0") ? 2 : 0;
}

WideFinding find_wide(std::string_view rest, const WideContext& context) {
  WideFinding f;
  if (context.key_place) f = wide_colon(rest);
  if (f.length == 0 && context.starts_value) f = wide_bracket(rest);
  if (f.length == 0 && context.starts_value) f = wide_quotes(rest);
  if (f.length == 0 && context.bracket) f = wide_comma(rest, context);
  if (f.length == 0 && context.bracket) f = wide_close(rest, context.bracket);
  return f;
}

void edit_text(Text& text, const std::vector<Edit>& edits) {
  std::string out;
  std::size_t done = 0;
  std::vector<Text::Inserted> inserted;
  int line = 1, column = 1;
  const auto put = [&](std::string_view piece) {
    for (std::size_t i = 0; i < piece.size(); ++i) {
      if (piece[i] == '\n') ++line, column = 1;
      else if ((static_cast<unsigned char>(piece[i]) & 0xC0) != 0x80) ++column;
    }
    out += piece;
  };
  for (const Edit& edit : edits) {
    put(std::string_view(text.bytes).substr(done, edit.offset - done));
    put(edit.text);
    if (edit.length > 0 && edit.text.size() > 1) inserted.push_back({line, column - 1});
    done = edit.offset + edit.length;
  }
  put(std::string_view(text.bytes).substr(done));
  text.replace_bytes(std::move(out));
  text.inserted.insert(text.inserted.end(), inserted.begin(), inserted.end());
}

}  // namespace echelon::yaml
