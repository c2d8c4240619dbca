// Stage by stage: what the core made of a comment, and each matcher's yes or no.
#include <cmath>

#include "evaluation.h"
#include "json_writer.h"
#include "matchers/matcher.h"

namespace precheck {
namespace {

std::string_view part_name(Part part) {
  switch (part) {
    case kPartQuote:
      return "quote";
    case kPartCode:
      return "code";
    default:
      return "link";
  }
}

// Thousandths are as fine as any figure is shown.
std::string in_thousandths(double figure) {
  const bool negative = figure < 0;
  const long long scaled = std::llround(std::fabs(figure) * 1000);
  std::string fraction = std::to_string(scaled % 1000);
  fraction.insert(0, 3 - fraction.size(), '0');
  return (negative ? "-" : "") + std::to_string(scaled / 1000) + "." + fraction;
}

void append_sentences(std::string& out, const Document& document) {
  JsonList sentences(out, '[', ']');
  for (const Sentence& sentence : document.text.sentences) {
    sentences.item();
    JsonList words(out, '[', ']');
    for (std::uint32_t at = sentence.first; at < sentence.last; ++at) {
      words.item();
      append_json_string(out, document.text.word(document.text.tokens[at]));
    }
  }
}

void append_parts(std::string& out, const Document& document) {
  JsonList parts(out, '[', ']');
  for (const PartInterval& part : document.text.parts) {
    parts.item();
    JsonList object(out, '{', '}');
    object.string("part", part_name(part.part));
    object.string("text", document.text.source.substr(part.begin, part.end - part.begin));
  }
}

// Disguises that were undone.
void append_readings(std::string& out, const Document& document, const Vocabulary& vocabulary) {
  JsonList readings(out, '[', ']');
  for (const Reading& reading : document.text.readings) {
    readings.item();
    JsonList object(out, '{', '}');
    object.string("typed", document.text.source.substr(reading.begin, reading.end - reading.begin));
    object.string("read_as", vocabulary.word(reading.word));
  }
}

class Tracer {
 public:
  Tracer(std::string& out, Evaluation& evaluation) : out_(out), evaluation_(evaluation) {}

  void append_node(NodeId id) {
    const Node& node = evaluation_.policy().nodes[id];
    const Matcher& matcher = matcher_table()[static_cast<std::size_t>(node.kind)];
    const auto figure = behaviour_of(node.kind).figure;
    const Scope whole = evaluation_.comment().whole();
    std::vector<Interval> marks;
    const bool says = evaluation_.holds(id, whole, marks);
    JsonList object(out_, '{', '}');
    object.string("matcher", matcher.name);
    object.key("says");
    out_ += says ? "true" : "false";
    if (figure != nullptr) append_figure(object, figure(node, evaluation_, whole));
    if (!marks.empty()) append_marks(object, marks);
    if (node.children.empty()) return;
    object.key("parts");
    JsonList parts(out_, '[', ']');
    for (const NodeId child : node.children) {
      parts.item();
      append_node(child);
    }
  }

 private:
  static void append_figure(JsonList& object, const std::optional<double>& figure) {
    object.raw("figure", figure ? in_thousandths(*figure) : "null");
  }

  void append_marks(JsonList& object, const std::vector<Interval>& marks) {
    object.key("words");
    JsonList words(out_, '[', ']');
    for (const Interval& mark : marks) {
      words.item();
      append_json_string(out_,
                         evaluation_.request().comment.substr(mark.begin, mark.end - mark.begin));
    }
  }

  std::string& out_;
  Evaluation& evaluation_;
};

void append_rule(std::string& out, Evaluation& evaluation, const Rule& rule) {
  evaluation.look_through(rule);
  Tracer tracer(out, evaluation);
  JsonList object(out, '{', '}');
  object.string("rule", rule.id);
  object.key("match");
  tracer.append_node(rule.match);
  if (rule.unless == kNoNode) return;
  object.key("unless");
  tracer.append_node(rule.unless);
}

}  // namespace

std::string Policy::explain_json(const Request& request) const {
  RequestView viewed;
  view(request, viewed);
  Evaluation evaluation(*compiled_, Readings::all);
  evaluation.start(viewed);
  std::string out;
  {
    JsonList object(out, '{', '}');
    object.key("sentences");
    append_sentences(out, evaluation.comment());
    object.key("ignored");
    append_parts(out, evaluation.comment());
    object.key("disguises");
    append_readings(out, evaluation.comment(), compiled_->matcher.vocabulary());
    object.key("rules");
    {
      JsonList rules(out, '[', ']');
      for (const Rule& rule : compiled_->rules) {
        rules.item();
        append_rule(out, evaluation, rule);
      }
    }
    object.key("verdict");
    out += to_json(check(request));
  }
  return out;
}

}  // namespace precheck
