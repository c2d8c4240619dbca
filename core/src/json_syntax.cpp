#include "json_syntax.h"

#include <algorithm>

#include "json_reader.h"

namespace precheck {
namespace {

bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
}
bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

// " of line 7"; nothing where there is one line only.
std::string of_line(std::string_view document, std::size_t offset) {
  const std::string_view before = document.substr(0, offset);
  if (document.find('\n') == std::string_view::npos) return {};
  return " of line " + std::to_string(1 + std::count(before.begin(), before.end(), '\n'));
}

std::string_view word_at(std::string_view document, std::size_t at) {
  std::size_t end = at;
  while (end < document.size() && (is_letter(document[end]) || is_digit(document[end]))) ++end;
  return document.substr(at, end - at);
}

char next_sign(std::string_view document, std::size_t at) {
  const std::size_t found = document.find_first_not_of(" \t\r\n", at);
  return found == std::string_view::npos ? '\0' : document[found];
}

// What is wrong inside a string that begins at `start`.
std::string why_no_string(std::string_view document, std::size_t start, std::size_t at) {
  if (at >= document.size()) {
    return "the quotation mark" + of_line(document, start) + " is never closed";
  }
  const char byte = document[at];
  const std::size_t escape = document.rfind('\\', at);
  if (escape != std::string_view::npos && escape > start && at - escape <= 6 && byte >= 0x20) {
    if (document.substr(escape, 2) == "\\u") {
      const bool is_half = at - escape >= 6 || byte == '"' || byte == '\\';
      return is_half ? in_quotes(document.substr(escape, 6)) +
                           " is half of a character; write the character itself"
                     : "four hexadecimal digits stand after \\u; or write the character itself";
    }
    if (at - escape == 1) {
      return in_quotes(document.substr(escape, 2)) +
             " is no escape in JSON; write a backslash as \\\\";
    }
  }
  if (byte == '\n' || byte == '\r') {
    return "a string ends on the line where it begins; close the quotation mark, or write a line "
           "break as \\n";
  }
  if (byte == '\t') return "a tab inside a string is written \\t";
  if (static_cast<unsigned char>(byte) < 0x20) {
    return "a control character stands inside this string; take it out";
  }
  return "the bytes here are not UTF-8; save the file as UTF-8";
}

std::string why_no_word(std::string_view word) {
  for (const auto& [theirs, ours] : {std::pair("True", "true"), std::pair("False", "false"),
                                     std::pair("None", "null"), std::pair("undefined", "null")}) {
    if (word == theirs) return in_quotes(word) + " is written " + ours + " in JSON";
  }
  return in_quotes(word) + " is no JSON value; put text into quotation marks: " + in_quotes(word);
}

std::string why_no_number(std::string_view document, std::size_t start) {
  const std::size_t end =
      std::min(document.find_first_not_of("+-.0123456789eE", start), document.size());
  const std::string_view number = document.substr(start, end - start);
  const std::size_t first = number.front() == '-' ? 1 : 0;
  if (number.front() == '+') return "a number has no + before it; write only the digits";
  if (number.size() > first + 1 && number[first] == '0' && is_digit(number[first + 1])) {
    return in_quotes(number) + " begins with 0; write the number without it";
  }
  if (number.find_first_of("eE") != std::string_view::npos) {
    return in_quotes(number) + " is larger than any number here can be; write a smaller one";
  }
  return in_quotes(number) + " is no number; write digits, and a point with digits after it";
}

// A sign that JSON does not know, where a value, a key or a bracket should stand.
std::string why_no_token(std::string_view document, const SyntaxPlace& place) {
  const char sign = document[place.bad_start];
  const std::string_view rest = document.substr(place.bad_start);
  if (rest.substr(0, 2) == "//" || rest.substr(0, 2) == "/*" || sign == '#') {
    return "JSON has no comments; take this one out (a rule's \"id\" and \"quote\" can say what it "
           "is for)";
  }
  for (const std::string_view mark : {"'", "\u201C", "\u201D", "\u2018", "\u2019", "\u00AB", "`"}) {
    if (rest.substr(0, mark.size()) != mark) continue;
    return std::string(mark) + " is no quotation mark in JSON; write \"";
  }
  if (is_letter(sign)) {
    const std::string_view word = word_at(document, place.bad_start);
    const bool is_key = place.inside == SyntaxPlace::Inside::object && !place.awaits_value;
    return is_key ? "a key stands in quotation marks: " + in_quotes(word) : why_no_word(word);
  }
  if (is_digit(sign) || sign == '-' || sign == '+') return why_no_number(document, place.bad_start);
  if (sign == '\0') return "a NUL byte stands here; save the file as UTF-8";
  return in_quotes(rest.substr(0, 1)) + " has no place here";
}

std::string why_no_bracket(std::string_view document, const SyntaxPlace& place) {
  const char sign = document[place.bad_start];
  const std::string closer(1, sign);
  const std::string_view between =
      document.substr(place.last_end, place.bad_start - place.last_end);
  if (between.find(',') != std::string_view::npos) {
    return "after the last entry before \"" + closer + "\" no comma stands; take it out";
  }
  if (place.awaits_value) return "a value is missing before \"" + closer + "\"";
  const char opener = place.inside == SyntaxPlace::Inside::array ? '[' : '{';
  return "\"" + closer + "\" stands where \"" + (opener == '[' ? "]" : "}") +
         "\" must close the \"" + opener + "\"" + of_line(document, place.opened_at);
}

}  // namespace

