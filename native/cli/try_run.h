// Runs a policy, or two, over an archive.
#pragma once

#include <string>

#include "cli/try_tally.h"

namespace precheck::cli {

struct TryInput {
  std::string path;  // "-" is standard input
  ArchiveOptions options;
  std::size_t limit = 0;   // only the first comments; 0: all
  std::string state_path;  // where the tally is kept while it runs; empty: nowhere
};

struct TryRun {
  TryTally tally;
  std::string format;       // of the archive
  std::size_t skipped = 0;  // pingbacks and the like
  std::size_t mended = 0;   // characters that were none
  Error problem;            // why it ended early; no code: it did not
  bool stopped = false;     // by a signal; the state is kept
  bool limited = false;     // by TryInput::limit
};

// Memory does not grow with the archive, and the outcome does not depend on the threads, nor on
// where it was stopped before.
TryRun run_try(const TryPlan& plan, const TryInput& input);

}  // namespace precheck::cli
