#include "io/yaml/scan.hpp"

#include <algorithm>

#include "io/yaml/wide.hpp"

namespace echelon::yaml {
namespace {

bool is_break(char c) { return c == '\0' || c == '\n'; }
bool is_gap(char c) { return c == ' ' || c == '\t' || is_break(c); }

// "  - name: ..." or "name:" at the start of a line.
bool begins_with_key(std::string_view line) {
  std::size_t i = line.find_first_not_of(' ');
  while (i != std::string_view::npos && line.substr(i).starts_with("- ")) i = line.find_first_not_of(' ', i + 2);
  if (i == std::string_view::npos) return false;
  const std::size_t end = i + word_length(line.substr(i));
  return end > i && end < line.size() && line[end] == ':' && (end + 1 == line.size() || line[end + 1] == ' ');
}

class Scanner {
 public:
  Scanner(Text& text, Problems& problems) : text_(text), in_(text.bytes), problems_(problems) {}

  bool run() {
    while (at_ < in_.size() && !ended_) line();
    if (!open_.empty()) report_open_bracket();
    if (!edits_.empty() && usable_) edit_text(text_, edits_);
    return usable_;
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < in_.size() ? in_[at_ + ahead] : '\0'; }
  std::string_view rest() const { return std::string_view(in_).substr(at_); }
  void problem(std::size_t offset, std::string what, const std::string& why, const std::string& advice) {
    problems_.add(text_.at_offset(offset), std::move(what), why + ": " + advice);
  }

  void line() {
    line_start_ = at_;
    if (in_block_scalar()) return skip_line();
    if (!indentation()) return skip_line();
    if (open_.empty()) {
      if (document_marker()) return;
      starts_value_ = true;
    }
    first_token_ = true;
    seen_content_ = seen_content_ || !(is_break(peek()) || peek() == '#');
    while (!is_break(peek())) token();
    skip_line();
  }

  void skip_line() { at_ = std::min(in_.find('\n', at_), in_.size() - 1) + 1; }

  bool in_block_scalar() {
    if (block_column_ < 0) return false;
    const std::size_t text = in_.find_first_not_of(' ', at_);
    const bool blank = text == std::string::npos || in_[text] == '\n';
    if (blank || static_cast<long>(text - at_) > block_column_) return true;
    block_column_ = -1;
    return false;
  }

  // False when the line is blank.
  bool indentation() {
    bool told = false;
    while (true) {
      const std::size_t wide = wide_space(rest());
      if (peek() != ' ' && peek() != '\t' && wide == 0) break;
      if (peek() != ' ' && !told && !rest_is_blank()) {
        problem(at_,
                peek() == '\t' ? "a tab is used as indentation" : "a wide or non-breaking space is used as indentation",
                "indentation decides what belongs to what, and its width is unclear", "indent with ordinary spaces");
        told = true;
        usable_ = false;
      }
      at_ += wide ? wide : 1;
    }
    return !is_break(peek());
  }

  bool rest_is_blank() const {
    const std::size_t text = in_.find_first_not_of(" \t", at_);
    return text == std::string::npos || in_[text] == '\n';
  }

  bool document_marker() {
    const bool marker =
        at_ == line_start_ && (rest().starts_with("---") || rest().starts_with("...")) && is_gap(peek(3));
    if (!marker) return false;
    if (seen_content_ || peek() == '.') {
      const std::size_t more = in_.find_first_not_of("-. \n", at_);
      if (peek() == '-' || more != std::string::npos)
        problem(at_, "a second document begins here", "one file holds one document; what follows would be ignored",
                "put it into a file of its own");
      ended_ = true;
      edits_.push_back({at_, in_.size() - at_, ""});
      return true;
    }
    at_ += 3;
    skip_line();
    return true;
  }

  void token() {
    const char c = peek();
    const bool gap_before = at_ == line_start_ || is_gap(in_[at_ - 1]);
    if (c == ' ' || c == '\t') return advance(1);
    if (c == '#' && gap_before) return to_line_end();
    if (starts_value_ && open_.empty() && c == '-' && is_gap(peek(1))) {
      token_column_ = at_ - line_start_;
      return advance(1);
    }
    if (starts_value_ && (c == '"' || c == '\'')) return quoted(c);
    if (starts_value_ && (c == '{' || c == '[')) return open_bracket(c);
    if (!open_.empty() && (c == '}' || c == ']')) return close_bracket();
    if (!open_.empty() && c == ',') return begin_value(1);
    if (c == ':' && ends_key()) return begin_value(1);
    if (starts_value_ && open_.empty() && (c == '|' || c == '>')) return block_scalar();
    plain();
  }

