#include "evaluation.h"

#include <algorithm>

#include "matchers/matcher.h"

namespace precheck {

Scope Document::whole() const {
  return {0, static_cast<std::uint32_t>(text.tokens.size()), {0, text.source.size()}};
}

Scope Document::sentence(std::size_t index) const {
  const Sentence& sentence = text.sentences[index];
  // Up to the next sentence's first word, so that its stop belongs to it.
  const std::size_t begin = index == 0 ? 0 : text.tokens[sentence.first].begin;
  const bool is_last = index + 1 == text.sentences.size();
  const std::size_t end = is_last ? text.source.size() : text.tokens[sentence.last].begin;
  return {sentence.first, sentence.last, {begin, end}};
}

Evaluation::Evaluation(const CompiledPolicy& policy, const Request& request)
    : policy_(policy), request_(request), post_holds_(policy.posts.size()) {
  if (policy.matcher.uses_post_terms()) {
    const std::vector<std::string> terms = post_terms();
    comment_ = make_document(request.comment, &terms);
  } else {
    comment_ = make_document(request.comment, nullptr);
  }
  document_ = &comment_;
}

Document Evaluation::make_document(std::string_view source,
                                   const std::vector<std::string>* post_terms) {
  Document document;
  document.text = normalise(source, policy_.matcher);
  document.hits = policy_.matcher.scan(document.text, post_terms);
  return document;
}

const Document& Evaluation::post() {
  if (!post_) {
    std::string composed = request_.post.title + "\n\n";
    for (const std::string& tag : request_.post.tags) composed += tag + "\n\n";
    composed += request_.post.text;
    post_.emplace();
    post_->composed = std::move(composed);  // now at its final place, so views into it stay
    post_->text = normalise(post_->composed, policy_.matcher);
    post_->hits = policy_.matcher.scan(post_->text, nullptr);
  }
  return *post_;
}

const Document& Evaluation::parent() {
  if (!parent_) parent_ = make_document(request_.parent, nullptr);
  return *parent_;
}

std::vector<std::string> Evaluation::post_terms() {
  std::vector<std::string> terms;
  const Text& text = post().text;
  for (const Token& token : text.tokens) {
    const std::string_view word = text.word(token);
    const bool is_term = token.kind == CharClass::letter && token.letters > 2;
    if (is_term && !is_common_word(word)) terms.emplace_back(word);
  }
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

bool Evaluation::holds(NodeId node, const Scope& scope, std::vector<Interval>& marks) {
  const Node& matcher = policy_.nodes[node];
  return matcher_table()[matcher.matcher].holds(matcher, *this, scope, marks);
}

bool Evaluation::post_holds(std::size_t condition) {
  std::optional<bool>& known = post_holds_[condition];
  if (!known) {
    const std::uint16_t folds = folds_;
    const std::uint8_t ignored = ignored_;
    folds_ = kFoldAll;
    ignored_ = 0;
    document_ = &post();
    std::vector<Interval> unused;
    known = holds(policy_.posts[condition].node, document_->whole(), unused);
    document_ = &comment_;
    folds_ = folds;
    ignored_ = ignored;
  }
  return *known;
}

void Evaluation::look_through(const Rule& rule) {
  folds_ = rule.folds;
  ignored_ = rule.ignored;
  whole_.reset();
}

void Evaluation::mark_noted(std::vector<Interval>& marks) const {
  if (!whole_ || !marks.empty() || whole_->first >= whole_->last) return;
  const std::vector<Token>& tokens = comment_.text.tokens;
  marks.push_back({tokens[whole_->first].begin, tokens[whole_->last - 1].end});
}

Evaluation::Visible& Evaluation::current_visible() {
  std::optional<Visible>& visible = visible_[ignored_];
  if (!visible) {
    visible.emplace();
    visible->text = request_.comment;
    for (const PartInterval& part : comment_.text.parts) {
      if (!(part.part & ignored_)) continue;
      // A control character: neither a word nor white space to any expression.
      std::fill(visible->text.begin() + static_cast<std::ptrdiff_t>(part.bytes.begin),
                visible->text.begin() + static_cast<std::ptrdiff_t>(part.bytes.end), '\x1F');
    }
    visible->matches.resize(policy_.patterns.size());
  }
  return *visible;
}

const std::string& Evaluation::visible() { return current_visible().text; }

const std::vector<Interval>& Evaluation::pattern_matches(std::uint32_t pattern) {
  Visible& visible = current_visible();
  std::optional<std::vector<Interval>>& matches = visible.matches[pattern];
  if (!matches) matches = policy_.patterns[pattern].find_all(visible.text);
  return *matches;
}

}  // namespace precheck
