// What a reader remembers of the comments before: the texts that are replied to, and what the same
// author wrote in the same thread. Bounded; the oldest is forgotten first.
#pragma once

#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

namespace precheck {

class CommentMemory {
 public:
  explicit CommentMemory(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  // `id` and `author` may be empty: then nobody can ask for it.
  void remember(const std::string& thread, const std::string& id, const std::string& author,
                const std::string& text);

  // The text of a comment; empty when it is not known (any more).
  std::string text_of(const std::string& id) const;

  // The latest comments of an author in a thread, newest first, at most three.
  std::vector<std::string> earlier(const std::string& thread, const std::string& author) const;

  void clear();

 private:
  struct Remembered {
    std::string id;
    std::string writer;  // thread and author
    std::string text;
    std::size_t bytes() const { return id.size() + writer.size() + text.size() + 256; }
  };
  void forget_oldest();

  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::size_t first_ = 0;  // the number of the oldest
  std::deque<Remembered> comments_;
  std::unordered_map<std::string, std::size_t> by_id_;                  // -> number
  std::unordered_map<std::string, std::deque<std::size_t>> by_writer_;  // -> numbers, oldest first
};

}  // namespace precheck
