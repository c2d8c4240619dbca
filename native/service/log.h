// Log lines: one JSON object a line, on standard error. No comment text and no address ever goes
// in.
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

}  // namespace precheck::service