  void advance(std::size_t n) { at_ += n; }
  void to_line_end() { at_ = std::min(in_.find('\n', at_), in_.size()); }
  void begin_value(std::size_t n) {
    after_comma_ = peek() == ',';
    first_token_ = false;
    starts_value_ = true;
    after_quote_ = false;
    at_ += n;
  }

  bool ends_key() const {
    const char next = peek(1);
    if (is_gap(next)) return true;
    return !open_.empty() && (after_quote_ || next == ',' || next == '{' || next == '[' || next == '}' || next == ']');
  }

  void open_bracket(char c) {
    note_token();
    open_.push_back({c, at_});
    begin_value(1);
    after_comma_ = true;
  }

  void close_bracket() {
    open_.pop_back();
    starts_value_ = false;
    after_quote_ = true;
    advance(1);
  }

  void block_scalar() {
    block_column_ = static_cast<long>(token_column_);
    to_line_end();
  }

  void note_token() {
    if (first_token_ && open_.empty() && starts_value_) token_column_ = at_ - line_start_;
  }

  void plain() {
    const bool key_place = starts_value_ && (open_.empty() ? first_token_ : open_.back().kind == '{' && after_comma_);
    note_token();
    const WideFinding found = find_wide(
        rest(), {starts_value_, key_place, open_.empty() ? '\0' : open_.back().kind, at_ > 0 ? in_[at_ - 1] : '\0'});
    if (found.length > 0) {
      problem(at_ + found.offset, found.what, found.why, found.advice);
      for (const Edit& e : found.edits) edits_.push_back({at_ + e.offset, e.length, e.text});
      if (found.closes && !open_.empty()) open_.pop_back();
      if (found.opens) open_.push_back({found.opens, at_});
      at_ += found.length;
      starts_value_ = found.starts_value;
      after_comma_ = found.starts_value;
      first_token_ = false;
      return;
    }
    starts_value_ = false;
    after_quote_ = false;
    at_ += std::max<std::size_t>(utf8_length(in_, at_), 1);
  }

  void quoted(char quote) {
    note_token();
    const std::size_t opening = at_;
    std::size_t end = at_ + 1;
    for (; end < in_.size(); ++end) {
      if (quote == '"' && in_[end] == '\\') ++end;
      else if (in_[end] == quote && quote == '\'' && end + 1 < in_.size() && in_[end + 1] == quote) ++end;
      else if (in_[end] == quote) break;
    }
    if (end >= in_.size() || swallows_a_key(opening, end)) return unclosed(opening, quote, end >= in_.size());
    at_ = end + 1;
    line_start_ = in_.rfind('\n', end) == std::string::npos ? 0 : in_.rfind('\n', end) + 1;
    starts_value_ = false;
    after_quote_ = true;
  }

  bool swallows_a_key(std::size_t opening, std::size_t end) const {
    for (std::size_t nl = in_.find('\n', opening); nl < end; nl = in_.find('\n', nl + 1)) {
      const std::size_t next = std::min(in_.find('\n', nl + 1), in_.size());
      if (begins_with_key(std::string_view(in_).substr(nl + 1, next - nl - 1))) return true;
    }
    return false;
  }

  void unclosed(std::size_t opening, char quote, bool never) {
    problem(opening, "the quote opened here is not closed on its line",
            never ? "it would swallow the rest of the file" : "it would swallow the keys on the following lines",
            std::string("close it with ") + quote);
    const std::size_t line_end = std::min(in_.find('\n', opening), in_.size());
    at_ = line_end;
    starts_value_ = false;
    if (!open_.empty()) {
      usable_ = false;
      ended_ = true;
      open_.clear();
    } else {
      edits_.push_back({line_end, 0, std::string(1, quote)});
    }
  }

  void report_open_bracket() {
    const Open& first = open_.front();
    problem(first.offset, std::string("the bracket `") + first.kind + "` opened here is never closed",
            "the rest of the file would belong to it",
            std::string("close it with `") + (first.kind == '{' ? '}' : ']') + "`");
    usable_ = false;
  }

  struct Open {
    char kind;
    std::size_t offset;
  };

  Text& text_;
  const std::string in_;
  Problems& problems_;
  std::vector<Edit> edits_;
  std::vector<Open> open_;  // flow brackets
  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  std::size_t token_column_ = 0;  // of the line's key or dash: a block scalar is indented deeper
  long block_column_ = -1;
  bool starts_value_ = true;  // a quote or bracket here is syntax, not text
  bool first_token_ = true;
  bool after_comma_ = false;
  bool after_quote_ = false;
  bool seen_content_ = false;
  bool ended_ = false;
  bool usable_ = true;
};

}  // namespace

bool scan(Text& text, Problems& problems) { return Scanner(text, problems).run(); }

}  // namespace echelon::yaml
