// YAML as a small tree with line numbers (libyaml). Aliases are refused, depth and size bounded.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace precheck::cli {

struct YamlMember;

struct YamlNode {
  enum class Kind { scalar, list, map };
  Kind kind = Kind::scalar;
  std::string text;  // a scalar
  std::size_t line = 1;
  std::vector<YamlNode> items;      // a list
  std::vector<YamlMember> members;  // a map, in order

  const YamlNode* find(const std::string& key) const;
  // The texts of a list of scalars, or of one scalar.
  std::vector<std::string> texts() const;
};

struct YamlMember {
  YamlNode first;
  YamlNode second;
};

struct YamlText {
  std::vector<YamlNode> documents;
  std::string problem;  // with the line; empty when all could be read
};
YamlText read_yaml(const std::string& text);

}  // namespace precheck::cli
