// Coral's external moderation: Coral asks about each comment before it is stored, and signs what it
// sends.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <precheck/precheck.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "service/route.h"

namespace precheck::service {

class Coral {
 public:
  // A file of signing secrets, one a line; a signature by any of them is good, so that they can be
  // changed in turn. Answers why it could not be used, and keeps what was there; empty when it
  // could.
  std::string load_secrets(const std::string& path);
  std::string read_secrets(std::string_view text);

  // {"https://blog.example/story": {"title": "...", "tags": [...]}, ...}: what Coral does not tell
  // about a story.
  std::string load_posts(const std::string& path);
  std::string read_posts(std::string_view json);

  // Thread-safe.
  HttpResponse answer(const Call& call) const;

 private:
  using Posts = std::map<std::string, Post, std::less<>>;
  using Secrets = std::vector<std::string>;

  bool is_signed(std::string_view signatures, std::string_view body) const;
  Post post_of(const std::string& story_id, std::string_view url) const;

  mutable std::mutex mutex_;  // held for the copy of a pointer only
  std::shared_ptr<const Secrets> secrets_ = std::make_shared<Secrets>();
  std::shared_ptr<const Posts> posts_ = std::make_shared<Posts>();
};

}  // namespace precheck::service
