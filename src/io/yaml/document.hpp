#pragma once
// A strict reader's view of one YAML file. A Node is a cursor: it knows its place, reports what is wrong with it into
// the document's Problems, and never throws for what a user wrote. A mapping that has been read calls finish(), which
// reports every key that nobody asked for.
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/problems.hpp"
#include "io/yaml/tree.hpp"

namespace echelon::yaml {

struct Member;
class Document;

class Node {
 public:
  Node() = default;  // absent: reading it gives nothing and reports nothing

  bool exists() const { return tree_ != nullptr; }
  bool is_null() const { return tree_ && tree_->kind == Tree::Kind::null; }
  bool is_text() const { return tree_ && tree_->kind == Tree::Kind::scalar; }
  bool is_plain(const char* word) const { return is_text() && !tree_->quoted && tree_->text == word; }
  bool is_list() const { return tree_ && tree_->kind == Tree::Kind::list; }
  bool is_map() const { return tree_ && tree_->kind == Tree::Kind::map; }
  std::size_t size() const { return is_map() ? tree_->entries.size() : is_list() ? tree_->items.size() : 0; }

  // Of the value; of the whole file when the node is absent.
  SourcePos where() const;
  std::string document_name() const;  // as messages call it
  const std::string& key() const { return key_; }  // under which it was found; of a list item, that of the list

  Node optional(const std::string& key) const;  // absent when there is none
  Node required(const std::string& key) const;  // reported when there is none
  bool has(const std::string& key) const;       // does not count as reading it
  void finish() const;                          // reports keys that were not read
  std::vector<Node> items() const;              // reports what is no list; an absent list is empty
  std::vector<Member> members() const;          // reports what is no mapping; counts as reading all
  std::string text() const;                     // reports what is not text

  void problem(std::string what, std::string why = {}, std::string hint = {}) const;
  // Says at most once about one node that it has the wrong shape.
  void expect(bool ok, const char* shape) const;

 private:
  friend class Document;
  Node(const Document* document, const Tree* tree, std::string key)
      : document_(document), tree_(tree), key_(std::move(key)) {}
  const Tree::Entry* find(const std::string& key) const;

  const Document* document_ = nullptr;
  const Tree* tree_ = nullptr;
  std::string key_;
};

struct Member {
  std::string key;
  SourcePos where;  // of the key
  Node value;
};

class Document {
 public:
  // `name` is how messages call the text. Nothing is thrown for bad content; root() is then absent.
  Document(std::string name, std::string_view bytes, Problems& problems, bool has_lines = true);
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  Node root() const;  // a mapping, or absent when the text is broken, empty or no mapping
  const std::string& name() const { return text_.name; }

 private:
  friend class Node;
  Problems& problems_;
  Text text_;
  Tree tree_;
  bool ok_ = false;
};

}  // namespace echelon::yaml
