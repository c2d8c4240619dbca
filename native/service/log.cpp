#include "service/log.h"

#include <poll.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <ctime>
#include <deque>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

namespace precheck::service {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostWaiting = 4'096;    // lines
constexpr std::size_t kMostLineBytes = 4'000;  // a pipe that is ready takes so much without waiting
constexpr int kPatience = 1'000;               // milliseconds, for a reader who does not read

std::string utc_now() {
  using std::chrono::milliseconds;
  const auto now = std::chrono::system_clock::now();
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  const auto since_epoch = std::chrono::duration_cast<milliseconds>(now.time_since_epoch());
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char date[32];
  std::strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", &parts);
  char text[48];
  std::snprintf(text, sizeof text, "%s.%03dZ", date, static_cast<int>(since_epoch.count() % 1000));
  return text;
}

std::string line_text(std::string_view level, std::string_view event,
                      std::initializer_list<LogField> fields) {
  nlohmann::ordered_json line;
  line["time"] = utc_now();
  line["level"] = level;
  line["event"] = event;
  for (const LogField& field : fields) {
    std::visit([&](const auto& value) { line[std::string(field.name)] = value; }, field.value);
  }
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

// One call, so that lines of several threads do not mix. A log that cannot be written has nowhere
// to complain.
void write_now(std::string_view text) {
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
}

bool somebody_reads() {
  pollfd descriptor{STDERR_FILENO, POLLOUT, 0};
  return poll(&descriptor, 1, kPatience) > 0;
}

class Line {
 public:
  Line() : thread_([this] { write_lines(); }) {}

  ~Line() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }

  // `is_capped`: a client can cause as many of these as it likes.
  void push(std::string text, bool is_capped) {
    {
      const std::lock_guard lock(mutex_);
      const Clock::time_point now = Clock::now();
      if (now - second_ >= std::chrono::seconds(1)) begin_second(now);
      if (is_capped) ++in_second_;
      if ((is_capped && in_second_ > kMostLogLines) || waiting_.size() >= kMostWaiting ||
          text.size() > kMostLineBytes) {
        ++dropped_;
        return;
      }
      waiting_.push_back(std::move(text));
    }
    changed_.notify_one();
  }

 private:
  void begin_second(Clock::time_point now) {
    second_ = now;
    in_second_ = 0;
    tell_dropped();
  }

  void tell_dropped() {
    if (dropped_ == 0 || waiting_.size() >= kMostWaiting) return;
    waiting_.push_back(line_text("error", "log_dropped", {{"lines", dropped_}}));
    dropped_ = 0;
  }

  void write_lines() {
    for (;;) {
      std::string next;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
        if (waiting_.empty()) tell_dropped();
        if (waiting_.empty()) return;
        next = std::move(waiting_.front());
        waiting_.pop_front();
      }
      if (somebody_reads()) {
        write_now(next);
        continue;
      }
      const std::lock_guard lock(mutex_);
      ++dropped_;
      if (closed_) return;
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> waiting_;
  Clock::time_point second_;
  int in_second_ = 0;
  std::int64_t dropped_ = 0;
  bool closed_ = false;
  std::thread thread_;
};

// Set before the first thread that logs begins, and cleared after the last has ended.
std::unique_ptr<Line> the_line;

void write_line(std::string_view level, std::string_view event,
                std::initializer_list<LogField> fields) {
  std::string text = line_text(level, event, fields);
  if (the_line) {
    the_line->push(std::move(text), /*is_capped=*/event == "request");
  } else {
    write_now(text);
  }
}

}  // namespace

void log_info(std::string_view event, std::initializer_list<LogField> fields) {
  write_line("info", event, fields);
}

void log_error(std::string_view event, std::initializer_list<LogField> fields) {
  write_line("error", event, fields);
}

LogWriter::LogWriter() { the_line = std::make_unique<Line>(); }
LogWriter::~LogWriter() { the_line.reset(); }

}  // namespace precheck::service
