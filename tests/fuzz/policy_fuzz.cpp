// Policies made by a grammar, so that most of them compile and the matchers are what is tried. The
// bytes are choices; what is left of them is the comment. The policy, its published and its
// compiled form must say the same, and so must the policy set anew by format().
#include <precheck/precheck.hpp>
#include <string>

#include "fuzz.h"
#include "json_reader.h"
#include "json_writer.h"

namespace {

class Choices {
 public:
  explicit Choices(std::string_view bytes) : rest_(bytes) {}
  unsigned below(unsigned bound) {
    if (rest_.empty()) return 0;
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return byte % bound;
  }
  bool one_in(unsigned many) { return below(many) == 0; }
  template <std::size_t kCount>
  std::string_view of(const std::string_view (&list)[kCount]) {
    return list[below(kCount)];
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

constexpr std::string_view kWords[] = {
    "scam", "idiot",          "free money", "傻瓜",  "美国",
    "😀",    "U.S.",           "C++",        "don't", "a",
    "the",  "\\\"quoted\\\"", "US",         "café",  "kill yourself",
    "i",    "you are",        "10",         "½",     "ﬁne"};
constexpr std::string_view kPhrases[] = {"what about [post]",
                                         "[l] (does|did)? * (too|as well)",
                                         "^ you * (are|were) *3 [l] $",
                                         "a? b? c * d",
                                         "[l]? 也 * 一样",
                                         "you",
                                         "* x",
                                         "(a|b|c d) * [l]",
                                         "^ but $",
                                         "a *3 [contact]",
                                         "[figure] [amount]",
                                         "[address]? [capitals] [capitals]",
                                         "[post]? [l] *9 !"};
constexpr std::string_view kPatterns[] = {"\\\\b(buy|sell) \\\\w+ now\\\\b",
                                          "[^a-z]{9}",
                                          "(?:中|文)+",
                                          "x.z",
                                          "(?i)Scam",
                                          "^a",
                                          "z$",
                                          "(a+)+b",
                                          "[[:punct:]]{3}",
                                          "\\\\p{Han}{2}",
                                          "a*",
                                          "("};
constexpr std::string_view kMeasures[] = {"words",     "letters", "capitals",  "repeats",
                                          "links",     "marks",   "digits",    "entropy",
                                          "sentences", "lines",   "questions", "exclamations"};
constexpr std::string_view kBounds[] = {"0", "0.5", "1", "2", "7", "300", "-1", "1e9"};
constexpr std::string_view kActions[] = {"advise", "warn", "hold", "reject"};
constexpr std::string_view kFolds[] = {"case", "width",   "invisible", "confusable",
                                       "leet", "stretch", "spaced"};
constexpr std::string_view kParts[] = {"quote", "code", "link"};
constexpr std::string_view kPlaces[] = {R"(["post"])", R"(["parent"])", R"(["post","parent"])"};
constexpr std::string_view kScopes[] = {"comment", "sentence", "neighbours"};
constexpr std::string_view kKinds[] = {R"(["claim"])", R"(["generalisation"])",
                                       R"(["claim","generalisation"])"};

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

// A list of at least `least` different choices.
template <std::size_t kCount>
std::string list(Choices& choices, const std::string_view (&from)[kCount], unsigned least) {
  const unsigned begin = choices.below(kCount);
  const unsigned count = least + choices.below(3);
  std::string out = "[";
  for (unsigned each = 0; each < count && each < kCount; ++each) {
    out += (each > 0 ? "," : "") + quoted(from[(begin + each) % kCount]);
  }
  return out + "]";
}

std::string bounds(Choices& choices) {
  if (choices.one_in(4)) return R"(,"over":0,"under":)" + std::string(choices.of(kBounds));
  return (choices.one_in(2) ? R"(,"over":)" : R"(,"under":)") + std::string(choices.of(kBounds));
}

std::string matcher(Choices& choices, unsigned depth);

std::string several(Choices& choices, unsigned depth) {
  std::string out = "[" + matcher(choices, depth + 1);
  for (unsigned more = choices.below(3); more > 0; --more) out += "," + matcher(choices, depth + 1);
  return out + "]";
}

std::string matcher(Choices& choices, unsigned depth) {
  switch (choices.below(depth < 5 ? 15 : 11)) {
    case 0:
    case 1:
      return R"({"words":)" + list(choices, kWords, 1) + "}";
    case 2:
      return (choices.one_in(3) ? R"({"only":)" : R"({"phrases":)") + list(choices, kPhrases, 1) +
             "}";
    case 3:
      return R"({"pattern":)" + quoted(choices.of(kPatterns)) + "}";
    case 4:
      return R"({"lexicon":"l")" +
             (choices.one_in(2) ? "" : R"(,"absent_from":)" + std::string(choices.of(kPlaces))) +
             "}";
    case 5:
      return R"({"measure":)" + quoted(choices.of(kMeasures)) + bounds(choices) + "}";
    case 6:
      return R"({"topic":)" + std::string(choices.of(kPlaces)) + bounds(choices) + "}";
    case 7:
      return R"({"unsupported":)" + std::string(choices.of(kKinds)) + "}";
    case 8:
      return R"({"repeats":0.)" + std::to_string(1 + choices.below(9)) + "}";
    case 9:
      return choices.one_in(2) ? R"({"author":"trusted"})" : R"({"author":"strikes","over":1})";
    case 10:
      return choices.one_in(2) ? R"({"post":"p"})" : R"({"matcher":"m"})";
    case 11:
      return R"({"all":)" + several(choices, depth) + R"(,"within":)" +
             quoted(choices.of(kScopes)) + "}";
    case 12:
      return R"({"any":)" + several(choices, depth) +
             (choices.one_in(3) ? R"(,"at_least":2})" : "}");
    case 13:
      return R"({"not":)" + matcher(choices, depth + 1) + "}";
    default:
      return R"({"all":)" + several(choices, depth) + "}";
  }
}

std::string rule(Choices& choices, unsigned number) {
  std::string out = R"({"id":"r)" + std::to_string(number) + R"(","category":"c","action":)" +
                    quoted(choices.of(kActions)) + R"(,"message":"m","match":)" +
                    matcher(choices, 0);
  if (choices.one_in(3)) out += R"(,"unless":)" + matcher(choices, 3);
  if (choices.one_in(3)) out += R"(,"fold":)" + list(choices, kFolds, 0);
  if (choices.one_in(3)) out += R"(,"ignore":)" + list(choices, kParts, 0);
  if (choices.one_in(4)) out += R"(,"points":)" + std::to_string(choices.below(20));
  if (choices.one_in(8)) out += R"(,"audience":"server")";
  return out + "}";
}

std::string policy(Choices& choices) {
  std::string out = R"({"format":1,"name":"P","languages":["en","zh"],)";
  if (choices.one_in(3)) out += R"("fold":)" + list(choices, kFolds, 0) + ",";
  if (choices.one_in(3)) out += R"("ignore":)" + list(choices, kParts, 0) + ",";
  out += R"("lexicons":{"l":{"one":)" + list(choices, kWords, 1) + R"(,"two":["tea"]}},)";
  out += R"("posts":{"p":{"any":[{"tags":["x"]},{"words":)" + list(choices, kWords, 1) + "}]}},";
  out += R"("matchers":{"m":{"words":)" + list(choices, kWords, 1) + R"(}},"rules":[)";
  const unsigned count = 1 + choices.below(4);
  for (unsigned each = 0; each < count; ++each) {
    out += (each > 0 ? "," : "") + rule(choices, each);
  }
  out += "]";
  if (choices.one_in(3)) out += R"(,"decision":{"warn":1,"hold":2,"reject":5})";
  if (choices.one_in(3)) {
    out +=
        R"(,"ladder":{"decay_days":9,"steps":[{"strikes":1,"do":"delete"},{"strikes":3,"do":"block"}]})";
  }
  return out + "}";
}

bool has_server_rule(std::string_view json) {
  return json.find(R"("audience":"server")") != std::string_view::npos;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Choices choices({reinterpret_cast<const char*>(data), size});
  const std::string json = policy(choices);
  PRECHECK_EXPECT(precheck::parse_json(json).ok);
  const precheck::Compilation compiled = precheck::compile(json);
  if (!compiled.ok()) return 0;

  precheck::Request request;
  request.comment = choices.rest();
  request.post.title = "How do courts compare?";
  request.post.text = request.comment.substr(0, request.comment.size() / 3);
  request.parent = request.comment.substr(request.comment.size() / 2);
  request.earlier = {request.parent};
  request.author.strikes = static_cast<std::int64_t>(size % 5);
  const std::string verdict = precheck::to_json(compiled.policy->check(request));
  PRECHECK_EXPECT(precheck::parse_json(verdict).ok);
  PRECHECK_EXPECT(precheck::to_json(compiled.policy->check(request)) == verdict);
  PRECHECK_EXPECT(precheck::parse_json(compiled.policy->explain_json(request)).ok);

  const precheck::Formatted formatted = precheck::format(json);
  PRECHECK_EXPECT(formatted.errors.empty());
  PRECHECK_EXPECT(precheck::format(formatted.text).text == formatted.text);
  if (has_server_rule(json)) return 0;
  const precheck::Compilation open = precheck::compile(precheck::publish(json).json);
  const precheck::Compilation bytes = precheck::compile(precheck::publish_compiled(json).bytes);
  PRECHECK_EXPECT(open.ok() && bytes.ok());
  PRECHECK_EXPECT(precheck::to_json(open.policy->check(request)) == verdict);
  PRECHECK_EXPECT(precheck::to_json(bytes.policy->check(request)) == verdict);
  return 0;
}
