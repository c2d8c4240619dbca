// A policy in its canonical form: keys in the order of docs/policy-format.md, two spaces, lines of
// at most 100 columns where that can be. What it means stays the same.
#include <algorithm>
#include <map>

#include "compile.h"
#include "json_writer.h"
#include "utf8.h"

namespace precheck {
namespace {

constexpr std::size_t kWidth = 100;

// What an object is, which says in which order its keys stand.
enum class Form {
  policy,
  rule,
  matcher,
  matchers,
  examples,
  example,
  post,
  author,
  decision,
  ladder,
  step,
  learned,
  as_written  // names that the author chose
};

struct FormKeys {
  std::vector<std::string_view> order;
  std::map<std::string_view, Form> inner;  // what stands under a key
};

const std::map<Form, FormKeys>& forms() {
  static const std::map<Form, FormKeys> table = {
      {Form::policy,
       {{"$schema", "format", "name", "revision", "url", "languages", "fold", "ignore", "lexicons",
         "posts", "matchers", "rules", "decision", "ladder"},
        {{"posts", Form::matchers},
         {"matchers", Form::matchers},
         {"rules", Form::rule},
         {"decision", Form::decision},
         {"ladder", Form::ladder}}}},
      {Form::rule,
       {{"id", "category", "action", "points", "audience", "quote", "message", "advice", "url",
         "fold", "ignore", "match", "unless", "examples"},
        {{"match", Form::matcher}, {"unless", Form::matcher}, {"examples", Form::examples}}}},
      {Form::matcher,
       {{"words",   "only",    "phrases",     "pattern", "lexicon", "absent_from",
         "measure", "topic",   "unsupported", "learned", "repeats", "author",
         "post",    "matcher", "tags",        "invites", "all",     "any",
         "not",     "within",  "at_least",    "over",    "under"},
        {{"all", Form::matcher},
         {"any", Form::matcher},
         {"not", Form::matcher},
         {"learned", Form::learned}}}},
      {Form::examples,
       {{"flags", "passes"}, {{"flags", Form::example}, {"passes", Form::example}}}},
      {Form::example,
       {{"comment", "language", "post", "parent", "author", "earlier"},
        {{"post", Form::post}, {"author", Form::author}}}},
      {Form::post, {{"id", "title", "text", "tags", "invites"}, {}}},
      {Form::author, {{"id", "strikes", "trusted"}, {}}},
      {Form::decision, {{"warn", "hold", "reject"}, {}}},
      {Form::ladder, {{"decay_days", "steps"}, {{"steps", Form::step}}}},
      {Form::step, {{"strikes", "do"}, {}}},
      {Form::learned, {{"version", "bits", "bias", "scale", "weights"}, {}}}};
  return table;
}

const FormKeys& keys_of(Form form) {
  static const FormKeys none;
  const auto found = forms().find(form);
  return found == forms().end() ? none : found->second;
}

Form inner_form(Form form, std::string_view key) {
  if (form == Form::matchers) return Form::matcher;
  const auto& inner = keys_of(form).inner;
  const auto found = inner.find(key);
  return found == inner.end() ? Form::as_written : found->second;
}

// Keys that nobody knows come last, as they stood.
std::vector<const JsonMember*> in_order(const JsonValue& object, Form form) {
  const std::vector<std::string_view>& order = keys_of(form).order;
  std::vector<const JsonMember*> members;
  for (const JsonMember& member : object.members) members.push_back(&member);
  const auto rank = [&order](const JsonMember* member) {
    return std::find(order.begin(), order.end(), member->key) - order.begin();
  };
  std::stable_sort(members.begin(), members.end(),
                   [&rank](const JsonMember* left, const JsonMember* right) {
                     return rank(left) < rank(right);
                   });
  return members;
}

std::size_t columns(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = decode(text, at);
    // Han and other wide characters take two.
    count += next.point >= 0x1100 && (next.point < 0x2000 || next.point >= 0x2E80) ? 2 : 1;
    at += next.length;
  }
  return count;
}

bool is_scalar(const JsonValue& value) {
  return value.kind != JsonValue::Kind::array && value.kind != JsonValue::Kind::object;
}

class Formatter {
 public:
  std::string format(const JsonValue& root) {
    write(root, Form::policy, 0, 0);
    return out_ + '\n';
  }

