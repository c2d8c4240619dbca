// learned: a model trained on comments that were let through and comments that were not gives a
// figure, 0 to 1, that is over or under a bound. The model stands in the policy; `precheck train`
// makes it. Marked are the words that count most, so that a commenter sees why.
#include <algorithm>

#include "../learned_model.h"
#include "../match_builder.h"
#include "matcher.h"

namespace precheck {
namespace {

constexpr std::size_t kMarkedWords = 3;

TextView view_of(const Evaluation& evaluation, const Scope& scope) {
  return {evaluation.document().text, scope.first, scope.last, evaluation.ignored()};
}

const std::int64_t* required_integer(JsonReader& reader, const JsonValue& model,
                                     std::string_view key, std::int64_t least, std::int64_t most) {
  const JsonValue* value = reader.require(model, key);
  if (value == nullptr) return nullptr;
  return reader.integer(*value, '"' + std::string(key) + '"', least, most);
}

bool read_weights(JsonReader& reader, const JsonValue& model, LearnedModel& out) {
  const JsonValue* value = reader.require(model, "weights");
  const std::string* text = value == nullptr ? nullptr : reader.string(*value, "\"weights\"");
  if (text == nullptr) return false;
  const std::size_t wanted = std::size_t{1} << out.bits;
  if (!from_base64(*text, out.weights)) {
    reader.fail(*value, "bad_value", [&] {
      return "\"weights\" is not base64 (A to Z, a to z, 0 to 9, +, / and = at the end); copy "
             "it whole from what `precheck train` wrote";
    });
    return false;
  }
  if (out.weights.size() == wanted) return true;
  reader.fail(*value, out.weights.size() > wanted ? "too_large" : "bad_value", [&] {
    return "\"weights\" holds " + std::to_string(out.weights.size()) + " bytes; with \"bits\" " +
           std::to_string(out.bits) + " it must hold " + std::to_string(wanted);
  });
  return false;
}

bool read_model(JsonReader& reader, const JsonValue& value, LearnedModel& model) {
  if (!reader.is_object(value, "\"learned\"")) return false;
  reader.check_keys(value, {"version", "bits", "bias", "scale", "weights"}, "a learned model");
  const std::int64_t* version =
      required_integer(reader, value, "version", kLearnedVersion, kLearnedVersion);
  const std::int64_t* bits =
      required_integer(reader, value, "bits", kLeastLearnedBits, kMostLearnedBits);
  const std::int64_t* bias =
      required_integer(reader, value, "bias", -kMostLearnedBias, kMostLearnedBias);
  const std::int64_t* scale = required_integer(reader, value, "scale", 1, kMostLearnedScale);
  if (version == nullptr || bits == nullptr || bias == nullptr || scale == nullptr) return false;
  model.bits = static_cast<std::uint32_t>(*bits);
  model.bias = *bias;
  model.scale = *scale;
  return read_weights(reader, value, model);
}

// One model may stand in a policy several times, with other bounds.
std::uint32_t place_of(LearnedModel model, std::vector<LearnedModel>& models) {
  const auto known = std::find(models.begin(), models.end(), model);
  const auto place = static_cast<std::uint32_t>(known - models.begin());
  if (known == models.end()) models.push_back(std::move(model));
  return place;
}

bool is_share(JsonReader& reader, const JsonValue& object, std::string_view key) {
  const JsonValue* bound = object.find(key);
  if (bound == nullptr || bound->kind != JsonValue::Kind::number) return true;
  if (bound->number >= 0 && bound->number <= 1) return true;
  reader.fail(*bound, "bad_value", [&] {
    return "the figure of \"learned\" is 0 to 1, so \"" + std::string(key) + "\" is too";
  });
  return false;
}

}  // namespace

bool build_learned(MatchBuilder& builder, const JsonValue& object, const JsonValue& value,
                   Node& node) {
  JsonReader& reader = builder.reader();
  LearnedModel model;
  bool ok = read_model(reader, value, model);
  JsonValue named;  // what a message about missing bounds calls the matcher
  named.text = "learned";
  named.offset = value.offset;
  named.pointer = value.pointer;
  ok &= builder.bounds(object, named, node);
  ok &= is_share(reader, object, "over");
  ok &= is_share(reader, object, "under");
  if (!ok) return false;
  node.index = place_of(std::move(model), builder.policy().models);
  return true;
}

std::optional<double> learned_figure(const Node& node, Evaluation& evaluation, const Scope& scope) {
  const std::optional<std::int64_t> score = evaluation.learned_score(node.index, scope);
  if (!score) return std::nullopt;
  return static_cast<double>(*score) / 1000;
}

bool holds_learned(const Node& node, Evaluation& evaluation, const Scope& scope,
                   std::vector<Interval>& marks) {
  const std::optional<double> figure = learned_figure(node, evaluation, scope);
  if (!figure || (node.over && *figure <= *node.over) || (node.under && *figure >= *node.under)) {
    return false;
  }
  // What a matcher before it has marked explains more than a model's words.
  if (!marks.empty()) return true;
  std::vector<std::uint32_t> strongest;
  if (node.over) {
    strongest = strongest_tokens(evaluation.policy().models[node.index], view_of(evaluation, scope),
                                 kMarkedWords);
  }
  if (strongest.empty()) evaluation.note_whole(scope);
  for (const std::uint32_t at : strongest) {
    const Token& token = evaluation.document().text.tokens[at];
    marks.push_back({token.begin, token.end});
  }
  return true;
}

}  // namespace precheck
