// One check after the other: the texts with their hits, and the rule that is being looked at. Keeps
// its memory from check to check, so that a check allocates nothing once it is warm.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "hits.h"
#include "learned_model.h"
#include "policy.h"
#include "request.h"
#include "text.h"

namespace precheck {

inline constexpr std::size_t kMeasureCount = 12;  // of measure.cpp's table

// A stretch of a document: all of it, or a sentence.
struct Scope {
  std::uint32_t first;  // tokens [first, last)
  std::uint32_t last;
  Interval bytes;
};

// A text ready for rules to look at.
struct Document {
  std::string source;  // where it was put together here
  Text text;
  Hits hits;
  bool is_ready = false;

  Scope whole() const;
  Scope sentence(std::size_t index) const;
};

class Evaluation {
 public:
  explicit Evaluation(const CompiledPolicy& policy) : Evaluation(policy, policy.readings) {}
  Evaluation(const CompiledPolicy& policy, Readings readings);
  Evaluation(const Evaluation&) = delete;
  Evaluation& operator=(const Evaluation&) = delete;

  // `request` must outlive what is asked about it.
  void start(const RequestView& request);

  // A request whose comment nobody will ask about.
  void skip(const RequestView& request) { request_ = &request; }

  const CompiledPolicy& policy() const { return policy_; }
  const RequestView& request() const { return *request_; }
  const Document& comment() const { return comment_; }
  const Document& post();
  const Document& parent();

  // The document that the current tree looks at: the comment, or the post for `posts`.
  const Document& document() const { return *document_; }

  // Whether `node` says yes about `scope`. What it found is added to `marks`.
  bool holds(NodeId node, const Scope& scope, std::vector<Interval>& marks);

  // False where `node` can say yes about nothing in the current document, as far as the hits tell.
  bool may_hold(NodeId node) const;

  // Evaluates a tree of `posts`, once.
  bool post_holds(std::size_t condition);

  void look_through(const Rule& rule);

  // Between two rules: gives back memory that a long comment took.
  void trim() { comment_.hits.trim(); }
  std::uint16_t folds() const { return folds_; }
  std::uint8_t ignored() const { return ignored_; }

  // Adds the hits of a set inside the scope that the rule may see and `keep` says yes to. True
  // when there were any.
  template <typename Keep>
  bool add_hits(SetId set, const Scope& scope, std::vector<Interval>& marks, Keep keep) const {
    const Hits::Range range = document_->hits.of(set);
    if (range.empty()) return false;
    const Hit* hit =
        std::lower_bound(range.begin(), range.end(), scope.first,
                         [](const Hit& each, std::uint32_t first) { return each.first < first; });
    bool any = false;
    for (; hit != range.end() && hit->first < scope.last; ++hit) {
      const bool seen =
          hit->last <= scope.last && (hit->folds & ~folds_) == 0 && (hit->parts & ignored_) == 0;
      if (!seen || !keep(*hit)) continue;
      marks.push_back({hit->begin, hit->end});
      any = true;
    }
    return any;
  }
  bool add_hits(SetId set, const Scope& scope, std::vector<Interval>& marks) const {
    return add_hits(set, scope, marks, [](const Hit&) { return true; });
  }

  // What can be counted in one walk over the comment's words, without those that the rule ignores.
  struct Counts {
    bool is_ready = false;
    std::uint32_t words = 0;
    std::uint32_t letters = 0;  // a Han character is one
    std::uint32_t capitals = 0;
  };
  const Counts& counts();

  // A figure of `measure` for the whole comment, where it was taken already.
  std::optional<double> known_figure(std::size_t measure) const {
    const Figures& figures = figures_[parts_left_out()];
    if ((figures.known >> measure & 1) == 0) return std::nullopt;
    return figures.values[measure];
  }
  void keep_figure(std::size_t measure, double value) {
    Figures& figures = figures_[parts_left_out()];
    figures.known |= std::uint32_t{1} << measure;
    figures.values[measure] = value;
  }

  // What the model with this number says of the current document; worked out once.
  std::optional<std::int64_t> learned_score(std::uint32_t model, const Scope& scope);

  // At least as many as there are "!" and "?" in the comment, of any width.
  std::size_t most_marks();

  // What a matcher says is true of the scope as a whole. It is marked from its first word to its
  // last where nothing else of the rule marks anything.
  void note_whole(const Scope& scope) { whole_ = scope; }
  void mark_noted(std::vector<Interval>& marks) const;

  // The comment's text with what the rule ignores blanked out, of the same length.
  std::string_view visible();

  // All matches of a pattern in visible().
  const std::vector<Interval>& pattern_matches(std::uint32_t pattern);

 private:
  // The comment without some of its parts; made when it is first asked for.
  struct Visible {
    bool is_ready = false;
    bool is_filtered = false;
    bool is_whole = false;  // nothing had to be blanked out
    std::string text;
    std::vector<bool> may_match;  // by pattern
    std::vector<bool> is_matched;
    std::vector<std::vector<Interval>> matches;
  };
  struct Figures {
    std::uint32_t known = 0;  // bits
    double values[kMeasureCount];
  };
  struct Score {
    bool is_known = false;
    std::optional<std::int64_t> value;
  };
  struct Features {
    const Document* document = nullptr;  // none: not found yet
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    LearnedPlaces places;       // for all models
    std::vector<Score> scores;  // by model
  };
  enum class Answer : std::uint8_t { unknown, no, yes };

  void prepare(Document& document, std::string_view source,
               const std::vector<std::string_view>* post_terms);
  const std::string& compose_post();
  const std::vector<std::string_view>* post_terms();
  Visible& current_visible();
  Features& features_of(const Scope& scope);
  std::uint8_t parts_left_out() const;
  std::string_view text_of(const Visible& visible) const;

  const CompiledPolicy& policy_;
  const Readings readings_;
  const RequestView* request_ = nullptr;
  Document comment_;
  Document post_;
  Document parent_;
  std::string composed_;
  std::vector<std::string_view> post_terms_;
  const Document* document_ = nullptr;
  std::uint16_t folds_ = kFoldAll;
  std::uint8_t ignored_ = 0;
  std::optional<Scope> whole_;
  Visible visible_[kPartAll + 1];  // by what is ignored
  PatternFilter::Scratch literals_;
  Counts counts_[kPartAll + 1];
  Figures figures_[kPartAll + 1];
  Features features_[kPartAll + 1];  // by what is ignored
  std::uint32_t learned_bits_ = 0;   // of the largest model
  std::vector<std::uint64_t> seen_;  // scratch of learned_score()
  std::optional<std::size_t> most_marks_;
  std::vector<Answer> post_holds_;
  std::vector<Interval> unused_;
};

}  // namespace precheck
