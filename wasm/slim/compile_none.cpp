// In place of core/src/compile.cpp in the small module, which reads compiled policies only.
#include "compiled_policy.h"

namespace precheck {

Compilation compile(std::string_view policy) {
  if (is_compiled_policy(policy)) return load_compilation(policy);
  Error error;
  error.code = "needs_json_engine";
  error.line = error.column = 1;
  Compilation refused;
  refused.problems.push_back(std::move(error));
  return refused;
}

}  // namespace precheck
