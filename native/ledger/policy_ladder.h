// The ladder of a policy, as the ledger reads it.
#pragma once

#include <optional>
#include <precheck/precheck.hpp>

#include "ledger/ladder.h"

namespace precheck::ledger {

// Nothing: the policy has none.
std::optional<Ladder> ladder_of(const Policy& policy);

}  // namespace precheck::ledger
