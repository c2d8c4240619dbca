#include "service/entity_tag.h"

#include <cstdint>
#include <cstdio>

#include "service/http.h"

namespace precheck::service {
namespace {

// FNV-1a with 64 bits.
std::uint64_t checksum(std::string_view content) {
  std::uint64_t sum = 0xcbf29ce484222325;
  for (const char byte : content) {
    sum ^= static_cast<unsigned char>(byte);
    sum *= 0x100000001b3;
  }
  return sum;
}

}  // namespace

std::string entity_tag(std::string_view content) {
  char tag[48];
  std::snprintf(tag, sizeof tag, "\"%016llx-%zx\"",
                static_cast<unsigned long long>(checksum(content)), content.size());
  return tag;
}

bool names_tag(std::string_view if_none_match, std::string_view tag) {
  // Our tags hold no comma, so a list may be cut at every one.
  while (!if_none_match.empty()) {
    const std::size_t comma = if_none_match.find(',');
    std::string_view each = trimmed(if_none_match.substr(0, comma));
    // A proxy that compresses makes a strong tag weak; for a GET that is the same.
    if (each.substr(0, 2) == "W/") each.remove_prefix(2);
    if (each == tag || each == "*") return true;
    if_none_match =
        comma == std::string_view::npos ? std::string_view() : if_none_match.substr(comma + 1);
  }
  return false;
}

}  // namespace precheck::service
