// What a widget needs to know of a policy besides its verdicts.
#pragma once

#include <string>

#include "policy.h"

namespace precheck {

// {"revision","languages":[...],"most_strikes": those at which the ladder ends, 0 without one,
// "examples":{rule id: a comment that it lets pass}}
std::string about_json(const CompiledPolicy& policy);

}  // namespace precheck