std::size_t misread_number(std::string_view document, std::size_t end) {
  std::size_t start = std::min(end, document.size());
  while (start > 0 && (is_digit(document[start - 1]) || document[start - 1] == '-')) --start;
  const std::string_view number = document.substr(start, end - start);
  return number.size() > 1 && number[0] == '0' ? start : end;
}

std::string why_not_json(std::string_view document, const SyntaxPlace& place) {
  if (place.bad_start >= document.size()) {
    if (place.inside == SyntaxPlace::Inside::nothing) return "the text is empty; a policy is {…}";
    return std::string("the text ends before the JSON does: the \"") +
           (place.inside == SyntaxPlace::Inside::array ? "[" : "{") + "\"" +
           of_line(document, place.opened_at) + " is never closed";
  }
  const char sign = document[place.bad_start];
  if (place.bad_start < place.last_end) return why_no_number(document, place.bad_start);
  if (place.is_complete) {
    return "something stands after the end; one bracket too many may be closed before it";
  }
  if (sign == '}' || sign == ']') return why_no_bracket(document, place);
  const std::string_view between =
      document.substr(place.last_end, place.bad_start - place.last_end);
  const auto commas = std::count(between.begin(), between.end(), ',');
  const bool has_colon = between.find(':') != std::string_view::npos;
  const bool is_value =
      sign == '"' || sign == '{' || sign == '[' || is_digit(sign) || is_letter(sign) || sign == '-';
  if (commas > 1) return "two commas stand here; keep one";
  if (place.awaits_value && !has_colon) return "a colon is missing between the key and its value";
  if (is_value && place.has_entries && !place.awaits_value && commas == 0) {
    return "a comma is missing before this";
  }
  if (sign == '"') {
    const bool is_key = place.inside == SyntaxPlace::Inside::object && !place.awaits_value;
    const bool was_read = place.stopped_at > place.bad_start &&
                          place.stopped_at < document.size() && document[place.stopped_at] != '"' &&
                          document[place.stopped_at - 1] == '"';
    if (is_key && was_read) return "a colon is missing between the key and its value";
    return why_no_string(document, place.bad_start, place.stopped_at);
  }
  if (sign == '{' || sign == '[') {
    return "a key in quotation marks is needed before " + in_quotes(std::string_view(&sign, 1));
  }
  return next_sign(document, place.bad_start) == '\0' ? "the text ends too early"
                                                      : why_no_token(document, place);
}

}  // namespace precheck
