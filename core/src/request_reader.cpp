#include "request_reader.h"

namespace precheck {
namespace {

constexpr std::size_t kMostStrikesDigits = 9;  // 1,000,000,000 has ten

}  // namespace

bool RequestReader::read(std::string_view json, RequestView& request) {
  if (json.size() > kMaxRequestBytes) return false;
  in_.start(json);
  request.clear();
  bool has_comment = false;
  const bool ok = read_object([&](std::string_view key) {
    has_comment |= key == "comment";
    return read_member(key, request);
  });
  in_.skip_spaces();
  return ok && has_comment && in_.at_end();
}

bool RequestReader::read_member(std::string_view key, RequestView& request) {
  if (key == "comment") return in_.read_string(request.comment);
  if (key == "id") {
    if (is_null()) return true;
    std::string_view id;
    if (!in_.read_string(id)) return false;
    request.id = id;
    return true;
  }
  if (key == "language") return read_text(request.language);
  if (key == "parent") return read_text(request.parent);
  if (key == "earlier") return read_texts(request.earlier);
  if (key == "post") return is_null() || read_post(request);
  if (key == "author") return is_null() || read_author(request);
  return false;
}

bool RequestReader::read_post(RequestView& request) {
  return read_object([&](std::string_view key) {
    std::string_view unused;
    if (key == "title") return read_text(request.post.title);
    if (key == "text") return read_text(request.post.text);
    if (key == "tags") return read_texts(request.post.tags);
    if (key == "invites") return read_texts(request.post.invites);
    return key == "id" && read_text(unused);
  });
}

bool RequestReader::read_author(RequestView& request) {
  return read_object([&](std::string_view key) {
    std::string_view unused;
    if (key == "strikes") return read_strikes(request.author.strikes);
    if (key == "trusted") return read_flag(request.author.trusted);
    return key == "id" && read_text(unused);
  });
}

// An object whose keys are all different, none longer than a word, none with an escape.
template <typename Member>
bool RequestReader::read_object(Member member) {
  constexpr std::size_t kMostMembers = 8;
  std::string_view keys[kMostMembers];
  if (!in_.next_is('{')) return false;
  if (in_.next_is('}')) return true;
  for (std::size_t count = 0; count < kMostMembers; ++count) {
    std::string_view& key = keys[count];
    if (!in_.read_string(key) || !in_.next_is(':')) return false;
    for (std::size_t i = 0; i < count; ++i) {
      if (keys[i] == key) return false;
    }
    if (!member(key)) return false;
    if (in_.next_is('}')) return true;
    if (!in_.next_is(',')) return false;
  }
  return false;
}

bool RequestReader::read_text(std::string_view& text) { return is_null() || in_.read_string(text); }

bool RequestReader::read_texts(std::vector<std::string_view>& texts) {
  if (is_null()) return true;
  if (!in_.next_is('[')) return false;
  if (in_.next_is(']')) return true;
  do {
    if (!in_.read_string(texts.emplace_back())) return false;
  } while (in_.next_is(','));
  return in_.next_is(']');
}

bool RequestReader::read_strikes(std::int64_t& strikes) {
  if (is_null()) return true;
  const bool begins_with_zero = in_.peek() == '0';
  strikes = 0;
  std::size_t digits = 0;
  for (; in_.peek() >= '0' && in_.peek() <= '9'; in_.skip(1)) {
    if (digits++ >= kMostStrikesDigits) return false;
    strikes = strikes * 10 + (in_.peek() - '0');
  }
  if (digits == 0 || (digits > 1 && begins_with_zero)) return false;
  return !in_.at_end() && in_.peek() != '.' && (in_.peek() | 0x20) != 'e';
}

bool RequestReader::read_flag(bool& flag) {
  if (is_null()) return true;
  flag = in_.skip_word("true");
  return flag || in_.skip_word("false");
}

bool RequestReader::is_null() {
  in_.skip_spaces();
  return in_.skip_word("null");
}

}  // namespace precheck
