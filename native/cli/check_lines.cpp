#include "cli/check_lines.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>
#include <vector>

#include "cli/commands.h"
#include "cli/line_reader.h"
#include "cli/ordered_pipeline.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "policy_file.h"

namespace precheck::cli {
namespace {

constexpr std::size_t kActions = 5;

struct Tally {
  std::array<std::size_t, kActions> by_action{};
  std::size_t lines = 0;
  std::size_t broken = 0;
  std::size_t first_broken = 0;  // 1-based; meant only when `broken` is not 0

  void add(const Tally& later) {
    if (broken == 0) first_broken = lines + later.first_broken;
    for (std::size_t action = 0; action < kActions; ++action) {
      by_action[action] += later.by_action[action];
    }
    lines += later.lines;
    broken += later.broken;
  }

  bool any_flagged() const { return by_action[2] + by_action[3] + by_action[4] > 0; }
};
static_assert(static_cast<int>(Action::warn) == 2 && static_cast<int>(Action::reject) == 4);

// The lines of one read on their way through the threads.
struct Batch {
  std::vector<std::string> lines;
  std::size_t bytes_read = 0;  // of the whole input, up to this batch
  std::string verdicts;
  Tally tally;
};

std::optional<Action> judge(const Policy& policy, const std::string& line, std::string& verdicts) {
  if (line.size() <= kMaxRequestBytes) return policy.check_json(line, verdicts);
  verdicts += to_json(std::nullopt,
                      plain_error("too_large", "a line has at most " +
                                                   std::to_string(kMaxRequestBytes) + " bytes"));
  return std::nullopt;
}

void judge(const Policy& policy, Batch& batch) {
  for (const std::string& line : batch.lines) {
    ++batch.tally.lines;
    if (const std::optional<Action> action = judge(policy, line, batch.verdicts)) {
      ++batch.tally.by_action[static_cast<std::size_t>(*action)];
    } else if (batch.tally.broken++ == 0) {
      batch.tally.first_broken = batch.tally.lines;
    }
    batch.verdicts += '\n';
  }
}

std::optional<std::size_t> size_of(int descriptor) {
  struct stat status {};
  if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return static_cast<std::size_t>(status.st_size);
}

std::string summary(const Tally& tally) {
  std::string out = std::to_string(tally.lines) + " comments:";
  for (std::size_t action = 0; action < kActions; ++action) {
    out += ' ' + std::to_string(tally.by_action[action]) + ' ' +
           std::string(to_string(static_cast<Action>(action))) + ',';
  }
  return out + ' ' + std::to_string(tally.broken) + " broken";
}

void report(const std::string& path, const Tally& tally) {
  if (isatty(STDERR_FILENO) == 1) complain(summary(tally));
  if (tally.broken == 0) return;
  complain(shown_path(path) + ": " + std::to_string(tally.broken) + " of " +
           std::to_string(tally.lines) + " lines are not requests; the first is line " +
           std::to_string(tally.first_broken));
}

// Puts the verdicts of batches out, in order.
class Writer {
 public:
  explicit Writer(std::optional<std::size_t> input_size) : progress_(input_size) {}

  // Whoever feeds line by line gets an answer line by line: `is_last` says that nothing waits.
  void write(const Batch& batch, bool is_last) {
    tally_.add(batch.tally);
    progress_.update(batch.bytes_read, tally_.lines);
    if (failed_) return;
    print(batch.verdicts);
    const bool flushed = !is_last || std::fflush(stdout) == 0;
    if (!flushed || std::ferror(stdout)) failed_ = true;
  }

  bool failed() const { return failed_; }
  const Tally& tally() const { return tally_; }

 private:
  Progress progress_;
  Tally tally_;
  std::atomic<bool> failed_ = false;
};

// Reads lines, has them judged on all threads and the verdicts written in order.
Tally judge_all(const Policy& policy, LineReader& reader, int descriptor, std::size_t threads) {
  Writer writer(size_of(descriptor));
  const auto work = [&policy](Batch& batch) { judge(policy, batch); };
  const auto take = [&writer](Batch& batch, bool is_last) { writer.write(batch, is_last); };
  OrderedPipeline<Batch, decltype(work), decltype(take)> pipeline(threads, work, take);
  while (!writer.failed()) {
    Batch batch;
    batch.lines = reader.next();
    if (batch.lines.empty()) break;
    batch.bytes_read = reader.bytes_read();
    pipeline.add(std::move(batch));
  }
  pipeline.finish();
  return writer.tally();
}

int run(const Policy& policy, const std::string& path, int descriptor, std::size_t threads) {
  // One byte over the limit is enough to know.
  LineReader reader(descriptor, kMaxRequestBytes + 1);
  const Tally tally = judge_all(policy, reader, descriptor, threads);
  report(path, tally);
  if (!reader.problem().empty()) {
    complain(shown_path(path) + ": " + reader.problem());
    return kFailed;
  }
  if (tally.broken > 0) return kFailed;
  return tally.any_flagged() ? kFlagged : kAllowed;
}

}  // namespace

int check_lines(const Policy& policy, const std::string& path, std::size_t threads) {
  if (path == "-") return run(policy, path, STDIN_FILENO, threads);
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    complain(shown_path(path) + ": " + std::strerror(errno));
    return kFailed;
  }
  const int status = run(policy, path, descriptor, threads);
  close(descriptor);
  return status;
}

}  // namespace precheck::cli
