// Verdicts and errors -> JSON. The only place that writes result JSON; the key order is part of
// the contract.
#include "report.h"

#include "json_writer.h"

namespace precheck {
namespace {

// The largest has 20 digits.
void append_number(std::string& out, std::size_t number) {
  char digits[20];
  char* first = digits + sizeof digits;
  do {
    *--first = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number > 0);
  out.append(first, static_cast<std::size_t>(digits + sizeof digits - first));
}

void append_span(std::string& out, const Span& span) {
  out += R"({"bytes":[)";
  append_number(out, span.bytes.begin);
  out += ',';
  append_number(out, span.bytes.end);
  out += R"(],"utf16":[)";
  append_number(out, span.utf16.begin);
  out += ',';
  append_number(out, span.utf16.end);
  out += "]}";
}

struct SpanRange {
  const Span* first;
  const Span* last;
  const Span* begin() const { return first; }
  const Span* end() const { return last; }
};

template <typename Spans>
void append_spans(std::string& out, const Spans& spans) {
  bool first = true;
  for (const Span& span : spans) {
    if (!first) out += ',';
    first = false;
    append_span(out, span);
  }
}

// A finding but for its spans and what closes it.
struct FindingTexts {
  std::string_view rule;
  std::string_view category;
  Action action;
  int points;
  std::string_view message;
  std::string_view advice;
  std::string_view quote;
  std::string_view url;
};

void append_string(std::string& out, std::string_view key, std::string_view text) {
  out += ",\"";
  out += key;
  out += "\":";
  append_json_string(out, text);
}

void append_head(std::string& out, const FindingTexts& finding) {
  out += R"({"rule":)";
  append_json_string(out, finding.rule);
  append_string(out, "category", finding.category);
  append_string(out, "action", to_string(finding.action));
  out += R"(,"points":)";
  append_number(out, static_cast<std::size_t>(finding.points));
  append_string(out, "message", finding.message);
  append_string(out, "advice", finding.advice);
  append_string(out, "quote", finding.quote);
  append_string(out, "url", finding.url);
  out += R"(,"spans":[)";
}
constexpr std::string_view kAfterSpans = "]}";

void append_policy(std::string& out, std::string_view name, std::string_view revision) {
  out += R"(,"policy":{"name":)";
  append_json_string(out, name);
  append_string(out, "revision", revision);
  out += R"(},"findings":[)";
}

void append_opening(std::string& out, std::optional<std::string_view> id) {
  out += R"({"id":)";
  if (id) {
    append_json_string(out, *id);
  } else {
    out += "null";
  }
}

void append_decision(std::string& out, Action action, int points) {
  append_string(out, "action", to_string(action));
  out += R"(,"points":)";
  append_number(out, static_cast<std::size_t>(points));
}

// A string that grows by doubling is held twice.
constexpr std::size_t kManySpans = 256;

void make_room(const CompiledPolicy& policy, const Judgement& judgement, std::string& out) {
  constexpr std::size_t kSigns = 32;  // of a span
  constexpr std::size_t kRest = 4096;
  std::size_t digits = 1;
  for (std::size_t end = judgement.spans.back().bytes.end; end > 9; end /= 10) ++digits;
  std::size_t room = kRest + judgement.spans.size() * (kSigns + 4 * digits);
  for (const Judgement::Found& found : judgement.findings) {
    room += policy.written.finding(found.rule, judgement.language).size();
  }
  out.reserve(out.size() + room);
}

constexpr std::string_view kBeforeNext = R"(],"next":)";

}  // namespace

CompiledPolicy::Written write_constants(const CompiledPolicy& policy) {
  CompiledPolicy::Written written;
  written.languages = policy.languages.size();
  append_policy(written.policy, policy.name, policy.revision);
  for (const Rule& rule : policy.rules) {
    for (std::size_t language = 0; language < written.languages; ++language) {
      append_head(
          written.findings.emplace_back(),
          {rule.id, rule.category, rule.action, rule.points, in_language(rule.message, language),
           in_language(rule.advice, language), in_language(rule.quote, language), rule.url});
    }
  }
  return written;
}

void append_json(const CompiledPolicy& policy, const Judgement& judgement,
                 std::optional<std::string_view> id, std::string_view next, std::string& out) {
  if (judgement.spans.size() > kManySpans) make_room(policy, judgement, out);
  append_opening(out, id);
  append_decision(out, judgement.action, judgement.points);
  out += policy.written.policy;
  bool first = true;
  for (const Judgement::Found& found : judgement.findings) {
    if (!first) out += ',';
    first = false;
    out += policy.written.finding(found.rule, judgement.language);
    const Span* spans = judgement.spans.data();
    append_spans(out, SpanRange{spans + found.first_span, spans + found.last_span});
    out += kAfterSpans;
  }
  if (next.empty()) {
    out += "]}";
  } else {
    out += kBeforeNext;
    out += next;
    out += '}';
  }
}

std::string_view to_string(Action action) {
  switch (action) {
    case Action::allow:
      return "allow";
    case Action::advise:
      return "advise";
    case Action::warn:
      return "warn";
    case Action::hold:
      return "hold";
    case Action::reject:
      return "reject";
  }
  return "";
}

std::string to_json(const Verdict& verdict) {
  std::string out;
  append_opening(out, verdict.id);
  append_decision(out, verdict.action, verdict.points);
  append_policy(out, verdict.policy_name, verdict.policy_revision);
  bool first = true;
  for (const Finding& finding : verdict.findings) {
    if (!first) out += ',';
    first = false;
    append_head(out, {finding.rule, finding.category, finding.action, finding.points,
                      finding.message, finding.advice, finding.quote, finding.url});
    append_spans(out, finding.spans);
    out += kAfterSpans;
  }
  if (verdict.next) {
    out += kBeforeNext;
    append_json_string(out, *verdict.next);
    out += '}';
  } else {
    out += "]}";
  }
  return out;
}

std::string to_json(const std::optional<std::string>& id, const Error& error) {
  std::string out;
  {
    append_opening(out, id);
    out += ",\"error\":";
    JsonList fields(out, '{', '}');
    fields.string("code", error.code);
    fields.string("field", error.pointer);
    fields.string("message", error.message);
  }
  out += '}';
  return out;
}

std::string to_json(const std::vector<Error>& errors) {
  std::string out;
  {
    JsonList list(out, '[', ']');
    for (const Error& error : errors) {
      list.item();
      JsonList object(out, '{', '}');
      object.string("code", error.code);
      object.string("pointer", error.pointer);
      object.key("line");
      out += std::to_string(error.line);
      object.key("column");
      out += std::to_string(error.column);
      object.string("message", error.message);
    }
  }
  return out;
}

}  // namespace precheck
