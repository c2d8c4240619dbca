#include "cli/try_run.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <unordered_map>

#include "cli/ordered_pipeline.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/try_state.h"
#include "files.h"

namespace precheck::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kBatchComments = 512;
constexpr std::size_t kBatchBytes = 512 * 1024;
constexpr std::size_t kMostStateBytes = 256u << 20;
constexpr std::chrono::seconds kBetweenSaves{2};
constexpr int kWorkPerSave = 20;  // saving takes at most this part of the time

std::atomic<bool> signalled = false;
static_assert(std::atomic<bool>::is_always_lock_free);

// While one of these lives, Ctrl-C and a kind kill end the run at the next batch.
class SignalWatch {
 public:
  explicit SignalWatch(bool wanted) : wanted_(wanted) {
    if (!wanted_) return;
    signalled = false;
    for (std::size_t i = 0; i < 2; ++i) {
      before_[i] = std::signal(kSignals[i], [](int) { signalled = true; });
    }
  }
  ~SignalWatch() {
    for (std::size_t i = 0; wanted_ && i < 2; ++i) std::signal(kSignals[i], before_[i]);
  }
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

  bool asks_to_stop() const { return wanted_ && signalled; }

 private:
  static constexpr int kSignals[2] = {SIGINT, SIGTERM};
  bool wanted_;
  void (*before_[2])(int) = {};
};

struct Batch {
  std::vector<ArchivedComment> comments;
  std::size_t bytes_read = 0;  // of the archive, up to this batch
  std::uint64_t fingerprint = 0;
  std::vector<Judgement> judgements;
  std::vector<Judgement> before;  // by the other policy
};

// Rule ids -> their places, for one policy.
class Judge {
 public:
  Judge(const Policy& policy, const std::vector<EvalRule>& rules) : policy_(policy) {
    for (std::size_t i = 0; i < rules.size(); ++i) places_.emplace(rules[i].id, i);
  }

  Judgement judge(const Request& request) const {
    const Verdict verdict = policy_.check(request);
    Judgement judgement;
    judgement.action = verdict.action;
    judgement.speakers.reserve(verdict.findings.size());
    for (const Finding& finding : verdict.findings) {
      Judgement::Speaker speaker;
      speaker.rule = places_.at(finding.rule);
      for (const Span& span : finding.spans) speaker.marks.push_back(span.bytes);
      judgement.speakers.push_back(std::move(speaker));
    }
    return judgement;
  }

 private:
  const Policy& policy_;
  std::unordered_map<std::string, std::size_t> places_;
};

class Run {
 public:
  Run(const TryPlan& plan, const TryInput& input, TryRun& result)
      : plan_(plan), input_(input), result_(result), judge_(*plan.policy, plan.rules) {
    if (plan.against) judge_before_.emplace(*plan.against, plan.rules_against);
  }

  void run() {
    OpenedArchive opened = open_archive(input_.path, input_.options);
    if (!opened.reader) {
      result_.problem = std::move(opened.error);
      return;
    }
    reader_ = std::move(opened.reader);
    result_.format = reader_->format();
    if (!skip_what_is_done()) return;
    const SignalWatch signals(!input_.state_path.empty());
    judge_the_rest(signals);
    result_.skipped = reader_->skipped();
    result_.mended = reader_->mended();
    if (!result_.stopped && !has_problem()) result_.problem = reader_->problem();
    const bool is_unfinished = result_.stopped || result_.limited || has_problem();
    if (!input_.state_path.empty() && is_unfinished) save();
  }

 private:
  bool has_problem() const { return !result_.problem.code.empty(); }

  // Reads on to where the state was saved. False when it is not the same archive.
  bool skip_what_is_done() {
    const std::size_t done = result_.tally.done();
    const std::uint64_t wanted = result_.tally.fingerprint;
    fingerprint_ = 0;
    if (done == 0) return true;
    Progress progress(reader_->size());
    std::size_t passed = 0;
    while (passed < done) {
      if (next_ == pending_.size()) {
        pending_.clear();
        next_ = 0;
        if (!reader_->read(pending_)) break;
        progress.update(reader_->bytes_read(), passed);
      }
      for (; next_ < pending_.size() && passed < done; ++next_, ++passed) {
        fingerprint_ = next_fingerprint(fingerprint_, pending_[next_]);
      }
    }
    if (passed == done && fingerprint_ == wanted) return true;
    result_.problem.code = "other_archive";
    result_.problem.message = "the state " + input_.state_path +
                              " was made from another archive; delete it to begin anew";
    return false;
  }

