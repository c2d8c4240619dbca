// Reads requests, from hosts and from a policy's examples.
#pragma once

#include <precheck/precheck.hpp>

#include "json_reader.h"

namespace precheck {

// Adds errors for what is of the wrong type; keys that are not known are left alone, so that a
// newer host can talk to an older core.
Request read_request(JsonReader& reader, const JsonValue& object);

}  // namespace precheck
