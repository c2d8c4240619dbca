// Any comment against a policy with every matcher: a verdict, always, the same twice, with spans
// that stand in the text. The first byte chooses where the text goes: comment, post, parent.
#include <precheck/precheck.hpp>

#include "fuzz.h"
#include "json_reader.h"
#include "offsets.h"
#include "utf8.h"

namespace {

const char kPolicy[] = R"json({
  "format": 1, "name": "P", "languages": ["en", "zh"],
  "lexicons": { "country": { "usa": ["America", "American", "the US", "US", "U.S.A.", "美国"], "uk": ["Britain", "the UK", "英国"] } },
  "posts": { "comparison": { "any": [ { "tags": ["comparison"] }, { "invites": "comparison" }, { "phrases": ["how (do|does) * compare"] },
                                      { "words": ["versus"] }, { "all": [ { "lexicon": "country" }, { "not": { "words": ["China"] } } ] } ] } },
  "rules": [
    { "id": "words", "category": "c", "action": "advise", "message": "m", "match": { "words": ["scam", "idiot", "free money", "傻瓜", "😀", "U.S."] } },
    { "id": "as-typed", "category": "c", "action": "advise", "message": "m", "fold": [], "ignore": [], "match": { "words": ["scam", "Idiot"] } },
    { "id": "phrases", "category": "c", "action": "warn", "message": "m",
      "match": { "phrases": ["what about [post]", "[country] (does|did|do)? * (too|as well)", "[country]? 也 * 一样", "a? b? c * d"] } },
    { "id": "pattern", "category": "c", "action": "hold", "message": "m", "match": { "any": [ { "pattern": "\\b(buy|sell) \\w+ now\\b" }, { "pattern": "[^a-z]{9}" }, { "pattern": "(?:中|文)+" } ] } },
    { "id": "lexicon", "category": "c", "action": "reject", "message": "m", "unless": { "post": "comparison" },
      "match": { "all": [ { "lexicon": "country", "absent_from": ["post", "parent"] }, { "pattern": "\\?" } ], "within": "sentence" } },
    { "id": "measures", "category": "c", "action": "warn", "message": "m",
      "match": { "any": [ { "measure": "capitals", "over": 0.7 }, { "measure": "repeats", "over": 4 }, { "measure": "marks", "over": 2 }, { "measure": "links", "over": 1 },
                          { "measure": "digits", "over": 0.5 }, { "measure": "entropy", "under": 1.5 }, { "measure": "words", "under": 2 }, { "measure": "letters", "over": 300 },
                          { "measure": "sentences", "over": 5 }, { "measure": "lines", "over": 5 } ] } },
    { "id": "figures-in-a-sentence", "category": "c", "action": "warn", "message": "m", "ignore": ["quote"],
      "match": { "all": [ { "any": [ { "measure": "marks", "over": 2 }, { "measure": "repeats", "over": 2 }, { "measure": "links", "over": 0 } ] }, { "words": ["you", "你"] } ], "within": "sentence" } },
    { "id": "context", "category": "c", "action": "advise", "message": "m",
      "match": { "all": [ { "topic": ["post", "parent"], "under": 0.2 }, { "not": { "author": "trusted" } } ] } },
    { "id": "unsupported", "category": "c", "action": "advise", "message": "m", "match": { "unsupported": ["claim", "generalisation"] } },
    { "id": "repeats", "category": "c", "action": "warn", "message": "m", "match": { "repeats": 0.8 } }
  ],
  "ladder": { "decay_days": 90, "steps": [ { "strikes": 1, "do": "delete" }, { "strikes": 3, "do": "block" } ] }
})json";

const precheck::Policy& policy() {
  static const precheck::Compilation compiled = precheck::compile(kPolicy);
  if (!compiled.ok()) std::fprintf(stderr, "%s\n", precheck::to_json(compiled.errors()).c_str());
  PRECHECK_EXPECT(compiled.ok());
  return *compiled.policy;
}

std::size_t utf16_length(std::string_view text) {
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    const precheck::Decoded next = precheck::decode(text, at);
    units += next.point >= 0x10000 ? 2 : 1;
    at += next.length;
  }
  return units;
}

void expect_sound(const precheck::Finding& finding, std::string_view comment) {
  std::size_t end = 0;
  for (const precheck::Span& span : finding.spans) {
    PRECHECK_EXPECT(span.bytes.begin >= end);
    PRECHECK_EXPECT(span.bytes.begin < span.bytes.end);
    PRECHECK_EXPECT(span.bytes.end <= comment.size());
    PRECHECK_EXPECT(span.utf16.begin == utf16_length(comment.substr(0, span.bytes.begin)));
    PRECHECK_EXPECT(span.utf16.end == utf16_length(comment.substr(0, span.bytes.end)));
    // Whole graphemes already: widening changes nothing.
    std::vector<precheck::Interval> bytes = {span.bytes};
    std::vector<precheck::Span> again;
    precheck::append_spans(comment, bytes, again);
    PRECHECK_EXPECT(again.size() == 1 && again[0].bytes == span.bytes);
    end = span.bytes.end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  precheck::Request request;
  if (data[0] & 1) request.language = "zh";
  request.comment = data[0] & 2 ? "But America does it too, what about water?" : text;
  if (data[0] & 4) request.post.text = text;
  if (data[0] & 8) request.post.title = text.substr(0, size / 2);
  if (data[0] & 16) request.parent = text.substr(size / 2);
  if (data[0] & 32) request.post.tags = {text.substr(0, size / 3)};
  if (data[0] & 64) request.earlier = {text.substr(size / 3), text};
  request.author.strikes = data[0];

  const precheck::Verdict verdict = policy().check(request);
  for (const precheck::Finding& finding : verdict.findings) expect_sound(finding, request.comment);
  const std::string json = precheck::to_json(verdict);
  PRECHECK_EXPECT(precheck::parse_json(json).ok);
  PRECHECK_EXPECT(json == precheck::to_json(policy().check(request)));
  return 0;
}
