#include "compile.h"

#include <algorithm>

#include "compiled_policy.h"
#include "sha256.h"

namespace precheck {
namespace {

const std::vector<std::string_view> kFoldWords = {"case", "width",   "invisible", "confusable",
                                                  "leet", "stretch", "spaced"};
const std::vector<std::string_view> kPartWords = {"quote", "code", "link"};

bool is_language_tag(std::string_view tag) {
  std::size_t part = 0;
  bool first = true;
  for (const char byte : tag) {
    if (byte == '-') {
      if (part == 0 || (first && part < 2)) return false;
      part = 0;
      first = false;
      continue;
    }
    const bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    const bool is_digit = byte >= '0' && byte <= '9';
    if (!is_letter && (first || !is_digit)) return false;
    if (++part > 8) return false;
  }
  return part > 0 && (!first || part >= 2);
}

std::string way_to_web_link(const std::string& text) {
  if (text.find(' ') != std::string::npos) return "write a space as %20";
  if (text.find(':') == std::string::npos) return "did you mean \"https://" + text + "\"?";
  return "allowed are http:// and https:// links";
}

bool is_revision(std::string_view text) {
  return text.size() == 71 && text.substr(0, 7) == "sha256:" &&
         text.find_first_not_of("0123456789abcdef", 7) == std::string_view::npos;
}

}  // namespace

PolicyCompiler::PolicyCompiler(std::string_view document, std::vector<Error>& errors)
    : reader_(document, errors),
      policy_(std::make_unique<CompiledPolicy>()),
      builder_(reader_, *policy_) {
  policy_->revision = "sha256:" + sha256(document);
}

std::unique_ptr<CompiledPolicy> PolicyCompiler::compile(const JsonValue& root) {
  if (!reader_.is_object(root, "a policy")) return nullptr;
  read_frame(root);
  if (reader_.error_count() > 0) return nullptr;
  policy_->prepare();
  try_examples();
  if (reader_.error_count() > 0) return nullptr;
  return std::move(policy_);
}

void PolicyCompiler::read_frame(const JsonValue& root) {
  reader_.check_keys(root,
                     {"$schema", "format", "name", "url", "revision", "languages", "fold", "ignore",
                      "lexicons", "posts", "matchers", "rules", "decision", "ladder"},
                     "a policy");
  if (const JsonValue* schema = root.find("$schema")) reader_.string(*schema, "\"$schema\"");
  if (const JsonValue* format = reader_.require(root, "format")) {
    if (format->kind != JsonValue::Kind::number) {
      reader_.number(*format, "\"format\"");
    } else if (!format->is_integer || format->integer != 1) {
      reader_.fail(*format, "bad_value",
                   [&] { return "this program reads format 1 only; write \"format\": 1"; });
    }
  }
  if (const JsonValue* name = reader_.require(root, "name")) {
    if (const std::string* text = reader_.non_empty_string(*name, "\"name\"")) {
      policy_->name = *text;
    }
  }
  if (const JsonValue* url = root.find("url")) read_url(*url, url_);
  if (const JsonValue* revision = root.find("revision")) {
    const std::string* text = reader_.string(*revision, "\"revision\"");
    if (text != nullptr && is_revision(*text)) {
      policy_->revision = *text;
    } else if (text != nullptr) {
      reader_.fail(*revision, "bad_value", [&] {
        return "a revision is \"sha256:\" and 64 hexadecimal digits; take it out, "
               "`precheck publish` writes it";
      });
    }
  }
  policy_->languages = {"en"};
  if (const JsonValue* languages = root.find("languages")) read_languages(*languages);
  if (const JsonValue* fold = root.find("fold")) read_folds(*fold, defaults_.folds);
  if (const JsonValue* ignore = root.find("ignore")) read_ignored(*ignore, defaults_.ignored);
  if (const JsonValue* lexicons = root.find("lexicons")) read_lexicons(*lexicons);
  if (const JsonValue* posts = root.find("posts")) read_posts(*posts);
  if (const JsonValue* matchers = root.find("matchers")) read_matchers(*matchers);
  if (const JsonValue* decision = root.find("decision")) read_decision(*decision);
  if (const JsonValue* ladder = root.find("ladder")) read_ladder(*ladder);
  if (const JsonValue* rules = reader_.require(root, "rules")) read_rules(*rules);
}

void PolicyCompiler::read_languages(const JsonValue& value) {
  std::vector<const JsonValue*> tags;
  if (!builder_.strings(value, "\"languages\"", tags)) return;
  policy_->languages.clear();
  for (const JsonValue* tag : tags) {
    std::vector<std::string>& known = policy_->languages;
    if (!is_language_tag(tag->text)) {
      reader_.fail(*tag, "bad_value", [&] {
        return in_quotes(tag->text) +
               " is no language tag; allowed are tags such as en, zh or "
               "zh-Hant";
      });
    } else if (std::find(known.begin(), known.end(), tag->text) != known.end()) {
      reader_.fail(*tag, "bad_value", [&] {
        return "the language " + in_quotes(tag->text) + " stands here twice; keep one";
      });
    }
    known.push_back(tag->text);
  }
}

void PolicyCompiler::read_folds(const JsonValue& value, std::uint16_t& folds) {
  if (!reader_.is_array(value, "\"fold\"")) return;
  folds = 0;
  for (const JsonValue& each : value.elements) {
    const int word = reader_.one_of(each, kFoldWords, "\"fold\"");
    if (word >= 0) folds |= static_cast<std::uint16_t>(1u << word);
  }
}

void PolicyCompiler::read_ignored(const JsonValue& value, std::uint8_t& ignored) {
  if (!reader_.is_array(value, "\"ignore\"")) return;
  ignored = 0;
  for (const JsonValue& each : value.elements) {
    const int word = reader_.one_of(each, kPartWords, "\"ignore\"");
    if (word >= 0) ignored |= static_cast<std::uint8_t>(1u << word);
  }
}

bool PolicyCompiler::read_url(const JsonValue& value, std::string& url) {
  const std::string* text = reader_.string(value, "\"url\"");
  if (text == nullptr) return false;
  const bool is_web = text->rfind("https://", 0) == 0 || text->rfind("http://", 0) == 0;
  const bool has_bad_byte = std::any_of(text->begin(), text->end(), [](char byte) {
    const auto code = static_cast<unsigned char>(byte);
    return code <= 0x20 || code == 0x7F || byte == '"' || byte == '<' || byte == '>' ||
           byte == '\\';
  });
  if (!is_web || has_bad_byte || text->size() < 9) {
    reader_.fail(value, "bad_value",
                 [&] { return in_quotes(*text) + " is no web link; " + way_to_web_link(*text); });
    return false;
  }
  url = *text;
  return true;
}

void PolicyCompiler::read_lexicons(const JsonValue& value) {
  if (!reader_.is_object(value, "\"lexicons\"")) return;
  for (const JsonMember& lexicon : value.members) read_lexicon(lexicon.key, lexicon.value);
}

void PolicyCompiler::read_lexicon(const std::string& name, const JsonValue& concepts) {
  if (name == "post" || name.empty() || name.find_first_of("[]()|?* ") != std::string::npos) {
    reader_.fail(concepts, "bad_value", [&] {
      return in_quotes(name) +
             " cannot name a lexicon: names have no spaces or brackets, and "
             "\"post\" is taken";
    });
    return;
  }
  if (concepts.kind == JsonValue::Kind::array) {
    reader_.fail(concepts, "wrong_type", [&] {
      return "a lexicon must be an object, not a list; write {\"concept\": [\"name\", \"other "
             "name\"]}, so that the names of one thing stand together";
    });
    return;
  }
  if (!reader_.is_object(concepts, "a lexicon")) return;
  if (concepts.members.empty()) {
    reader_.fail(concepts, "empty", [&] {
      return "the lexicon " + in_quotes(name) +
             " names no concept; write {\"concept\": [\"name\", \"other name\"]}";
    });
  }
  const SetId set = builder_.filler().new_set();
  builder_.lexicons.emplace(name, set);
  std::uint32_t topic = 0;
  for (const JsonMember& concept_member : concepts.members) {
    std::vector<const JsonValue*> names;
    builder_.strings(concept_member.value, "a concept's names", names);
    for (const JsonValue* each : names) builder_.add_entry(*each, set, each->text, topic);
    ++topic;
  }
}

void PolicyCompiler::read_posts(const JsonValue& value) {
  if (!reader_.is_object(value, "\"posts\"")) return;
  builder_.in_posts = true;
  builder_.folds = kFoldAll;
  builder_.ignored = 0;
  for (const JsonMember& condition : value.members) {
    const NodeId node = builder_.build(condition.value);
    builder_.posts.emplace(condition.key, static_cast<std::uint32_t>(policy_->posts.size()));
    policy_->posts.push_back({condition.key, node});
  }
  builder_.in_posts = false;
}

// All of them are built here, so that one that no rule uses is checked like any other.
void PolicyCompiler::read_matchers(const JsonValue& value) {
  if (!reader_.is_object(value, "\"matchers\"")) return;
  for (const JsonMember& member : value.members) {
    builder_.matchers.emplace(member.key, &member.value);
  }
  builder_.folds = defaults_.folds;
  builder_.ignored = defaults_.ignored;
  for (const JsonMember& member : value.members) builder_.build_named(member.key, member.value);
}

void PolicyCompiler::read_decision(const JsonValue& value) {
  if (!reader_.is_object(value, "\"decision\"")) return;
  reader_.check_keys(value, {"warn", "hold", "reject"}, "\"decision\"");
  const std::pair<std::string_view, int*> sums[] = {{"warn", &policy_->decision.warn},
                                                    {"hold", &policy_->decision.hold},
                                                    {"reject", &policy_->decision.reject}};
  for (const auto& [key, sum] : sums) {
    const JsonValue* given = value.find(key);
    if (given == nullptr) continue;
    const std::int64_t* points = reader_.integer(*given, "a sum of points", 1, 1'000'000);
    if (points != nullptr) *sum = static_cast<int>(*points);
  }
  const Decision& decision = policy_->decision;
  if (decision.warn > decision.hold || decision.hold > decision.reject) {
    reader_.fail(value, "bad_value", [&] {
      return "the sums must rise: warn (" + std::to_string(decision.warn) + "), hold (" +
             std::to_string(decision.hold) + "), reject (" + std::to_string(decision.reject) +
             "); 3, 6 and 10 are the usual ones";
    });
  }
}

void PolicyCompiler::read_ladder(const JsonValue& value) {
  if (!reader_.is_object(value, "\"ladder\"")) return;
  reader_.check_keys(value, {"decay_days", "steps"}, "\"ladder\"");
  Ladder ladder;
  if (const JsonValue* days = value.find("decay_days")) {
    const std::int64_t* count = reader_.integer(*days, "\"decay_days\"", 1, 36'500);
    if (count != nullptr) ladder.decay_days = *count;
  }
  const JsonValue* steps = reader_.require(value, "steps");
  if (steps == nullptr || !reader_.is_array(*steps, "\"steps\"")) return;
  if (steps->elements.empty())
    reader_.fail(*steps, "empty", [&] {
      return "a ladder needs at least one step; write {\"strikes\": 1, \"do\": \"delete\"}";
    });
  for (const JsonValue& each : steps->elements) {
    if (!reader_.is_object(each, "a step")) continue;
    reader_.check_keys(each, {"strikes", "do"}, "a step");
    const JsonValue* strikes = reader_.require(each, "strikes");
    const JsonValue* consequence = reader_.require(each, "do");
    if (strikes == nullptr || consequence == nullptr) continue;
    const std::int64_t* count = reader_.integer(*strikes, "\"strikes\"", 1, 1'000'000);
    const int chosen = reader_.one_of(*consequence, {"delete", "hold", "block"}, "\"do\"");
    if (count == nullptr || chosen < 0) continue;
    const auto step = static_cast<Consequence>(chosen);
    if (!ladder.steps.empty() &&
        (*count <= ladder.steps.back().strikes || step <= ladder.steps.back().consequence)) {
      reader_.fail(each, "bad_value", [&] {
        return "the ladder must rise: each step needs more strikes than the one before and a "
               "harder consequence, in the order delete, hold, block";
      });
      continue;
    }
    ladder.steps.push_back({*count, step});
  }
  policy_->ladder = std::move(ladder);
}

Source compile_source(std::string_view policy_json) {
  Source source;
  if (is_compiled_policy(policy_json)) {
    Error error;
    error.code = "compiled_policy";
    error.line = error.column = 1;
    error.message = "this is a compiled policy; give the JSON that it was made from";
    source.errors.push_back(std::move(error));
    return source;
  }
  if (policy_json.size() > kMaxPolicyBytes) {
    JsonReader(policy_json, source.errors).fail_at("", 0, "too_large", [&] {
      return "this policy has " + std::to_string(policy_json.size()) + " bytes; at most " +
             std::to_string(kMaxPolicyBytes) + " are allowed";
    });
    return source;
  }
  ParsedJson parsed = parse_json(policy_json);
  if (!parsed.ok) {
    source.errors.push_back(std::move(parsed.error));
    return source;
  }
  source.root = std::move(parsed.root);
  source.policy = PolicyCompiler(policy_json, source.errors).compile(source.root);
  return source;
}

Compilation compile(std::string_view policy_json) {
  if (is_compiled_policy(policy_json)) return load_compilation(policy_json);
  Source source = compile_source(policy_json);
  Compilation result;
  result.problems = std::move(source.errors);
  if (source.policy) result.policy = std::make_shared<const Policy>(std::move(source.policy));
  return result;
}

std::string_view version() { return PRECHECK_VERSION; }

}  // namespace precheck
