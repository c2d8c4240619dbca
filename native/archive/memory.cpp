#include "archive/memory.h"

namespace precheck {
namespace {

constexpr std::size_t kMostEarlier = 3;

std::string writer_key(const std::string& thread, const std::string& author) {
  return thread + '\n' + author;
}

}  // namespace

void CommentMemory::remember(const std::string& thread, const std::string& id,
                             const std::string& author, const std::string& text) {
  if (id.empty() && author.empty()) return;
  const std::size_t number = first_ + comments_.size();
  Remembered next{id, author.empty() ? std::string() : writer_key(thread, author), text};
  bytes_ += next.bytes();
  if (!id.empty()) by_id_[id] = number;
  if (!author.empty()) {
    std::deque<std::size_t>& own = by_writer_[next.writer];
    own.push_back(number);
    if (own.size() > kMostEarlier) own.pop_front();
  }
  comments_.push_back(std::move(next));
  while (bytes_ > most_bytes_ && !comments_.empty()) forget_oldest();
}

std::string CommentMemory::text_of(const std::string& id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? "" : comments_[found->second - first_].text;
}

std::vector<std::string> CommentMemory::earlier(const std::string& thread,
                                                const std::string& author) const {
  std::vector<std::string> out;
  if (author.empty()) return out;
  const auto found = by_writer_.find(writer_key(thread, author));
  if (found == by_writer_.end()) return out;
  for (auto number = found->second.rbegin(); number != found->second.rend(); ++number) {
    out.push_back(comments_[*number - first_].text);
  }
  return out;
}

void CommentMemory::clear() {
  first_ += comments_.size();
  comments_.clear();
  by_id_.clear();
  by_writer_.clear();
  bytes_ = 0;
}

void CommentMemory::forget_oldest() {
  const Remembered& oldest = comments_.front();
  bytes_ -= oldest.bytes();
  if (const auto id = by_id_.find(oldest.id); id != by_id_.end() && id->second == first_) {
    by_id_.erase(id);
  }
  if (const auto own = by_writer_.find(oldest.writer); own != by_writer_.end()) {
    while (!own->second.empty() && own->second.front() <= first_) own->second.pop_front();
    if (own->second.empty()) by_writer_.erase(own);
  }
  comments_.pop_front();
  ++first_;
}

}  // namespace precheck
