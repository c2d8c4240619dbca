#include "evaluation.h"

#include <algorithm>

#include "matchers/matcher.h"
#include "sort.h"

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

Evaluation::Evaluation(const CompiledPolicy& policy, Readings readings)
    : policy_(policy), readings_(readings), post_holds_(policy.posts.size()) {
  for (const LearnedModel& model : policy.models) {
    learned_bits_ = std::max(learned_bits_, model.bits);
  }
}

void Evaluation::start(const RequestView& request) {
  request_ = &request;
  const bool same_post = post_.is_ready && compose_post() == post_.source;
  post_.is_ready = same_post;
  parent_.is_ready = false;
  for (Visible& visible : visible_) visible.is_ready = false;
  for (Counts& counts : counts_) counts.is_ready = false;
  for (Figures& figures : figures_) figures.known = 0;
  for (Features& features : features_) features.document = nullptr;
  most_marks_.reset();
  std::fill(post_holds_.begin(), post_holds_.end(), Answer::unknown);
  prepare(comment_, request.comment, policy_.matcher.uses_post_terms() ? post_terms() : nullptr);
  document_ = &comment_;
}

void Evaluation::prepare(Document& document, std::string_view source,
                         const std::vector<std::string_view>* post_terms) {
  normalise(source, policy_.matcher.vocabulary(), readings_, document.text);
  document.hits.reset(policy_.matcher, document.text, post_terms);
  policy_.matcher.scan(document.text, document.hits);
  document.is_ready = true;
}

const std::string& Evaluation::compose_post() {
  composed_ = request_->post.title;
  composed_ += "\n\n";
  for (const std::string_view tag : request_->post.tags) {
    composed_ += tag;
    composed_ += "\n\n";
  }
  composed_ += request_->post.text;
  return composed_;
}

// Many comments in a row answer one post, which is read once.
const Document& Evaluation::post() {
  if (!post_.is_ready) {
    post_.source = compose_post();
    prepare(post_, post_.source, nullptr);
  }
  return post_;
}

const Document& Evaluation::parent() {
  if (!parent_.is_ready) prepare(parent_, request_->parent, nullptr);
  return parent_;
}

const std::vector<std::string_view>* Evaluation::post_terms() {
  post_terms_.clear();
  const Text& text = post().text;
  for (const Token& token : text.tokens) {
    const bool is_term = token.kind == CharClass::letter && token.letters > 2;
    if (is_term && !token.is_common) post_terms_.push_back(text.word(token));
  }
  sort_in_place(post_terms_.begin(), post_terms_.end());
  post_terms_.erase(std::unique(post_terms_.begin(), post_terms_.end()), post_terms_.end());
  return &post_terms_;
}

bool Evaluation::holds(NodeId node, const Scope& scope, std::vector<Interval>& marks) {
  const Node& matcher = policy_.nodes[node];
  return behaviour_of(matcher.kind).holds(matcher, *this, scope, marks);
}

bool Evaluation::may_hold(NodeId node) const {
  const Node& matcher = policy_.nodes[node];
  const auto ask = behaviour_of(matcher.kind).may_hold;
  return ask == nullptr || ask(matcher, *this);
}

bool Evaluation::post_holds(std::size_t condition) {
  Answer& known = post_holds_[condition];
  if (known == Answer::unknown) {
    const std::uint16_t folds = folds_;
    const std::uint8_t ignored = ignored_;
    folds_ = kFoldAll;
    ignored_ = 0;
    document_ = &post();
    unused_.clear();
    const bool holds_now = holds(policy_.posts[condition].node, document_->whole(), unused_);
    known = holds_now ? Answer::yes : Answer::no;
    document_ = &comment_;
    folds_ = folds;
    ignored_ = ignored;
  }
  return known == Answer::yes;
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

// Most comments have no parts, so that all rules see the same.
std::uint8_t Evaluation::parts_left_out() const {
  return comment_.text.parts.empty() ? std::uint8_t{0} : ignored_;
}

const Evaluation::Counts& Evaluation::counts() {
  Counts& counts = counts_[parts_left_out()];
  if (counts.is_ready) return counts;
  counts = {true, 0, 0, 0};
  for (const Token& token : comment_.text.tokens) {
    if (token.parts & ignored_) continue;
    counts.words += token.kind != CharClass::emoji;
    counts.letters += token.kind == CharClass::han ? 1 : token.letters;
    counts.capitals += token.capitals;
  }
  return counts;
}

Evaluation::Features& Evaluation::features_of(const Scope& scope) {
  const std::uint8_t ignored = document_->text.parts.empty() ? std::uint8_t{0} : ignored_;
  Features& known = features_[ignored];
  if (known.document == document_ && known.first == scope.first && known.last == scope.last) {
    return known;
  }
  known.document = document_;
  known.first = scope.first;
  known.last = scope.last;
  known.places.bits = learned_bits_;
  find_places({document_->text, scope.first, scope.last, ignored}, known.places);
  known.scores.assign(policy_.models.size(), Score{});
  return known;
}

std::optional<std::int64_t> Evaluation::learned_score(std::uint32_t model, const Scope& scope) {
  Features& known = features_of(scope);
  Score& score = known.scores[model];
  if (!score.is_known) {
    score = {true, precheck::learned_score(policy_.models[model], known.places, seen_)};
  }
  return score.value;
}

std::size_t Evaluation::most_marks() {
  if (!most_marks_) {
    std::size_t count = 0;
    // The wide ones begin with 0xEF.
    for (const char byte : request_->comment) count += byte == '!' || byte == '?' || byte == '\xEF';
    most_marks_ = count;
  }
  return *most_marks_;
}

Evaluation::Visible& Evaluation::current_visible() {
  Visible& visible = visible_[parts_left_out()];
  if (visible.is_ready) return visible;
  visible.is_ready = true;
  visible.is_whole = true;
  visible.is_filtered = false;
  visible.is_matched.assign(policy_.patterns.size(), false);
  visible.matches.resize(policy_.patterns.size());
  for (const PartInterval& part : comment_.text.parts) {
    if (!(part.part & ignored_)) continue;
    if (visible.is_whole) visible.text = request_->comment;
    visible.is_whole = false;
    // A control character: neither a word nor white space to any expression.
    std::fill(visible.text.begin() + static_cast<std::ptrdiff_t>(part.begin),
              visible.text.begin() + static_cast<std::ptrdiff_t>(part.end), '\x1F');
  }
  return visible;
}

std::string_view Evaluation::text_of(const Visible& visible) const {
  return visible.is_whole ? request_->comment : std::string_view(visible.text);
}

std::string_view Evaluation::visible() { return text_of(current_visible()); }

const std::vector<Interval>& Evaluation::pattern_matches(std::uint32_t pattern) {
  Visible& visible = current_visible();
  if (!visible.is_filtered) {
    visible.is_filtered = true;
    policy_.pattern_filter.look(text_of(visible), literals_, visible.may_match);
  }
  if (!visible.is_matched[pattern]) {
    visible.is_matched[pattern] = true;
    visible.matches[pattern].clear();
    if (visible.may_match[pattern]) {
      policy_.patterns[pattern].find_all(text_of(visible), visible.matches[pattern]);
    }
  }
  return visible.matches[pattern];
}

}  // namespace precheck
