// How RE2 reads the expressions of a policy.
#pragma once

#include <re2/re2.h>

namespace precheck {

RE2::Options pattern_options(bool fold_case);

}  // namespace precheck
