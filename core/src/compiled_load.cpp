#include "compiled_policy.h"

namespace precheck {

Compilation load_compilation(std::string_view bytes) {
  LoadedPolicy loaded = load_compiled_policy(bytes);
  Compilation result;
  if (loaded.policy) {
    result.policy = std::make_shared<const Policy>(std::move(loaded.policy));
    return result;
  }
  Error error;
  error.code = loaded.code;
  error.line = error.column = 1;
  error.message = "this compiled policy cannot be read: " + std::string(loaded.problem) +
                  "; make it again with `precheck publish --compiled`";
  result.problems.push_back(std::move(error));
  return result;
}

}  // namespace precheck