 private:
  // Everything on one line.
  void append_inline(std::string& out, const JsonValue& value, Form form) const {
    switch (value.kind) {
      case JsonValue::Kind::null:
        out += "null";
        return;
      case JsonValue::Kind::boolean:
        out += value.boolean ? "true" : "false";
        return;
      case JsonValue::Kind::number:
        out += value.is_integer ? std::to_string(value.integer) : value.text;
        return;
      case JsonValue::Kind::string:
        append_json_string(out, value.text);
        return;
      case JsonValue::Kind::array:
        out += '[';
        for (const JsonValue& each : value.elements) {
          if (&each != &value.elements.front()) out += ", ";
          append_inline(out, each, form);
        }
        out += ']';
        return;
      case JsonValue::Kind::object:
        append_inline_object(out, value, form);
        return;
    }
  }

  void append_inline_object(std::string& out, const JsonValue& value, Form form) const {
    if (value.members.empty()) {
      out += "{}";
      return;
    }
    const char* before = "{ ";
    for (const JsonMember* member : in_order(value, form)) {
      out += before;
      append_json_string(out, member->key);
      out += ": ";
      append_inline(out, member->value, inner_form(form, member->key));
      before = ", ";
    }
    out += " }";
  }

  // `column` is where the value begins, `indent` where its line does.
  void write(const JsonValue& value, Form form, std::size_t indent, std::size_t column) {
    std::string line;
    append_inline(line, value, form);
    const bool stays_open = form == Form::policy || form == Form::rule;
    // One column is kept for the comma.
    const bool fits = column + columns(line) + 1 <= kWidth;
    if (is_scalar(value) || (fits && !stays_open)) {
      out_ += line;
    } else if (value.kind == JsonValue::Kind::object) {
      write_object(value, form, indent);
    } else if (std::all_of(value.elements.begin(), value.elements.end(), is_scalar)) {
      write_filled(value, indent);
    } else {
      write_array(value, form, indent);
    }
  }

  void new_line(std::size_t indent) { out_ += '\n' + std::string(indent, ' '); }

  void write_object(const JsonValue& value, Form form, std::size_t indent) {
    out_ += '{';
    bool first = true;
    for (const JsonMember* member : in_order(value, form)) {
      if (!first) out_ += ',';
      first = false;
      new_line(indent + 2);
      std::string key;
      append_json_string(key, member->key);
      out_ += key + ": ";
      write(member->value, inner_form(form, member->key), indent + 2,
            indent + 2 + columns(key) + 2);
    }
    new_line(indent);
    out_ += '}';
  }

  void write_array(const JsonValue& value, Form form, std::size_t indent) {
    out_ += '[';
    bool first = true;
    for (const JsonValue& each : value.elements) {
      if (!first) out_ += ',';
      first = false;
      new_line(indent + 2);
      write(each, form, indent + 2, indent + 2);
    }
    new_line(indent);
    out_ += ']';
  }

  // Words, as many on a line as fit. Sentences stand alone.
  void write_filled(const JsonValue& value, std::size_t indent) {
    const bool are_sentences =
        std::any_of(value.elements.begin(), value.elements.end(),
                    [](const JsonValue& each) { return columns(each.text) > 40; });
    out_ += '[';
    std::size_t column = kWidth;
    for (const JsonValue& each : value.elements) {
      std::string entry;
      append_inline(entry, each, Form::as_written);
      const bool is_first = &each == &value.elements.front();
      if (!is_first) out_ += ',';
      const std::size_t width = columns(entry);
      if (is_first || are_sentences || column + width + 2 > kWidth) {
        new_line(indent + 2);
        column = indent + 2 + width + 1;
      } else {
        out_ += ' ';
        column += width + 2;
      }
      out_ += entry;
    }
    new_line(indent);
    out_ += ']';
  }

  std::string out_;
};

}  // namespace

Formatted format(std::string_view policy_json) {
  Formatted result;
  ParsedJson parsed = parse_json(policy_json);
  if (!parsed.ok) {
    result.errors.push_back(std::move(parsed.error));
    return result;
  }
  JsonReader reader(policy_json, result.errors);
  if (!reader.is_object(parsed.root, "a policy")) return result;
  result.text = Formatter().format(parsed.root);
  return result;
}

}  // namespace precheck
