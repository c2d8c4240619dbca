// precheck.h over the C++ API; nothing else.
#include <precheck/precheck.h>

#include <cstdlib>
#include <cstring>
#include <new>
#include <precheck/precheck.hpp>

struct precheck_policy {
  std::shared_ptr<const precheck::Policy> policy;
};

namespace {

char* copy(std::string_view text) {
  auto* out = static_cast<char*>(std::malloc(text.size() + 1));
  if (out == nullptr) return nullptr;
  std::memcpy(out, text.data(), text.size());
  out[text.size()] = '\0';
  return out;
}

std::string_view view(const char* text, size_t length) {
  return text == nullptr ? std::string_view() : std::string_view(text, length);
}

// Callers that overlook a policy's errors end up here; a crash would take their process along.
std::string no_policy() {
  precheck::Error error;
  error.code = "no_policy";
  error.message = "there is no policy; precheck_compile() says why";
  return precheck::to_json(std::nullopt, error);
}

// Memory is all that can run out in here; C callers are told by NULL.
template <typename Result, typename Body>
Result guarded(Body body) {
#if defined(__cpp_exceptions)
  try {
    return body();
  } catch (...) {
    return nullptr;
  }
#else
  return body();
#endif
}

}  // namespace

extern "C" {

precheck_policy* precheck_compile(const char* policy_json, size_t length, char** errors) {
  if (errors != nullptr) *errors = nullptr;
  return guarded<precheck_policy*>([&]() -> precheck_policy* {
    precheck::Compilation compiled = precheck::compile(view(policy_json, length));
    if (compiled.ok()) return new precheck_policy{std::move(compiled.policy)};
    if (errors != nullptr) *errors = copy(precheck::to_json(compiled.errors()));
    return nullptr;
  });
}

void precheck_policy_free(precheck_policy* policy) { delete policy; }

const char* precheck_policy_revision(const precheck_policy* policy) {
  return policy == nullptr ? "" : policy->policy->revision().c_str();
}

char* precheck_check(const precheck_policy* policy, const char* request_json, size_t length) {
  return guarded<char*>([&] {
    if (policy == nullptr) return copy(no_policy());
    return copy(policy->policy->check_json(view(request_json, length)));
  });
}

char* precheck_publish(const char* policy_json, size_t length, char** errors) {
  if (errors != nullptr) *errors = nullptr;
  return guarded<char*>([&]() -> char* {
    const precheck::Publication published = precheck::publish(view(policy_json, length));
    if (published.errors.empty()) return copy(published.json);
    if (errors != nullptr) *errors = copy(precheck::to_json(published.errors));
    return nullptr;
  });
}

void precheck_free(char* text) { std::free(text); }

const char* precheck_version(void) { return precheck::version().data(); }

}  // extern "C"
