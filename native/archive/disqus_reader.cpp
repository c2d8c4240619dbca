// Disqus exports: <thread> elements first, then a <post> for each comment, which names its thread
// and the comment it replies to.
#include <unordered_map>
#include <utility>

#include "archive/html_text.h"
#include "archive/memory.h"
#include "archive/xml_reader.h"

namespace precheck {
namespace {

constexpr std::size_t kMemoryBytes = 16u << 20;
constexpr std::size_t kMostThreadBytes = 32u << 20;  // titles and ids; later threads have no title

class DisqusReader : public XmlReader {
 public:
  explicit DisqusReader(ReaderInput input) : XmlReader(std::move(input)), memory_(kMemoryBytes) {}

  std::string_view format() const override { return "disqus"; }

 protected:
  void start(std::string_view name, const XmlAttributes& attributes) override {
    const auto id = attributes.find("dsq:id");
    const std::string given = id == attributes.end() ? std::string() : id->second;
    if (name == "post") {
      comment_ = Comment{};
      comment_.id = given;
      comment_.line = line();
    } else if (name == "thread" && parent_name() == "post") {
      comment_.thread = given;
    } else if (name == "parent" && parent_name() == "post") {
      comment_.parent = given;
    } else if (name == "thread") {
      thread_ = given;
    }
  }

  void end(std::string_view name, std::string& text) override {
    const std::string_view parent = parent_name();
    if (name == "title" && parent == "thread") {
      add_thread(html_to_text(text));
    } else if (name == "post" && parent == "disqus") {
      give_comment();
    } else if (parent == "post") {
      if (name == "message") comment_.message = text;
      if (name == "createdAt") comment_.date = text;
      if (name == "isDeleted") comment_.is_deleted = text == "true";
      if (name == "isSpam") comment_.is_spam = text == "true";
    } else if (parent == "author" && (name == "username" || name == "name")) {
      // A username is unique, a name is not.
      if (name == "username" || comment_.author.empty()) comment_.author = std::move(text);
    }
  }

 private:
  struct Comment {
    std::string id;
    std::string thread;
    std::string parent;
    std::string author;
    std::string date;
    std::string message;
    bool is_deleted = false;
    bool is_spam = false;
    std::size_t line = 0;
  };

  void add_thread(std::string title) {
    thread_bytes_ += thread_.size() + title.size() + 256;
    if (thread_bytes_ > kMostThreadBytes) return;
    Post post;
    post.id = thread_;
    post.title = std::move(title);
    threads_[thread_] = std::make_shared<const Post>(std::move(post));
  }

  void give_comment() {
    ArchivedComment out;
    out.line = comment_.line;
    const auto thread = threads_.find(comment_.thread);
    if (thread != threads_.end()) out.post = thread->second;
    out.month = month_of(comment_.date);
    out.moderation = comment_.is_spam      ? Moderation::spam
                     : comment_.is_deleted ? Moderation::deleted
                                           : Moderation::approved;
    out.request.id = comment_.id;
    if (comment_.message.size() > kMaxRequestBytes) {
      out.problem.emplace();
      out.problem->code = "too_large";
      out.problem->message = "a comment has at most " + std::to_string(kMaxRequestBytes) + " bytes";
      give(std::move(out));
      return;
    }
    out.request.comment = html_to_text(comment_.message);
    out.request.author.id = comment_.author;
    out.request.parent = memory_.text_of(comment_.parent);
    out.request.earlier = memory_.earlier(comment_.thread, comment_.author);
    memory_.remember(comment_.thread, comment_.id, comment_.author, out.request.comment);
    give(std::move(out));
  }

  CommentMemory memory_;
  std::unordered_map<std::string, std::shared_ptr<const Post>> threads_;
  std::size_t thread_bytes_ = 0;
  std::string thread_;
  Comment comment_;
};

}  // namespace

std::unique_ptr<ArchiveReader> make_disqus_reader(ReaderInput input) {
  return std::make_unique<DisqusReader>(std::move(input));
}

}  // namespace precheck
