// HMAC-SHA-256 (RFC 2104), and a comparison that tells nothing by its time. On the SHA-256 of the
// core: a crypto library would be loaded by every `precheck check`.
#pragma once

#include <string>
#include <string_view>

#include "../core/src/sha256.h"

namespace precheck {

std::string hmac_sha256(std::string_view key, std::string_view message);      // 32 bytes
std::string hmac_sha256_hex(std::string_view key, std::string_view message);  // 64 digits, a to f

// Takes as long whatever the bytes are. Only whether the lengths differ may show.
bool equal_in_constant_time(std::string_view left, std::string_view right);

}  // namespace precheck
