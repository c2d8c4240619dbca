#include "request_reader.h"

#include <array>

#include "utf8.h"

namespace precheck {
namespace {

constexpr std::size_t kMostStrikesDigits = 9;  // 1,000,000,000 has ten

// ASCII that stands for itself in a string.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> table{};
  for (std::size_t i = 0x20; i < 0x80; ++i) table[i] = i != '"' && i != '\\';
  return table;
}();

bool is_plain(char byte) { return kPlain[static_cast<unsigned char>(byte)]; }

}  // namespace

bool RequestReader::read(std::string_view json, RequestView& request) {
  if (json.size() > kMaxRequestBytes) return false;
  json_ = json;
  at_ = 0;
  unescaped_.clear();
  unescaped_.reserve(json.size());
  request.clear();
  bool has_comment = false;
  const bool ok = read_object([&](std::string_view key) {
    has_comment |= key == "comment";
    return read_member(key, request);
  });
  skip_spaces();
  return ok && has_comment && at_ == json_.size();
}

bool RequestReader::read_member(std::string_view key, RequestView& request) {
  if (key == "comment") return read_string(request.comment);
  if (key == "id") {
    if (is_null()) return true;
    std::string_view id;
    if (!read_string(id)) return false;
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
  if (!next_is('{')) return false;
  if (next_is('}')) return true;
  for (std::size_t count = 0; count < kMostMembers; ++count) {
    std::string_view& key = keys[count];
    if (!read_string(key) || !next_is(':')) return false;
    for (std::size_t i = 0; i < count; ++i) {
      if (keys[i] == key) return false;
    }
    if (!member(key)) return false;
    if (next_is('}')) return true;
    if (!next_is(',')) return false;
  }
  return false;
}

bool RequestReader::read_text(std::string_view& text) { return is_null() || read_string(text); }

bool RequestReader::read_texts(std::vector<std::string_view>& texts) {
  if (is_null()) return true;
  if (!next_is('[')) return false;
  if (next_is(']')) return true;
  do {
    if (!read_string(texts.emplace_back())) return false;
  } while (next_is(','));
  return next_is(']');
}

bool RequestReader::read_string(std::string_view& text) {
  if (!next_is('"')) return false;
  const std::size_t begin = at_;
  while (at_ < json_.size()) {
    if (is_plain(json_[at_])) {
      ++at_;
    } else if (json_[at_] == '"') {
      text = json_.substr(begin, at_++ - begin);
      return true;
    } else if (json_[at_] == '\\') {
      return read_escaped(text, begin);
    } else if (!read_utf8()) {
      return false;
    }
  }
  return false;
}

// A string whose first escape stands here.
bool RequestReader::read_escaped(std::string_view& text, std::size_t begin) {
  const std::size_t start = unescaped_.size();
  std::size_t copied = begin;
  while (at_ < json_.size()) {
    if (is_plain(json_[at_])) {
      ++at_;
    } else if (json_[at_] == '"') {
      unescaped_ += json_.substr(copied, at_++ - copied);
      text = std::string_view(unescaped_).substr(start);
      return true;
    } else if (json_[at_] == '\\') {
      unescaped_ += json_.substr(copied, at_ - copied);
      if (!read_escape()) return false;
      copied = at_;
    } else if (!read_utf8()) {
      return false;
    }
  }
  return false;
}

bool RequestReader::read_escape() {
  constexpr std::string_view kSigns = "\"\\/bfnrt";
  constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";
  if (++at_ >= json_.size()) return false;
  const char sign = json_[at_++];
  if (sign != 'u') {
    const std::size_t found = kSigns.find(sign);
    if (found == std::string_view::npos) return false;
    unescaped_ += kMeant[found];
    return true;
  }
  char32_t point = 0;
  if (!read_hex(point)) return false;
  if (point >= 0xDC00 && point <= 0xDFFF) return false;
  if (point >= 0xD800 && point <= 0xDBFF) {
    char32_t low = 0;
    if (!skip_word("\\u") || !read_hex(low) || low < 0xDC00 || low > 0xDFFF) return false;
    point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
  }
  append_utf8(unescaped_, point);
  return true;
}

bool RequestReader::read_hex(char32_t& unit) {
  if (json_.size() - at_ < 4) return false;
  for (std::size_t i = 0; i < 4; ++i) {
    const char digit = json_[at_++];
    char32_t value = 0;
    if (digit >= '0' && digit <= '9') {
      value = static_cast<char32_t>(digit - '0');
    } else if ((digit | 0x20) >= 'a' && (digit | 0x20) <= 'f') {
      value = static_cast<char32_t>((digit | 0x20) - 'a' + 10);
    } else {
      return false;
    }
    unit = unit * 16 + value;
  }
  return true;
}

// One character beyond ASCII, well formed.
bool RequestReader::read_utf8() {
  if ((json_[at_] & 0x80) == 0) return false;
  const Decoded next = decode(json_, at_);
  if (next.length < 2 || (next.point == 0xFFFD && json_.substr(at_, 3) != "\xEF\xBF\xBD")) {
    return false;
  }
  at_ += next.length;
  return true;
}

bool RequestReader::read_strikes(std::int64_t& strikes) {
  if (is_null()) return true;
  skip_spaces();
  const std::size_t begin = at_;
  strikes = 0;
  for (; at_ < json_.size() && json_[at_] >= '0' && json_[at_] <= '9'; ++at_) {
    if (at_ - begin >= kMostStrikesDigits) return false;
    strikes = strikes * 10 + (json_[at_] - '0');
  }
  const std::size_t digits = at_ - begin;
  if (digits == 0 || (digits > 1 && json_[begin] == '0')) return false;
  return at_ < json_.size() && json_[at_] != '.' && (json_[at_] | 0x20) != 'e';
}

bool RequestReader::read_flag(bool& flag) {
  if (is_null()) return true;
  flag = skip_word("true");
  return flag || skip_word("false");
}

bool RequestReader::is_null() {
  skip_spaces();
  return skip_word("null");
}

bool RequestReader::next_is(char byte) {
  skip_spaces();
  if (at_ >= json_.size() || json_[at_] != byte) return false;
  ++at_;
  return true;
}

bool RequestReader::skip_word(std::string_view word) {
  if (json_.substr(at_, word.size()) != word) return false;
  at_ += word.size();
  return true;
}

void RequestReader::skip_spaces() {
  while (at_ < json_.size() &&
         (json_[at_] == ' ' || json_[at_] == '\n' || json_[at_] == '\t' || json_[at_] == '\r')) {
    ++at_;
  }
}

}  // namespace precheck
