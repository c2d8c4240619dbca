// Words and dates that stand in archives.
#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "archive/archive.h"

namespace precheck {
namespace {

constexpr std::pair<std::string_view, Moderation> kWords[] = {
    {"0", Moderation::pending},
    {"1", Moderation::approved},
    {"accepted", Moderation::approved},
    {"approve", Moderation::approved},
    {"approved", Moderation::approved},
    {"declined", Moderation::deleted},
    {"deleted", Moderation::deleted},
    {"ham", Moderation::approved},
    {"hold", Moderation::pending},
    {"junk", Moderation::spam},
    {"none", Moderation::approved},  // Coral: published, and nobody minded
    {"pending", Moderation::pending},
    {"premod", Moderation::pending},
    {"published", Moderation::approved},
    {"rejected", Moderation::deleted},
    {"removed", Moderation::deleted},
    {"spam", Moderation::spam},
    {"system_withheld", Moderation::pending},
    {"trash", Moderation::deleted},
    {"unapproved", Moderation::pending},
    {"visible", Moderation::approved},
    {"waiting", Moderation::pending}};

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char sign) { return sign >= '0' && sign <= '9'; });
}

std::string month_text(long year, long month) {
  if (year < 1990 || year > 2199 || month < 1 || month > 12) return {};
  char text[16];
  std::snprintf(text, sizeof text, "%04ld-%02ld", year, month);
  return text;
}

long number(std::string_view digits) {
  long value = 0;
  for (const char digit : digits) value = value * 10 + (digit - '0');
  return value;
}

// Days since 1970 -> year and month, in the proleptic Gregorian calendar.
std::string month_of_day(long days) {
  const long shifted = days + 719'468;  // from 1 March of the year 0
  const long era = shifted / 146'097;
  const long day_of_era = shifted - era * 146'097;
  const long year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const long day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const long month_from_march = (5 * day_of_year + 2) / 153;
  const long month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  return month_text(year_of_era + era * 400 + (month <= 2 ? 1 : 0), month);
}

}  // namespace

std::string_view to_string(Moderation moderation) {
  static constexpr std::array<std::string_view, kModerations> names = {
      "unknown", "approved", "pending", "deleted", "spam"};
  return names[static_cast<std::size_t>(moderation)];
}

Moderation read_moderation(std::string_view word) {
  std::string small(word);
  for (char& sign : small) {
    if (sign >= 'A' && sign <= 'Z') sign = static_cast<char>(sign - 'A' + 'a');
  }
  for (const auto& [name, moderation] : kWords) {
    if (small == name) return moderation;
  }
  return Moderation::unknown;
}

std::string month_of(std::string_view date) {
  while (!date.empty() && date.front() == ' ') date.remove_prefix(1);
  if (all_digits(date) && date.size() >= 9 && date.size() <= 13) {
    const long seconds = number(date) / (date.size() > 11 ? 1000 : 1);
    return month_of_day(seconds / 86'400);
  }
  const bool begins_with_year = date.size() >= 7 && all_digits(date.substr(0, 4)) &&
                                (date[4] == '-' || date[4] == '/' || date[4] == '.') &&
                                all_digits(date.substr(5, 2));
  return begins_with_year ? month_text(number(date.substr(0, 4)), number(date.substr(5, 2))) : "";
}

}  // namespace precheck
