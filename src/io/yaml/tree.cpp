#include "io/yaml/tree.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <utility>

namespace echelon::yaml {
namespace {

class Builder : public YAML::EventHandler {
 public:
  Builder(const Text& text, Tree& root, Problems& problems) : text_(text), root_(root), problems_(problems) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    attach(make(mark, Tree::Kind::null));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    problem(mark, "an alias (`*name`) is not read", "a value must be seen where it stands", "write the value out");
    Tree tree = make(mark, Tree::Kind::null);
    tree.complained = true;
    attach(std::move(tree));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    Tree tree = make(mark, Tree::Kind::scalar);
    tree.text = value;
    tree.quoted = tag == "!";
    attach(std::move(tree));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Tree::Kind::list);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Tree::Kind::map);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

 private:
  struct Frame {
    Tree tree;
    std::optional<Tree> key;
    std::string commas;  // the last value as it was typed, when a comma cut it into several
  };

  static Tree make(const YAML::Mark& mark, Tree::Kind kind) {
    Tree tree;
    tree.kind = kind;
    tree.line = static_cast<std::size_t>(std::max(mark.line, 0));
    tree.column = static_cast<std::size_t>(std::max(mark.column, 0));
    return tree;
  }

  void problem(const YAML::Mark& mark, std::string what, const std::string& why, const std::string& advice) {
    const Tree at = make(mark, Tree::Kind::null);
    problems_.add(text_.at(at.line, at.column), std::move(what), why + ": " + advice);
  }

  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0)
      problem(mark, "an anchor (`&name`) is not read", "a value must be seen where it stands", "delete the anchor");
  }
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!")
      problem(mark, "a tag (`" + tag + "`) is not read", "what a value means follows from its key", "delete the tag");
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Tree::Kind kind) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    stack_.push_back({make(mark, kind), {}, {}});
  }

  // {amount: 400,000 元} reads as `amount: 400` and a key `000 元` without a value: one number was meant.
  bool goes_on(Frame& top, const Tree& key, const Tree& value) {
    const auto digits = static_cast<std::size_t>(std::find_if_not(key.text.begin(), key.text.end(), is_digit) - key.text.begin());
    if (digits != 3 || key.quoted || value.kind != Tree::Kind::null || top.tree.entries.empty()) return false;
    Tree& last = top.tree.entries.back().value;
    if (last.kind != Tree::Kind::scalar || last.quoted || last.text.empty() || !std::all_of(last.text.begin(), last.text.end(), is_digit)) return false;
    if (top.commas.empty()) top.commas = last.text;
    top.commas += "," + key.text;
    last.text += key.text;
    return true;
  }

  void tell_commas(Frame& top) {
    if (top.commas.empty()) return;
    const Tree& last = top.tree.entries.back().value;
    problems_.add(text_.at(last.line, last.column), "`" + std::exchange(top.commas, "") + "` has a thousands separator",
                  "between braces a comma ends the value", last.text);
  }

  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  void close() {
    tell_commas(stack_.back());
    Tree done = std::move(stack_.back().tree);
    stack_.pop_back();
    attach(std::move(done));
  }

  void attach(Tree tree) {
    if (stack_.empty()) {
      root_ = std::move(tree);
      return;
    }
    Frame& top = stack_.back();
    if (top.tree.kind == Tree::Kind::list) top.tree.items.push_back(std::move(tree));
    else if (!top.key) top.key = std::move(tree);
    else add_entry(top, std::move(tree));
  }

  void add_entry(Frame& top, Tree value) {
    const Tree key = std::move(*top.key);
    top.key.reset();
    if (goes_on(top, key, value)) return;
    tell_commas(top);
    const SourcePos where = text_.at(key.line, key.column);
    if (key.kind != Tree::Kind::scalar) {
      problems_.add(where, "a key must be plain text", "nothing can be looked up under it: use a name as key");
      return;
    }
    if (key.text == "<<" && !key.quoted) {
      problems_.add(where, "a merge key (`<<`) is not read",
                    "a value must be seen where it stands: write the keys out, or use `from:` in a scenario");
      return;
    }
    const auto& entries = top.tree.entries;
    const auto first =
        std::find_if(entries.begin(), entries.end(), [&](const Tree::Entry& e) { return e.key == key.text; });
    if (first != entries.end()) {
      const SourcePos before = text_.at(first->line, first->column);
      problems_.add(where, "the key `" + key.text + "` stands here a second time",
                    "it was given on line " + std::to_string(before.line) + " and again on line " +
                        std::to_string(where.line) + ", and only one can hold: delete one of the two");
      return;
    }
    top.tree.entries.push_back({key.text, key.line, key.column, std::move(value)});
  }

  const Text& text_;
  Tree& root_;
  Problems& problems_;
  std::vector<Frame> stack_;
};

struct Meaning {
  const char* message;
  const char* what;
  const char* advice;
};

// yaml-cpp's messages speak of its own parts; these speak of what the user typed.
const Meaning meanings[] = {
    {"illegal map value", "a second `: ` on this line, or a value that is indented as if it were a key",
     "put text that contains `: ` in quotes, and check the indentation"},
    {"end of map not found", "the indentation does not match the lines above",
     "give keys of one mapping the same indentation"},
    {"end of sequence not found", "the list does not end where its indentation says",
     "give items of one list the same indentation"},
    {"end of map flow not found", "the bracket `{` is not closed, or an item in it is not `key: value`",
     "check commas, colons and `}`"},
    {"end of sequence flow not found", "the bracket `[` is not closed, or an item in it is malformed",
     "check commas and `]`"},
    {"illegal block entry", "a list item (`- `) stands where none can be", "put the list on the lines below its key"},
    {"illegal map key", "a key stands where none can be", "check the indentation"},
};

void report_syntax(const YAML::Exception& error, const Text& text, Problems& problems) {
  const std::string unread = "the rest of this file could not be checked: ";
  const std::size_t line = static_cast<std::size_t>(std::max(error.mark.line, 0));
  const std::size_t column = static_cast<std::size_t>(std::max(error.mark.column, 0));
  for (const Meaning& m : meanings)
    if (error.msg == m.message) return problems.add(text.at(line, column), m.what, unread + m.advice);
  problems.add(text.at(line, column), "this is not YAML: " + error.msg,
               unread + "check quotes, brackets and indentation here; text with `?`, `: ` or `,` in it belongs in quotes");
}

}  // namespace

bool parse(const Text& text, Tree& root, Problems& problems) {
  std::istringstream stream(text.bytes);
  Builder builder(text, root, problems);
  try {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) root = {};
    return true;
  } catch (const YAML::Exception& error) {
    report_syntax(error, text, problems);
    return false;
  }
}

}  // namespace echelon::yaml
