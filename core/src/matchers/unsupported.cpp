// unsupported: it claims or generalises, and gives no reason, source, figure, example or
// experience. Cues of both kinds, English and Chinese, after the markers that studies of argument
// in comments use (Park and Cardie 2014, "verifiable" and "unverifiable" propositions; Swanson et
// al. 2015). A link, a quotation or a figure supports too; a question claims nothing.
#include "../match_builder.h"
#include "matcher.h"

namespace precheck {
namespace {

constexpr std::string_view kGeneralisations[] = {
    "all (of)? (you|them|these|those|the) *  (are|is|have|want|do)",
    "(everyone|everybody|nobody|no one) (knows|cares|believes|wants|likes|trusts|has|is)",
    "(always|never) "
    "(has|have|will|lie|lies|lied|cheat|cheats|steal|steals|works|work|change|changes|admit|admits|"
    "tell|tells|listen|listens|learn|learns|been|was|were|be)",
    "(is|are|was|were|has|have|will|they|it|he|she|we|you) (always|never)",
    "(they|these people|those people) are all",
    "(the)? whole (country|system|world|place|nation|thing) is",
    "(every|each) (single)? (one|chinese|official|journalist|person) *  (is|are|lies|does|has)",
    "\u6240\u6709 * \u90FD",
    "\u6CA1\u6709\u4E00\u4E2A",
    "\u4ECE\u6765(\u90FD|\u6CA1|\u4E0D)",
    "\u4E00\u5411\u5982\u6B64",
    "\u6C38\u8FDC(\u90FD|\u4E0D|\u662F)",
    "\u8C01\u90FD\u77E5\u9053",
    "\u6CA1\u4EBA(\u76F8\u4FE1|\u5728\u4E4E|\u77E5\u9053)",
    "\u5168\u662F(\u5047|\u9A97|\u8C0E)"};

constexpr std::string_view kClaims[] = {
    "(obviously|clearly|undoubtedly|of course|without doubt|without a doubt|no doubt)",
    "(it is|it's|that is|that's) (obvious|clear|a fact|the truth|a lie|all "
    "lies|nonsense|propaganda|fake|fake news|false|wrong|not true|bullshit|rubbish|garbage)",
    "(this|that|it|all this|the article|the post|the report|the story|the author) (is|are) "
    "(just|pure|total|complete|all|nothing but|only|such)? (a)? "
    "(lie|lies|propaganda|nonsense|rubbish|garbage|fake|fake news|false|biased|wrong|bullshit|a "
    "joke|trash)",
    "(will|is going to|are going to|is about to) (collapse|fail|rule the "
    "world|destroy|win|lose|take over|fall|invade)",
    "(is|are) (finished|doomed|the best|the worst|the only|evil|corrupt|hopeless|lying)",
    "(fact is|the truth is|the fact is|make no mistake|mark my words|wake up|end of story|everyone "
    "knows that|period)",
    "\u663E\u7136",
    "\u6BEB\u65E0\u7591\u95EE",
    "(\u7EAF\u5C5E|\u90FD\u662F|\u5168\u662F|\u5B8C\u5168\u662F|\u5C31\u662F)(\u8C23\u8A00|"
    "\u8C0E\u8A00|\u9020\u8C23|\u80E1\u8BF4|\u80E1\u626F|\u5BA3\u4F20|\u6D17\u8111|"
    "\u5047\u65B0\u95FB|\u9A97\u4EBA)",
    "\u4E8B\u5B9E\u5C31\u662F",
    "(\u8FDF\u65E9|\u5FC5\u5C06|\u4E00\u5B9A\u4F1A)(\u5D29\u6E83|\u5931\u8D25|\u5B8C\u86CB|"
    "\u706D\u4EA1|\u5012\u53F0)"};

constexpr std::string_view kSupports[] = {
    "because",
    "since",
    "therefore",
    "as a result",
    "which (means|shows|suggests)",
    "the reason",
    "due to",
    "given that",
    "for (example|instance)",
    "such as",
    "e.g.",
    "i.e.",
    "in (19|20)",
    "according to",
    "(data|figures|statistics|numbers|study|studies|survey|research|paper|report|census|court|"
    "article|book|source|sources|evidence)",
    "(shows|showed|reported|found|wrote|published|cited|estimates|measured) (that|in|by)",
    "(percent|per cent|million|billion|yuan|rmb|dollars)",
    "i (lived|worked|saw|have seen|visited|grew up|was "
    "there|taught|studied|spent|met|heard|interviewed|spoke|asked|know|remember|read)",
    "(my|our) (own)? "
    "(experience|family|wife|husband|mother|father|parents|friend|friends|colleague|colleagues|"
    "students|neighbour|neighbours|neighbor|neighbors|village|school|company|grandmother|"
    "grandfather|brother|sister|cousin|aunt|uncle|in-laws|landlord|boss|daughter|son|teacher)",
    "in my (view|opinion|experience)",
    "i (think|believe|suspect|guess|feel|doubt|wonder|find)",
    "it seems",
    "(perhaps|maybe|probably|possibly)",
    "\u56E0\u4E3A",
    "\u7531\u4E8E",
    "\u6240\u4EE5",
    "\u56E0\u6B64",
    "\u6BD4\u5982",
    "\u4F8B\u5982",
    "\u4E3E\u4F8B",
    "\u6839\u636E",
    "\u6570\u636E",
    "\u7EDF\u8BA1",
    "\u7814\u7A76",
    "\u62A5\u544A",
    "\u62A5\u9053",
    "\u8BBA\u6587",
    "\u8C03\u67E5",
    "\u6211(\u5728|\u66FE|\u89C1\u8FC7|\u770B\u8FC7|\u8BFB\u8FC7|\u53BB\u8FC7|\u4F4F\u8FC7|"
    "\u8BA4\u4E3A|\u89C9\u5F97|\u8BB0\u5F97|\u5BB6|\u670B\u53CB|\u540C\u4E8B|\u7236\u6BCD|"
    "\u7236\u4EB2|\u6BCD\u4EB2|\u7684\u7ECF\u5386|\u4EB2\u773C|\u4EB2\u8EAB)",
    "\u53EF\u80FD",
    "\u4E5F\u8BB8"};

enum Kind : std::uint8_t { kClaim = 1, kGeneralisation = 2 };

template <std::size_t N>
bool add_cues(MatchBuilder& builder, SetId set, const std::string_view (&cues)[N]) {
  bool ok = true;
  for (const std::string_view cue : cues) {
    JsonValue text;
    text.text = cue;
    ok &= add_phrase_template(builder, text, set);
  }
  return ok;
}

// A figure: a number of two digits or more.
bool has_figure(const Text& text, std::uint8_t ignored) {
  for (const Token& token : text.tokens) {
    if (token.kind == CharClass::digit && token.word_length > 1 && !(token.parts & ignored)) {
      return true;
    }
  }
  return false;
}

bool is_question(const Document& document, const Scope& sentence) {
  const std::size_t end = document.text.tokens[sentence.last - 1].end;
  const std::string_view rest = document.text.source.substr(end, sentence.bytes.end - end);
  return rest.find('?') != std::string_view::npos || rest.find("\uFF1F") != std::string_view::npos;
}

}  // namespace

bool build_unsupported(MatchBuilder& builder, const JsonValue&, const JsonValue& value,
                       Node& node) {
  std::vector<const JsonValue*> kinds;
  if (!builder.strings(value, "\"unsupported\"", kinds)) return false;
  for (const JsonValue* kind : kinds) {
    const int found =
        builder.reader().one_of(*kind, {"claim", "generalisation"}, "\"unsupported\"");
    if (found < 0) return false;
    node.choice |= found == 0 ? kClaim : kGeneralisation;
  }
  node.set = builder.filler().new_set();
  node.index = builder.filler().new_set();
  bool ok = add_cues(builder, node.index, kSupports);
  if (node.choice & kClaim) ok &= add_cues(builder, node.set, kClaims);
  if (node.choice & kGeneralisation) ok &= add_cues(builder, node.set, kGeneralisations);
  return ok;
}

bool holds_unsupported(const Node& node, Evaluation& evaluation, const Scope& scope,
                       std::vector<Interval>& marks) {
  const Document& document = evaluation.document();
  // A quotation or a link is a source even where a rule does not look into it.
  if (!document.text.parts.empty() || has_figure(document.text, 0)) return false;
  const std::size_t before = marks.size();
  const bool is_supported = evaluation.add_hits(node.index, scope, marks);
  marks.resize(before);
  if (is_supported) return false;
  bool any = false;
  for (std::size_t i = 0; i < document.text.sentences.size(); ++i) {
    const Scope sentence = document.sentence(i);
    if (sentence.first < scope.first || sentence.last > scope.last) continue;
    if (!is_question(document, sentence)) any |= evaluation.add_hits(node.set, sentence, marks);
  }
  return any;
}

}  // namespace precheck
