#include "slots.h"

#include <algorithm>

#include "ascii_run.h"

namespace precheck {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::size_t kShortestName = 4;  // bytes, after an @
constexpr std::size_t kShortestId = 5;    // bytes, of a name that no @ stands before
constexpr std::size_t kLongestName = 64;  // bytes; more is no name
constexpr std::uint32_t kMostHostWords = 8;
constexpr std::uint32_t kDot = 3;          // letters of "dot"
constexpr std::size_t kShortestPhone = 8;  // digits
constexpr std::size_t kLongestPhone = 16;  // digits

// Ends of host names that advertisers use. Those that are common words would find a sentence
// without a space after its point.
constexpr std::string_view kHostEnds[] = {"bet",     "biz",   "casino", "cc",  "club", "com",
                                          "example", "icu",   "info",   "io",  "link", "live",
                                          "loan",    "net",   "online", "org", "ru",   "shop",
                                          "site",    "store", "top",    "vip", "win",  "xyz"};

constexpr std::string_view kCurrencies[] = {"$", "\u20AC", "\u00A3", "\u00A5", "\uFFE5", "\u20B9"};
constexpr std::string_view kPercents[] = {"%", "\uFF05"};
// What stands before a name that is given to be used: "ID: abc", "加号abc".
constexpr std::string_view kSigns[] = {":", "\uFF1A", "@", "\uFF20", "+", "\u2795"};
constexpr std::string_view kHanSigns[] = {"号", "是", "群", "加"};

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }
bool is_name_byte(char byte) { return is_ascii_word(byte) || byte == '_'; }

template <std::size_t N>
std::string_view ending_of(std::string_view text, const std::string_view (&endings)[N]) {
  for (const std::string_view ending : endings) {
    if (text.ends_with(ending)) return ending;
  }
  return {};
}

template <std::size_t N>
std::string_view beginning_of(std::string_view text, const std::string_view (&beginnings)[N]) {
  for (const std::string_view beginning : beginnings) {
    if (text.starts_with(beginning)) return beginning;
  }
  return {};
}

