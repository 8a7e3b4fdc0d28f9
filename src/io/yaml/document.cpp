#include "io/yaml/document.hpp"

#include <algorithm>

#include "io/yaml/scan.hpp"

namespace echelon::yaml {

Document::Document(std::string name, std::string_view bytes, Problems& problems, bool has_lines) : problems_(problems) {
  text_ = clean_text(std::move(name), bytes, problems);
  text_.has_lines = has_lines;
  if (!text_.usable || !scan(text_, problems) || !parse(text_, tree_, problems)) return;
  ok_ = tree_.kind == Tree::Kind::map;
  if (ok_) return;
  const bool empty = tree_.kind == Tree::Kind::null;
  problems.add(text_.at(tree_.line, tree_.column),
               empty ? "the file is empty" : "the file must be a mapping (`key: value` lines)",
               "every file of ours begins with `echelon: 1`; docs/formats.md shows the shapes");
}

Node Document::root() const { return ok_ ? Node(this, &tree_, "") : Node(); }

SourcePos Node::where() const {
  if (!tree_) return {};
  return document_->text_.at(tree_->line, tree_->column);
}

std::string Node::document_name() const { return document_ ? document_->name() : ""; }

void Node::problem(std::string what, std::string why, std::string hint) const {
  if (tree_) document_->problems_.add(where(), std::move(what), std::move(why), std::move(hint));
}

void Node::expect(bool ok, const char* shape) const {
  if (!tree_ || ok || tree_->complained) return;
  tree_->complained = true;
  const std::string name = key_.empty() ? "this" : "`" + key_ + "`";
  problem(name + (is_null() ? " has no value" : " has the wrong shape"), std::string("it must be ") + shape);
}

const Tree::Entry* Node::find(const std::string& key) const {
  if (!is_map()) return nullptr;
  const auto it =
      std::find_if(tree_->entries.begin(), tree_->entries.end(), [&](const auto& e) { return e.key == key; });
  return it == tree_->entries.end() ? nullptr : &*it;
}

bool Node::has(const std::string& key) const { return find(key) != nullptr; }

Node Node::optional(const std::string& key) const {
  expect(is_map(), "a mapping (`key: value`)");
  if (!is_map()) return {};
  tree_->asked.push_back(key);
  const Tree::Entry* entry = find(key);
  if (!entry) return {};
  entry->used = true;
  return Node(document_, &entry->value, key);
}

Node Node::required(const std::string& key) const {
  const Node node = optional(key);
  if (!node.exists() && is_map())
    problem("the key `" + key + "` is missing", "it has no default: add `" + key + ": ...`");
  return node;
}

void Node::finish() const {
  if (!is_map()) return;
  std::vector<std::string> known = tree_->asked;
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  for (const Tree::Entry& entry : tree_->entries) {
    if (entry.used) continue;
    const std::string near = nearest(entry.key, known);
    std::string list;
    for (const std::string& k : known) list += (list.empty() ? "" : ", ") + k;
    document_->problems_.add(document_->text_.at(entry.line, entry.column), "unknown key `" + entry.key + "`",
                             near.empty() ? "known here: " + list : "it would be ignored", near);
  }
}

std::vector<Node> Node::items() const {
  expect(is_list(), "a list");
  std::vector<Node> out;
  if (is_list())
    for (const Tree& item : tree_->items) out.push_back(Node(document_, &item, key_));
  return out;
}

std::vector<Member> Node::members() const {
  expect(is_map(), "a mapping (`key: value`)");
  std::vector<Member> out;
  if (!is_map()) return out;
  for (const Tree::Entry& entry : tree_->entries) {
    entry.used = true;
    out.push_back({entry.key, document_->text_.at(entry.line, entry.column), Node(document_, &entry.value, entry.key)});
  }
  return out;
}

std::string Node::text() const {
  expect(is_text(), "a piece of text or a number");
  return is_text() ? tree_->text : std::string();
}

}  // namespace echelon::yaml
