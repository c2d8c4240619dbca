#include "cli/check_lines.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <future>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "cli/bounded_queue.h"
#include "cli/commands.h"
#include "cli/line_reader.h"
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
  std::promise<void> judged;
};
using Batches = BoundedQueue<std::shared_ptr<Batch>>;

std::optional<Action> judge(const Policy& policy, const std::string& line, std::string& verdicts) {
  if (line.size() <= kMaxRequestBytes) return policy.check_json(line, verdicts);
  verdicts += to_json(std::nullopt, plain_error("too_large", "a line has at most " +
                                                                 std::to_string(kMaxRequestBytes) +
                                                                 " bytes"));
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
  batch.judged.set_value();
}

// Reader -> `to_judge` -> judges; reader -> `in_order` -> writer, who waits for each in turn.
class Pipeline {
 public:
  Pipeline(const Policy& policy, std::size_t threads, std::optional<std::size_t> input_size)
      : to_judge_(threads * 2), in_order_(threads * 2), progress_(input_size) {
    writer_ = std::thread([this] { write_in_order(); });
    for (std::size_t each = 0; each < threads; ++each) {
      judges_.emplace_back([this, &policy] {
        while (const auto batch = to_judge_.pop()) judge(policy, **batch);
      });
    }
  }

  // False when the output cannot be written any more.
  bool add(std::vector<std::string> lines, std::size_t bytes_read) {
    auto batch = std::make_shared<Batch>();
    batch->lines = std::move(lines);
    batch->bytes_read = bytes_read;
    in_order_.push(batch);
    to_judge_.push(std::move(batch));
    return !output_failed_;
  }

  Tally finish() {
    to_judge_.close();
    in_order_.close();
    for (std::thread& each : judges_) each.join();
    writer_.join();
    return tally_;
  }

 private:
  void write_in_order() {
    while (const auto next = in_order_.pop()) {
      Batch& batch = **next;
      batch.judged.get_future().wait();
      tally_.add(batch.tally);
      write(batch.verdicts);
      progress_.update(batch.bytes_read, tally_.lines);
    }
  }

  void write(const std::string& verdicts) {
    if (output_failed_) return;
    print(verdicts);
    // Whoever feeds line by line gets an answer line by line.
    const bool flushed = !in_order_.empty() || std::fflush(stdout) == 0;
    if (!flushed || std::ferror(stdout)) output_failed_ = true;
  }

  Batches to_judge_;
  Batches in_order_;
  Progress progress_;
  Tally tally_;
  std::atomic<bool> output_failed_ = false;
  std::thread writer_;
  std::vector<std::thread> judges_;
};

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

int run(const Policy& policy, const std::string& path, int descriptor, std::size_t threads) {
  // One byte over the limit is enough to know.
  LineReader reader(descriptor, kMaxRequestBytes + 1);
  Tally tally;
  {
    Pipeline pipeline(policy, threads, size_of(descriptor));
    bool writable = true;
    while (writable) {
      std::vector<std::string> lines = reader.next();
      if (lines.empty()) break;
      writable = pipeline.add(std::move(lines), reader.bytes_read());
    }
    tally = pipeline.finish();
  }
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
