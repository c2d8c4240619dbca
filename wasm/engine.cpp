// The core for pages: JSON in, JSON out, through one place in memory. engine.mjs is its other side.
// Plain functions, because Embind's glue and copies would be a tenth of what a visitor downloads.
#include <cstddef>
#include <memory>
#include <optional>
#include <precheck/precheck.hpp>
#include <string>
#include <string_view>
#include <utility>

#define PRECHECK_EXPORT(name) extern "C" __attribute__((export_name(#name)))

namespace {

using SharedPolicy = std::shared_ptr<const precheck::Policy>;

std::string input;
std::string output;

std::string_view given(std::size_t bytes) { return std::string_view(input).substr(0, bytes); }

}  // namespace

namespace precheck {

// In place of core/src/says_why.cpp.
bool says_why();
bool says_why() { return false; }

}  // namespace precheck

// Where the input of the next call may be written.
PRECHECK_EXPORT(room) char* room(std::size_t bytes) {
  if (input.size() < bytes) input.resize(bytes);
  return input.data();
}

// What the last call had to say.
PRECHECK_EXPORT(said) const char* said() { return output.data(); }
PRECHECK_EXPORT(said_bytes) std::size_t said_bytes() { return output.size(); }

// A policy, which has said its revision; or null, and a JSON array of errors.
PRECHECK_EXPORT(compile) SharedPolicy* compile(std::size_t bytes) {
  precheck::Compilation compilation = precheck::compile(given(bytes));
  input = {};  // a policy's text is large, and no other will be
  if (!compilation.ok()) {
    output = precheck::to_json(compilation.errors());
    return nullptr;
  }
  output = compilation.policy->revision();
  return new SharedPolicy(std::move(compilation.policy));
}

// What a page is told about a policy, as JSON.
PRECHECK_EXPORT(about) void about(const SharedPolicy* policy) { output = (*policy)->about_json(); }

// A verdict, or {"id","error"}.
PRECHECK_EXPORT(check) void check(const SharedPolicy* policy, std::size_t bytes) {
  output.clear();
  (*policy)->check_json(given(bytes), output);
}

PRECHECK_EXPORT(forget) void forget(SharedPolicy* policy) { delete policy; }
