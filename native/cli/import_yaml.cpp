#include "cli/import_yaml.h"

#include <yaml.h>

namespace precheck::cli {
namespace {

constexpr std::size_t kMostDepth = 32;
constexpr std::size_t kMostNodes = 200'000;

class EventReader {
 public:
  explicit EventReader(const std::string& text) {
    yaml_parser_initialize(&parser_);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                 text.size());
  }
  ~EventReader() {
    if (has_event_) yaml_event_delete(&event_);
    yaml_parser_delete(&parser_);
  }
  EventReader(const EventReader&) = delete;
  EventReader& operator=(const EventReader&) = delete;

  // Goes on to the next event. False when the text is no YAML.
  bool next() {
    if (has_event_) yaml_event_delete(&event_);
    has_event_ = yaml_parser_parse(&parser_, &event_) == 1;
    if (has_event_) return true;
    fail(parser_.problem_mark.line + 1, parser_.problem == nullptr ? "no YAML" : parser_.problem);
    return false;
  }
  yaml_event_type_t type() const { return event_.type; }
  std::size_t line() const { return event_.start_mark.line + 1; }
  std::string scalar() const {
    return std::string(reinterpret_cast<const char*>(event_.data.scalar.value),
                       event_.data.scalar.length);
  }

  // The node that the current event begins. False after an error.
  bool read_node(YamlNode& node, std::size_t depth) {
    node.line = line();
    if (depth > kMostDepth || ++nodes_ > kMostNodes) {
      return fail(line(), "this is too large or nested too deeply");
    }
    switch (type()) {
      case YAML_SCALAR_EVENT:
        node.text = scalar();
        return true;
      case YAML_SEQUENCE_START_EVENT:
        node.kind = YamlNode::Kind::list;
        while (next() && type() != YAML_SEQUENCE_END_EVENT) {
          node.items.emplace_back();
          if (!read_node(node.items.back(), depth + 1)) return false;
        }
        return problem_.empty();
      case YAML_MAPPING_START_EVENT:
        node.kind = YamlNode::Kind::map;
        while (next() && type() != YAML_MAPPING_END_EVENT) {
          node.members.emplace_back();
          if (!read_node(node.members.back().first, depth + 1) || !next() ||
              !read_node(node.members.back().second, depth + 1)) {
            return false;
          }
        }
        return problem_.empty();
      default:
        return fail(line(), "an alias (*name) cannot be read here; write the value again");
    }
  }

  const std::string& problem() const { return problem_; }

 private:
  bool fail(std::size_t line, const std::string& what) {
    if (problem_.empty()) problem_ = "line " + std::to_string(line) + ": " + what;
    return false;
  }

  yaml_parser_t parser_{};
  yaml_event_t event_{};
  bool has_event_ = false;
  std::size_t nodes_ = 0;
  std::string problem_;
};

}  // namespace

const YamlNode* YamlNode::find(const std::string& key) const {
  for (const auto& [name, value] : members) {
    if (name.text == key) return &value;
  }
  return nullptr;
}

std::vector<std::string> YamlNode::texts() const {
  if (kind == Kind::scalar) return {text};
  std::vector<std::string> out;
  for (const YamlNode& item : items) {
    if (item.kind == Kind::scalar) out.push_back(item.text);
  }
  return out;
}

YamlText read_yaml(const std::string& text) {
  YamlText result;
  EventReader reader(text);
  while (reader.next() && reader.type() != YAML_STREAM_END_EVENT) {
    if (reader.type() != YAML_DOCUMENT_START_EVENT) continue;
    YamlNode node;
    if (!reader.next() || !reader.read_node(node, 0)) break;
    result.documents.push_back(std::move(node));
  }
  result.problem = reader.problem();
  return result;
}

}  // namespace precheck::cli
