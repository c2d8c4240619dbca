// Verdicts and errors -> JSON. The only place that writes result JSON; the key order is part of
// the contract.
#include <precheck/precheck.hpp>

#include "json_writer.h"

namespace precheck {
namespace {

void append_interval(std::string& out, const Interval& interval) {
  JsonList list(out, '[', ']');
  list.item();
  out += std::to_string(interval.begin);
  list.item();
  out += std::to_string(interval.end);
}

void append_finding(std::string& out, const Finding& finding) {
  JsonList object(out, '{', '}');
  object.string("rule", finding.rule);
  object.string("category", finding.category);
  object.string("action", to_string(finding.action));
  object.key("points");
  out += std::to_string(finding.points);
  object.string("message", finding.message);
  object.string("advice", finding.advice);
  object.string("quote", finding.quote);
  object.string("url", finding.url);
  object.key("spans");
  JsonList spans(out, '[', ']');
  for (const Span& span : finding.spans) {
    spans.item();
    JsonList place(out, '{', '}');
    place.key("bytes");
    append_interval(out, span.bytes);
    place.key("utf16");
    append_interval(out, span.utf16);
  }
}

void append_id(std::string& out, JsonList& object, const std::optional<std::string>& id) {
  if (id) {
    object.string("id", *id);
  } else {
    object.key("id");
    out += "null";
  }
}

}  // namespace

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
  {
    JsonList object(out, '{', '}');
    append_id(out, object, verdict.id);
    object.string("action", to_string(verdict.action));
    object.key("points");
    out += std::to_string(verdict.points);
    object.key("policy");
    {
      JsonList policy(out, '{', '}');
      policy.string("name", verdict.policy_name);
      policy.string("revision", verdict.policy_revision);
    }
    object.key("findings");
    {
      JsonList findings(out, '[', ']');
      for (const Finding& finding : verdict.findings) {
        findings.item();
        append_finding(out, finding);
      }
    }
    if (verdict.next) object.string("next", *verdict.next);
  }
  return out;
}

std::string to_json(const std::optional<std::string>& id, const Error& error) {
  std::string out;
  {
    JsonList object(out, '{', '}');
    append_id(out, object, id);
    object.key("error");
    JsonList fields(out, '{', '}');
    fields.string("code", error.code);
    fields.string("field", error.pointer);
    fields.string("message", error.message);
  }
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
