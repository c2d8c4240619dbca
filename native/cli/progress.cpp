#include "cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

namespace precheck::cli {
namespace {

constexpr std::chrono::milliseconds kBetweenDrawings{100};
constexpr std::size_t kBarColumns = 24;
constexpr char kClearLine[] = "\r\x1b[K";

std::string bar(double share) {
  const auto full = static_cast<std::size_t>(share * kBarColumns);
  return '[' + std::string(full, '#') + std::string(kBarColumns - full, '.') + ']';
}

std::string minutes_and_seconds(double seconds) {
  const long whole = std::lround(seconds);
  char text[32];
  std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
  return text;
}

}  // namespace

Progress::Progress(std::optional<std::size_t> total_bytes)
    : watched_(isatty(STDERR_FILENO) == 1), total_bytes_(total_bytes) {}

Progress::~Progress() {
  if (drawn_) std::fputs(kClearLine, stderr);
}

void Progress::update(std::size_t bytes_done, std::size_t comments_done) {
  const Clock::time_point now = Clock::now();
  if (!watched_ || now < next_drawing_) return;
  next_drawing_ = now + kBetweenDrawings;
  const double seconds = std::max(std::chrono::duration<double>(now - begun_).count(), 0.001);
  std::string line;
  if (total_bytes_ && *total_bytes_ > 0 && bytes_done > 0) {
    const double share =
        std::min(static_cast<double>(bytes_done) / static_cast<double>(*total_bytes_), 1.0);
    line = bar(share) + ' ' + std::to_string(static_cast<int>(share * 100)) + "%, " +
           minutes_and_seconds(seconds / share - seconds) + " left, ";
  }
  line += std::to_string(comments_done) + " comments, " +
          std::to_string(static_cast<long>(static_cast<double>(comments_done) / seconds)) + "/s";
  std::fprintf(stderr, "%s%s", kClearLine, line.c_str());
  drawn_ = true;
}

}  // namespace precheck::cli
