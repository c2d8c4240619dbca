// Compiled policies: what compile() makes of a policy's JSON, as bytes that load in a moment. They
// carry the revision of the JSON they were made from.
//
//   4 bytes   0x93 "PCP"
//   1 byte    the version of this format; no other is read
//   1 byte    1 where the policy has patterns, which only the full browser module can read
//   4 bytes   the length of the rest after the hash, the lowest byte first
//   32 bytes  SHA-256 of that rest
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "policy.h"

namespace precheck {

struct LoadedPolicy {
  std::unique_ptr<CompiledPolicy> policy;  // null where the bytes are no compiled policy
  std::string_view code = "bad_compiled_policy";
  std::string_view problem;  // one clause that says why not
};

bool is_compiled_policy(std::string_view bytes);

// Reads every length and every number against its bounds; hostile bytes are refused.
LoadedPolicy load_compiled_policy(std::string_view bytes);

// The same for hosts.
Compilation load_compilation(std::string_view bytes);

std::string write_compiled_policy(const CompiledPolicy& policy);

// The header for a rest; for write_compiled_policy() and for tests that make broken ones.
std::string seal_compiled_policy(std::string_view rest, bool has_patterns);

}  // namespace precheck
