// WordPress exports (WXR 1.0 to 1.2): an <item> for each post, with its comments inside it.
#include <utility>

#include "archive/html_text.h"
#include "archive/memory.h"
#include "archive/xml_reader.h"

namespace precheck {
namespace {

constexpr std::size_t kMemoryBytes = 16u << 20;  // of the comments under one post
constexpr std::size_t kMostPostBytes = 256 * 1024;

class WxrReader : public XmlReader {
 public:
  explicit WxrReader(ReaderInput input) : XmlReader(std::move(input)), memory_(kMemoryBytes) {}

  std::string_view format() const override { return "wxr"; }
  std::size_t skipped() const override { return skipped_; }

 protected:
  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "item") {
      draft_ = Post{};
      post_ = nullptr;
      memory_.clear();
    } else if (name == "wp:comment") {
      comment_ = Comment{};
      comment_.line = line();
      if (!post_) post_ = std::make_shared<const Post>(std::move(draft_));
    } else if (name == "category" && parent_name() == "item") {
      const auto domain = attributes.find("domain");
      is_tag_ = domain != attributes.end() &&
                (domain->second == "post_tag" || domain->second == "category");
    }
  }

  void end(std::string_view name, std::string& text) override {
    if (parent_name() == "item") {
      end_of_item(name, text);
    } else if (parent_name() == "wp:comment") {
      end_of_comment(name, text);
    }
  }

 private:
  struct Comment {
    std::string id;
    std::string author;
    std::string email;
    std::string date;
    std::string content;
    std::string approved;
    std::string type;
    std::string parent;
    std::size_t line = 0;
  };

  void end_of_item(std::string_view name, std::string& text) {
    if (name == "title") {
      draft_.title = html_to_text(text);
    } else if (name == "wp:post_id") {
      draft_.id = std::move(text);
    } else if (name == "content:encoded") {
      if (text.size() > kMostPostBytes) text.resize(kMostPostBytes);
      draft_.text = html_to_text(text);
    } else if (name == "category") {
      if (std::exchange(is_tag_, false)) draft_.tags.push_back(html_to_text(text));
    } else if (name == "wp:comment") {
      give_comment();
    }
  }

  void end_of_comment(std::string_view name, std::string& text) {
    const std::pair<std::string_view, std::string*> parts[] = {
        {"wp:comment_id", &comment_.id},
        {"wp:comment_author", &comment_.author},
        {"wp:comment_author_email", &comment_.email},
        {"wp:comment_date", &comment_.date},
        {"wp:comment_content", &comment_.content},
        {"wp:comment_approved", &comment_.approved},
        {"wp:comment_type", &comment_.type},
        {"wp:comment_parent", &comment_.parent}};
    for (const auto& [part, place] : parts) {
      if (part == name) *place = text;
    }
  }

  void give_comment() {
    if (!comment_.type.empty() && comment_.type != "comment") {
      ++skipped_;  // a pingback or a trackback: nobody wrote it here
      return;
    }
    ArchivedComment out;
    out.line = comment_.line;
    out.post = post_;
    out.month = month_of(comment_.date);
    out.moderation = read_moderation(comment_.approved);
    out.request.id = comment_.id;
    if (comment_.content.size() > kMaxRequestBytes) {
      out.problem.emplace();
      out.problem->code = "too_large";
      out.problem->message = "a comment has at most " + std::to_string(kMaxRequestBytes) + " bytes";
      give(std::move(out));
      return;
    }
    out.request.comment = html_to_text(comment_.content);
    const std::string& author = comment_.email.empty() ? comment_.author : comment_.email;
    out.request.author.id = author;
    out.request.parent = memory_.text_of(comment_.parent);
    out.request.earlier = memory_.earlier({}, author);
    memory_.remember({}, comment_.id, author, out.request.comment);
    give(std::move(out));
  }

  CommentMemory memory_;
  Post draft_;
  std::shared_ptr<const Post> post_;
  Comment comment_;
  bool is_tag_ = false;
  std::size_t skipped_ = 0;
};

}  // namespace

std::unique_ptr<ArchiveReader> make_wxr_reader(ReaderInput input) {
  return std::make_unique<WxrReader>(std::move(input));
}

}  // namespace precheck
