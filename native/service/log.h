// Log lines: one JSON object a line, on standard error. No comment text, no account and no address
// ever goes in.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace precheck::service {

struct LogField {
  std::string_view name;
  std::variant<std::string, std::int64_t> value;
};

// {"time":"2026-01-31T12:00:00.123Z","level":"info","event":"ready", ...}
void log_info(std::string_view event, std::initializer_list<LogField> fields = {});
void log_error(std::string_view event, std::initializer_list<LogField> fields = {});

// While one of these lives, lines are written by a thread of their own, so that a reader who does
// not read holds up no request. Of "request" lines at most kMostLogLines a second are written.
// Those beyond, and lines that nobody reads in time, are counted:
// {"event":"log_dropped","lines":123}.
inline constexpr int kMostLogLines = 1'000;

class LogWriter {
 public:
  LogWriter();
  ~LogWriter();
  LogWriter(const LogWriter&) = delete;
  LogWriter& operator=(const LogWriter&) = delete;
};

}  // namespace precheck::service
