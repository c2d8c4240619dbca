#include "cli/eval_run.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <deque>
#include <future>
#include <optional>

#include "cli/eval_judge.h"
#include "cli/line_reader.h"
#include "cli/progress.h"

namespace precheck::cli {
namespace {

struct Batch {
  std::future<EvalTally> tally;
  std::size_t bytes_read = 0;  // of the whole data, up to this batch
};

std::optional<std::size_t> size_of(int descriptor) {
  struct stat status {};
  if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return static_cast<std::size_t>(status.st_size);
}

std::future<EvalTally> judge_apart(const EvalPlan& plan, std::vector<std::string> lines) {
  return std::async(std::launch::async, [&plan, lines = std::move(lines)] {
    EvalTally tally = empty_tally(plan);
    for (const std::string& line : lines) judge_line(plan, line, tally);
    return tally;
  });
}

EvalRun run(const EvalPlan& plan, int descriptor) {
  EvalRun result;
  result.tally = empty_tally(plan);
  Progress progress(size_of(descriptor));
  std::deque<Batch> batches;  // in the order of the data, so that the samples are the first ones
  const auto finish_first = [&] {
    add_later(plan, batches.front().tally.get(), result.tally);
    progress.update(batches.front().bytes_read, result.tally.lines);
    batches.pop_front();
  };
  // One byte over the limit is enough to know.
  LineReader reader(descriptor, kMaxRequestBytes + 1);
  while (true) {
    std::vector<std::string> lines = reader.next();
    if (lines.empty()) break;
    if (batches.size() == plan.threads) finish_first();
    batches.push_back({judge_apart(plan, std::move(lines)), reader.bytes_read()});
  }
  while (!batches.empty()) finish_first();
  result.problem = reader.problem();
  return result;
}

}  // namespace

EvalRun run_eval(const EvalPlan& plan, const std::string& path) {
  if (path == "-") return run(plan, STDIN_FILENO);
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    EvalRun failed;
    failed.problem = std::strerror(errno);
    return failed;
  }
  EvalRun result = run(plan, descriptor);
  close(descriptor);
  return result;
}

}  // namespace precheck::cli
