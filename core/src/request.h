// Reads requests, from hosts and from a policy's examples.
#pragma once

#include <cstdint>
#include <optional>
#include <precheck/precheck.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "json_reader.h"

namespace precheck {

// A request whose texts stand elsewhere. Keeps its memory from one to the next.
struct RequestView {
  struct PostView {
    std::string_view title;
    std::string_view text;
    std::vector<std::string_view> tags;
    std::vector<std::string_view> invites;
  };
  struct AuthorView {
    std::int64_t strikes = 0;
    bool trusted = false;
  };

  std::optional<std::string_view> id;
  std::string_view comment;
  std::string_view language;
  PostView post;
  std::string_view parent;
  AuthorView author;
  std::vector<std::string_view> earlier;

  void clear();
};

// `request` must outlive the view.
void view(const Request& request, RequestView& out);

// Adds errors for what is of the wrong type; keys that are not known are left alone, so that a
// newer host can talk to an older core.
Request read_request(JsonReader& reader, const JsonValue& object);

}  // namespace precheck
