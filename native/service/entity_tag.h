// Entity tags: what lets a browser keep what it has.
#pragma once

#include <string>
#include <string_view>

namespace precheck::service {

// A strong tag: other bytes, another tag. A checksum against chance, not against malice: whoever
// makes the content is trusted.
std::string entity_tag(std::string_view content);

// Whether the value of an If-None-Match header names `tag`.
bool names_tag(std::string_view if_none_match, std::string_view tag);

}  // namespace precheck::service
