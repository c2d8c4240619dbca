// One line of labelled data.
#pragma once

#include <optional>
#include <precheck/precheck.hpp>
#include <set>
#include <string>

namespace precheck::cli {

// {"text" or "comment", "labels": {NAME: true|false} or "label", "post": {"title", "body" or
//  "text", "tags", "invites"}, "parent", "lang" or "language", "earlier", "id"}
struct LabelledRow {
  Request request;
  std::optional<bool> label;     // nothing: nobody said, which is not "false"
  std::set<std::string> labels;  // the names of all labels of the row
  std::string group;             // the value of the field that rows are grouped by
};

struct ParsedRow {
  std::optional<LabelledRow> row;
  Error error;
};

// `label` names the label; `group_by` the field to group by, as in "labels.topic", or nothing.
ParsedRow parse_row(const std::string& line, const std::string& label, const std::string& group_by);

}  // namespace precheck::cli