  // The next comments; empty at the end.
  Batch next_batch() {
    Batch batch;
    std::size_t bytes = 0;
    while (batch.comments.size() < kBatchComments && bytes < kBatchBytes) {
      if (input_.limit > 0 && read_ >= input_.limit) {
        result_.limited = true;
        break;
      }
      if (next_ == pending_.size()) {
        pending_.clear();
        next_ = 0;
        if (!reader_->read(pending_)) break;
      }
      ArchivedComment& comment = pending_[next_++];
      fingerprint_ = next_fingerprint(fingerprint_, comment);
      bytes += comment.raw.size() + comment.request.comment.size() + comment.request.parent.size();
      batch.comments.push_back(std::move(comment));
      ++read_;
    }
    batch.bytes_read = reader_->bytes_read();
    batch.fingerprint = fingerprint_;
    return batch;
  }

  void judge_the_rest(const SignalWatch& signals) {
    read_ = result_.tally.done();
    Progress progress(reader_->size());
    const auto work = [this](Batch& batch) { judge(batch); };
    const auto take = [this, &progress](Batch& batch, bool) {
      take_in(batch);
      progress.update(batch.bytes_read, result_.tally.done());
    };
    OrderedPipeline<Batch, decltype(work), decltype(take)> pipeline(plan_.threads, work, take);
    while (true) {
      if (signals.asks_to_stop()) {
        result_.stopped = true;
        break;
      }
      Batch batch = next_batch();
      if (batch.comments.empty()) break;
      pipeline.add(std::move(batch));
    }
    pipeline.finish();
  }

  // On any thread.
  void judge(Batch& batch) const {
    batch.judgements.resize(batch.comments.size());
    if (judge_before_) batch.before.resize(batch.comments.size());
    // A post may be long, and many comments stand under it: it is copied only when it changes.
    Post post;
    const Post* copied = nullptr;
    for (std::size_t i = 0; i < batch.comments.size(); ++i) {
      ArchivedComment& comment = batch.comments[i];
      reader_->finish(comment);
      if (comment.problem) continue;
      if (comment.post.get() != copied) {
        copied = comment.post.get();
        post = copied == nullptr ? Post() : *copied;
      }
      std::swap(comment.request.post, post);
      batch.judgements[i] = judge_.judge(comment.request);
      if (judge_before_) batch.before[i] = judge_before_->judge(comment.request);
      std::swap(comment.request.post, post);
    }
  }

  // In order, on one thread.
  void take_in(const Batch& batch) {
    TryTally& tally = result_.tally;
    for (std::size_t i = 0; i < batch.comments.size(); ++i) {
      if (batch.comments[i].problem) {
        count_broken(batch.comments[i], tally);
      } else {
        count(plan_, batch.comments[i], batch.judgements[i],
              judge_before_ ? &batch.before[i] : nullptr, tally);
      }
    }
    tally.fingerprint = batch.fingerprint;
    if (!input_.state_path.empty() && Clock::now() >= next_save_) save();
  }

  void save() {
    const Clock::time_point begun = Clock::now();
    const std::string problem = write_file(input_.state_path, save_state(plan_, result_.tally));
    if (!problem.empty() && !has_problem()) {
      result_.problem.code = "unwritable";
      result_.problem.message = "the state " + input_.state_path + ": " + problem;
    }
    const Clock::time_point ended = Clock::now();
    next_save_ = ended + std::max<Clock::duration>(kBetweenSaves, (ended - begun) * kWorkPerSave);
  }

  const TryPlan& plan_;
  const TryInput& input_;
  TryRun& result_;
  Judge judge_;
  std::optional<Judge> judge_before_;
  std::unique_ptr<ArchiveReader> reader_;
  std::vector<ArchivedComment> pending_;  // read, and not given to a batch yet
  std::size_t next_ = 0;
  std::size_t read_ = 0;
  std::uint64_t fingerprint_ = 0;
  Clock::time_point next_save_ = Clock::now() + kBetweenSaves;
};

// What was kept of a run before. False after an error.
bool load(const TryPlan& plan, const TryInput& input, TryRun& result) {
  result.tally = empty_tally(plan);
  if (input.state_path.empty()) return true;
  const FileText file = read_file(input.state_path, kMostStateBytes);
  if (!file.ok()) return true;  // there is none yet; one that cannot be written is said later
  LoadedState loaded = load_state(plan, file.text);
  if (loaded.tally) {
    result.tally = std::move(*loaded.tally);
    return true;
  }
  result.problem.code = "bad_state";
  result.problem.message = input.state_path + ": " + loaded.problem;
  return false;
}

}  // namespace

TryRun run_try(const TryPlan& plan, const TryInput& input) {
  TryRun result;
  if (load(plan, input, result)) Run(plan, input, result).run();
  return result;
}

}  // namespace precheck::cli
