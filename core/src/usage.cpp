#include "usage.h"

namespace precheck {

bool is_for_server(const JsonValue& rule) {
  const JsonValue* audience = rule.find("audience");
  return audience != nullptr && audience->text == "server";
}

Usage::Usage(const JsonValue& root, Rules rules) : matchers_(root.find("matchers")) {
  for (const JsonValue& rule : root.find("rules")->elements) {
    if (rules == Rules::for_everyone && is_for_server(rule)) continue;
    // Examples are requests, and their keys mean something else.
    note(*rule.find("match"));
    if (const JsonValue* unless = rule.find("unless")) note(*unless);
  }
  const JsonValue* posts = root.find("posts");
  if (posts == nullptr) return;
  for (const JsonMember& condition : posts->members) {
    if (used_["posts"].count(condition.key) > 0) note(condition.value);
  }
}

bool Usage::uses(const std::string& kind, const std::string& name) const {
  const auto names = used_.find(kind);
  return names != used_.end() && names->second.count(name) > 0;
}

void Usage::note(const JsonValue& value) {
  for (const JsonValue& each : value.elements) note(each);
  for (const JsonMember& member : value.members) {
    if (member.key == "lexicon") used_["lexicons"].insert(member.value.text);
    if (member.key == "post") used_["posts"].insert(member.value.text);
    if (member.key == "matcher") note_matcher(member.value.text);
    if (member.key == "phrases" || member.key == "only") note_slots(member.value);
    note(member.value);
  }
}

void Usage::note_matcher(const std::string& name) {
  const JsonValue* definition = matchers_ == nullptr ? nullptr : matchers_->find(name);
  if (definition != nullptr && used_["matchers"].insert(name).second) note(*definition);
}

void Usage::note_slots(const JsonValue& phrases) {
  for (const JsonValue& phrase : phrases.elements) {
    const std::string& text = phrase.text;
    for (std::size_t at = text.find('['); at != std::string::npos; at = text.find('[', at + 1)) {
      used_["lexicons"].insert(text.substr(at + 1, text.find(']', at) - at - 1));
    }
  }
}

}  // namespace precheck