std::string_view without_space_after(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

class SlotFinder {
 public:
  SlotFinder(SetId set, const Text& text, std::vector<Hit>& out)
      : set_(set), text_(text), source_(text.source), out_(out) {}

  void run() {
    switch (set_) {
      case kFigures:
        return each_token([](const Token& token) { return token.kind == CharClass::digit; });
      case kCapitals:
        return each_token([](const Token& token) {
          return token.kind == CharClass::letter && token.letters > 1 &&
                 token.capitals == token.letters;
        });
      case kAmounts:
        return find_amounts();
      case kContacts:
        find_names();
        return find_phones();
      case kAddresses:
        return find_addresses();
      default:
        return;
    }
  }

 private:
  template <typename Wanted>
  void each_token(Wanted wanted) {
    for (std::uint32_t at = 0; at < text_.tokens.size(); ++at) {
      if (wanted(text_.tokens[at])) add_tokens(at, at + 1);
    }
  }

  void add_tokens(std::uint32_t first, std::uint32_t last) {
    add_tokens(first, last, text_.tokens[first].begin, text_.tokens[last - 1].end);
  }

  void add_tokens(std::uint32_t first, std::uint32_t last, std::size_t begin, std::size_t end) {
    std::uint8_t parts = 0;
    for (std::uint32_t at = first; at < last; ++at) parts |= text_.tokens[at].parts;
    out_.push_back({set_, first, last, static_cast<std::uint32_t>(begin),
                    static_cast<std::uint32_t>(end), 0, 0, parts});
  }

  // The tokens that lie in these bytes of the source. What looks like a name in a link is none.
  void add_bytes(std::size_t begin, std::size_t end) {
    const std::vector<Token>& tokens = text_.tokens;
    const auto first =
        std::lower_bound(tokens.begin(), tokens.end(), begin,
                         [](const Token& token, std::size_t at) { return token.end <= at; });
    auto last = first;
    while (last != tokens.end() && last->begin < end) ++last;
    if (first == last || (first->parts & kPartLink) != 0) return;
    add_tokens(static_cast<std::uint32_t>(first - tokens.begin()),
               static_cast<std::uint32_t>(last - tokens.begin()), begin, end);
  }

  // "$500", "5 %", "20k €".
  void find_amounts() {
    for (std::uint32_t at = 0; at < text_.tokens.size(); ++at) {
      const Token& token = text_.tokens[at];
      if (!is_digit(source_[token.begin])) continue;
      std::string_view before = source_.substr(0, token.begin);
      if (before.ends_with(' ')) before.remove_suffix(1);
      std::string_view after = source_.substr(token.end);
      if (after.starts_with(' ')) after.remove_prefix(1);
      const std::string_view sign = ending_of(before, kCurrencies);
      std::string_view unit = beginning_of(after, kPercents);
      if (unit.empty()) unit = beginning_of(after, kCurrencies);
      if (!sign.empty()) {
        add_tokens(at, at + 1, before.size() - sign.size(), token.end);
      } else if (!unit.empty()) {
        add_tokens(at, at + 1, token.begin, source_.size() - after.size() + unit.size());
      }
    }
  }

  // Runs of ASCII letters, digits and "_" that somebody may be reached by.
  void find_names() {
    for (std::size_t at = 0; at < source_.size();) {
      if (!is_name_byte(source_[at])) {
        ++at;
        continue;
      }
      std::size_t end = at;
      bool is_letters = true;
      for (; end < source_.size() && is_name_byte(source_[end]); ++end) {
        is_letters = is_letters && is_ascii_letter(source_[end]);
      }
      if (is_letters && !may_introduce(at)) {
        at = end;
        continue;
      }
      const bool starts = at == 0 || (source_[at - 1] & 0x80) || !is_joined(source_[at - 1]);
      if (starts && end - at <= kLongestName && is_contact(at, end)) add_bytes(at, end);
      at = end;
    }
  }

  // Whether a sign may stand before a name here. Mere letters after anything else are a word.
  bool may_introduce(std::size_t at) const {
    while (at > 0 && source_[at - 1] == ' ') --at;
    if (at == 0) return false;
    const char before = source_[at - 1];
    return !is_ascii(before) || before == ':' || before == '@' || before == '+';
  }

  // Part of a longer name, an address or a figure.
  static bool is_joined(char byte) {
    return byte == '.' || byte == '/' || byte == '-' || byte == ',';
  }

  bool is_contact(std::size_t begin, std::size_t end) const {
    const std::string_view name = source_.substr(begin, end - begin);
    const auto digits = static_cast<std::size_t>(std::count_if(name.begin(), name.end(), is_digit));
    const bool has_line = name.find('_') != kNone;
    const bool is_number = digits == name.size();
    const std::string_view before = without_space_after(source_.substr(0, begin));
    if (before.ends_with('@') || before.ends_with("\uFF20")) return name.size() >= kShortestName;
    if (name.size() < kShortestId) return false;
    if (!ending_of(before, kHanSigns).empty()) return true;
    if (!ending_of(before, kSigns).empty()) return digits > 1 || has_line || ends_clause(end);
    return !is_number && (has_line || digits > 2);
  }

  // Nothing more is said in this clause, at least not in Latin letters.
  bool ends_clause(std::size_t end) const {
    while (end < source_.size() && source_[end] == ' ') ++end;
    return end == source_.size() || !(is_name_byte(source_[end]) || source_[end] == '\'');
  }

  // From `at` on; the end where there is none.
  std::size_t next_digit(std::size_t at) const {
    while (at < source_.size()) {
      const std::size_t others = first_mark(marks_between(load_eight(source_, at), '0', '9'));
      at += others;
      if (others < 8) return at;
    }
    return source_.size();
  }

  // Digits with the signs of phone numbers between; neither years nor dates.
  void find_phones() {
    for (std::size_t at = next_digit(0); at < source_.size(); at = next_digit(at + 1)) {
      const bool starts = at == 0 || !(is_name_byte(source_[at - 1]) || is_joined(source_[at - 1]));
      std::size_t end = at;
      std::size_t digits = 0;
      std::size_t group = 0;
      bool like_years = true;  // groups of four and of two
      for (std::size_t next = at; next < source_.size() && next < end + 3; ++next) {
        if (is_digit(source_[next])) {
          ++digits;
          ++group;
          end = next + 1;
        } else if (std::string_view(" ()-").find(source_[next]) != kNone) {
          like_years = like_years && (group == 0 || group == 4 || group == 2);
          group = 0;
        } else {
          break;
        }
      }
      like_years = like_years && (group == 0 || group == 4 || group == 2);
      const bool is_whole = end == source_.size() || !is_name_byte(source_[end]);
      if (starts && is_whole && !like_years && digits >= kShortestPhone &&
          digits <= kLongestPhone) {
        add_bytes(at, end);
      }
      at = std::max(at, end - 1);
    }
  }

  // Host names that are no part of a link, typed plainly or with a point in disguise.
  void find_addresses() {
    for (std::uint32_t at = 1; at < text_.tokens.size(); ++at) {
      const std::uint32_t name = word_before_point(at);
      if (name != at && (text_.tokens[at].parts & kPartLink) == 0 &&
          std::binary_search(std::begin(kHostEnds), std::end(kHostEnds),
                             text_.word(text_.tokens[at]))) {
        add_tokens(start_of_host(name), at + 1);
      }
    }
  }

  // The word that a point, also one in disguise, joins to the word `at`; `at` itself for none.
  std::uint32_t word_before_point(std::uint32_t at) const {
    const std::string_view sign = between(at - 1);
    if (sign == " " && text_.tokens[at - 1].word_length != kDot) return at;
    if (sign == "." || sign == "[.]" || sign == "(.)" || sign == " . ") return at - 1;
    return at > 1 && is_dot(at - 1) ? at - 2 : at;
  }

  // Of "www.cheap-bags", from its last word.
  std::uint32_t start_of_host(std::uint32_t at) const {
    const std::uint32_t least = at > kMostHostWords ? at - kMostHostWords : 0;
    while (at > least && (between(at - 1) == "." || between(at - 1) == "-")) --at;
    return at;
  }

  // What stands between a word and the next.
  std::string_view between(std::uint32_t at) const {
    const std::size_t begin = text_.tokens[at].end;
    return source_.substr(begin, text_.tokens[at + 1].begin - begin);
  }

  // "dot" between two spaces or in brackets.
  bool is_dot(std::uint32_t at) const {
    const std::string_view word = text_.word(text_.tokens[at]);
    if (word != "dot" && word != "d0t") return false;
    const std::string_view before = between(at - 1);
    const std::string_view after = between(at);
    return (before.ends_with('(') && after.starts_with(')')) ||
           (before.ends_with('[') && after.starts_with(']')) || (before == " " && after == " ");
  }

  SetId set_;
  const Text& text_;
  std::string_view source_;
  std::vector<Hit>& out_;
};

}  // namespace

void find_slot(SetId set, const Text& text, std::vector<Hit>& out) {
  SlotFinder(set, text, out).run();
}

}  // namespace precheck
