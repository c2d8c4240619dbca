// Verdicts -> JSON, straight from what a check found.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "policy.h"

namespace precheck {

// The verdict at the end of `out`. `next` is JSON; empty without a ladder.
void append_json(const CompiledPolicy& policy, const Judgement& judgement,
                 std::optional<std::string_view> id, std::string_view next, std::string& out);

// What append_json() copies: everything that no comment changes.
CompiledPolicy::Written write_constants(const CompiledPolicy& policy);

}  // namespace precheck
