// Which lexicons, post conditions and named matchers the rules of a policy use.
#pragma once

#include <map>
#include <set>
#include <string>

#include "json_reader.h"

namespace precheck {

bool is_for_server(const JsonValue& rule);

class Usage {
 public:
  enum class Rules { all, for_everyone };

  // `root` is a policy that compiles.
  Usage(const JsonValue& root, Rules rules);

  // `kind` is the key that defines it: "lexicons", "posts" or "matchers".
  bool uses(const std::string& kind, const std::string& name) const;

 private:
  void note(const JsonValue& value);
  void note_matcher(const std::string& name);
  void note_slots(const JsonValue& phrases);

  const JsonValue* matchers_;
  std::map<std::string, std::set<std::string>> used_;  // by the key that defines them
};

}  // namespace precheck
