#include "service/log.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>

namespace precheck::service {
namespace {

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

void write_line(std::string_view level, std::string_view event,
                std::initializer_list<LogField> fields) {
  nlohmann::ordered_json line;
  line["time"] = utc_now();
  line["level"] = level;
  line["event"] = event;
  for (const LogField& field : fields) {
    std::visit([&](const auto& value) { line[std::string(field.name)] = value; }, field.value);
  }
  const std::string text =
      line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
  // One call, so that lines of several threads do not mix. A log that cannot be written has nowhere
  // to complain.
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace

void log_info(std::string_view event, std::initializer_list<LogField> fields) {
  write_line("info", event, fields);
}

void log_error(std::string_view event, std::initializer_list<LogField> fields) {
  write_line("error", event, fields);
}

}  // namespace precheck::service
