// SHA-256 (FIPS 180-4), for the revision of a policy.
#pragma once

#include <string>
#include <string_view>

namespace precheck {

// 32 bytes.
std::string sha256_bytes(std::string_view bytes);

// 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

}  // namespace precheck
