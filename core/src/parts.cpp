// Finds quotations, code and links. Marks that are never closed open nothing.
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <algorithm>
#include <array>

#include "ascii.h"
#include "room.h"
#include "sort.h"
#include "text.h"
#include "utf8.h"

namespace precheck {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

// Which marks a text holds; most texts hold few. One plain walk.
struct Marks {
  explicit Marks(std::string_view text) {
    if (text.empty()) return;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const std::size_t last = text.size() - 1;
    std::size_t at = 0;
#if defined(__SSE2__)
    if (last >= 16) {
      SixteenMarks marks;
      for (; at + 16 <= last; at += 16) marks.add(text.data() + at);
      marks.add(text.data() + last - 16);  // some of them for a second time
      marks.note(*this);
      at = last;
    }
#endif
    for (; at < last; ++at) {
      add(bytes[at]);
      www |= static_cast<std::uint8_t>((bytes[at] == 'w') & (bytes[at + 1] == 'w'));
    }
    add(bytes[last]);
  }

  void add(std::uint8_t byte) {
    tag |= static_cast<std::uint8_t>(byte == '<');
    colon |= static_cast<std::uint8_t>(byte == ':');
    quote |= static_cast<std::uint8_t>(byte == '"');
    tick |= static_cast<std::uint8_t>(byte == '`');
    line |= static_cast<std::uint8_t>((byte == '>') | (byte == '&'));
    beyond_ascii |= byte;
    c2 |= static_cast<std::uint8_t>(byte == 0xC2);
    e2 |= static_cast<std::uint8_t>(byte == 0xE2);
    e3 |= static_cast<std::uint8_t>(byte == 0xE3);
    ef |= static_cast<std::uint8_t>(byte == 0xEF);
  }

  // Whether what starts with this byte beyond ASCII may be there.
  bool may_start(char lead) const {
    switch (static_cast<unsigned char>(lead)) {
      case 0xC2:
        return c2 != 0;
      case 0xE2:
        return e2 != 0;
      case 0xE3:
        return e3 != 0;
      default:
        return ef != 0;
    }
  }

  std::uint8_t tag = 0;
  std::uint8_t colon = 0;
  std::uint8_t quote = 0;
  std::uint8_t tick = 0;
  std::uint8_t line = 0;  // what a quoted line starts with
  std::uint8_t www = 0;   // two of them
  std::uint8_t beyond_ascii = 0;
  std::uint8_t c2 = 0;
  std::uint8_t e2 = 0;
  std::uint8_t e3 = 0;
  std::uint8_t ef = 0;

 private:
#if defined(__SSE2__)
  // The same for sixteen bytes at a time, and the one behind them.
  struct SixteenMarks {
    void add(const char* from) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
      const __m128i next = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + 1));
      const auto equal = [&](char byte) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte)); };
      const __m128i w = _mm_set1_epi8('w');
      tag = _mm_or_si128(tag, equal('<'));
      colon = _mm_or_si128(colon, equal(':'));
      quote = _mm_or_si128(quote, equal('"'));
      tick = _mm_or_si128(tick, equal('`'));
      line = _mm_or_si128(line, _mm_or_si128(equal('>'), equal('&')));
      www = _mm_or_si128(www, _mm_and_si128(equal('w'), _mm_cmpeq_epi8(next, w)));
      beyond_ascii = _mm_or_si128(beyond_ascii, bytes);
      c2 = _mm_or_si128(c2, equal('\xC2'));
      e2 = _mm_or_si128(e2, equal('\xE2'));
      e3 = _mm_or_si128(e3, equal('\xE3'));
      ef = _mm_or_si128(ef, equal('\xEF'));
    }
    void note(Marks& marks) const {
      const auto any = [](__m128i found) {
        return static_cast<std::uint8_t>(_mm_movemask_epi8(found) != 0 ? 0xFF : 0);
      };
      marks.tag = any(tag);
      marks.colon = any(colon);
      marks.quote = any(quote);
      marks.tick = any(tick);
      marks.line = any(line);
      marks.www = any(www);
      marks.beyond_ascii = any(beyond_ascii);
      marks.c2 = any(c2);
      marks.e2 = any(e2);
      marks.e3 = any(e3);
      marks.ef = any(ef);
    }
    __m128i tag{}, colon{}, quote{}, tick{}, line{}, www{}, beyond_ascii{}, c2{}, e2{}, e3{}, ef{};
  };
#endif
};

bool is_space(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

bool is_word_byte(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') || (byte & 0x80);
}

bool starts_with_tag(std::string_view text, std::size_t at, std::string_view tag) {
  if (text.size() - at < tag.size()) return false;
  for (std::size_t i = 0; i < tag.size(); ++i) {
    char byte = text[at + i];
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte + 32);
    if (byte != tag[i]) return false;
  }
  return true;
}

std::size_t find_tag(std::string_view text, std::size_t from, std::string_view tag) {
  for (std::size_t at = text.find('<', from); at != kNone; at = text.find('<', at + 1)) {
    if (starts_with_tag(text, at, tag)) return at;
  }
  return kNone;
}

void add_part(std::string_view text, std::size_t begin, std::size_t end, Part part,
              std::vector<PartInterval>& out) {
  if (out.size() == out.capacity()) make_room_for_rest(out, end, text.size());
  out.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), part});
}

// Appends the elements <name>...</name> as parts of one kind.
void add_elements(std::string_view text, std::string_view opening, std::string_view closing,
                  Part part, std::vector<PartInterval>& out) {
  for (std::size_t at = find_tag(text, 0, opening); at != kNone;) {
    const std::size_t after = at + opening.size();
    if (after >= text.size()) return;
    if (is_word_byte(text[after])) {
      at = find_tag(text, after, opening);
      continue;
    }
    const std::size_t close = find_tag(text, after, closing);
    if (close == kNone) return;
    add_part(text, at, close + closing.size(), part, out);
    at = find_tag(text, close + closing.size(), opening);
  }
}

// `inline` code and ``` fences: a run of backticks up to the next run of the same length.
void add_code(std::string_view text, std::vector<PartInterval>& out) {
  // Where runs of each short length stand next; without it, unclosed runs would cost n * n.
  std::array<bool, 8> exhausted{};
  for (std::size_t at = text.find('`'); at != kNone;) {
    const std::size_t after = std::min(text.find_first_not_of('`', at), text.size());
    const std::size_t length = after - at;
    std::size_t close = kNone;
    if (length < exhausted.size() && !exhausted[length]) {
      for (std::size_t run = text.find('`', after); run != kNone;) {
        const std::size_t end = std::min(text.find_first_not_of('`', run), text.size());
        if (end - run == length) {
          close = end;
          break;
        }
        run = text.find('`', end);
      }
      exhausted[length] = close == kNone;
    }
    if (close == kNone) {
      at = text.find('`', after);
      continue;
    }
    // Marks inside a word set off no code: "mor`o`n".
    const bool in_word = (at > 0 && is_ascii_letter(text[at - 1])) ||
                         (close < text.size() && is_ascii_letter(text[close]));
    if (!in_word) add_part(text, at, close, kPartCode, out);
    at = text.find('`', close);
  }
}

bool ends_link(char byte) {
  return is_space(byte) || byte == '<' || byte == '>' || byte == '"' || byte == '`' ||
         byte == '|' || byte == '\\' || byte == '^' || byte == '{' || byte == '}';
}

// The end of a link that starts at `at`. Punctuation that closes the sentence, and anything that
// is not ASCII (a Chinese sentence goes on without a space), is not part of it.
std::size_t link_end(std::string_view text, std::size_t at) {
  std::size_t end = at;
  int open = 0;
  for (; end < text.size() && !ends_link(text[end]) && !(text[end] & 0x80); ++end) {
    if (text[end] == '(') ++open;
    if (text[end] == ')' && --open < 0) break;
  }
  while (end > at && std::string_view(".,;:!?'*_").find(text[end - 1]) != kNone) --end;
  return end;
}

// "https://site.example/page".
void add_links(std::string_view text, std::vector<PartInterval>& out) {
  for (std::size_t at = text.find("://"); at != kNone;) {
    std::size_t begin = at;
    while (begin > 0 && at - begin < 8 && is_word_byte(text[begin - 1]) &&
           !(text[begin - 1] & 0x80)) {
      --begin;
    }
    const std::size_t end = link_end(text, at + 3);
    if (begin < at && end > at + 3) add_part(text, begin, end, kPartLink, out);
    at = text.find("://", end);
  }
}

// "www.site.example".
void add_bare_links(std::string_view text, std::vector<PartInterval>& out) {
  for (std::size_t at = text.find("www."); at != kNone;) {
    std::size_t end = at + 4;
    const bool starts = at == 0 || !(is_word_byte(text[at - 1]) || text[at - 1] == '/');
    if (starts) end = link_end(text, end);
    if (end > at + 4) add_part(text, at, end, kPartLink, out);
    at = text.find("www.", end);
  }
}

// Lines that start with ">": quotation by mail and Markdown custom.
void add_quoted_lines(std::string_view text, std::vector<PartInterval>& out) {
  for (std::size_t line = 0; line < text.size();) {
    const std::size_t end = std::min(text.find('\n', line), text.size());
    std::size_t first = line;
    while (first < end && (text[first] == ' ' || text[first] == '\t')) ++first;
    if (text.substr(first, 4) == "&gt;" || (first < end && text[first] == '>')) {
      add_part(text, line, end, kPartQuote, out);
    }
    line = end + 1;
  }
}

struct QuoteMarks {
  std::string_view open;
  std::string_view close;
};

// Pairs with an opening mark of their own. A pair may span lines but not a blank line.
constexpr QuoteMarks kQuoteMarks[] = {
    {"\u201C", "\u201D"}, {"\u300C", "\u300D"}, {"\u300E", "\u300F"}, {"\u300A", "\u300B"},
    {"\u00AB", "\u00BB"}, {"\u201E", "\u201C"}, {"\uFF02", "\uFF02"},
};

std::size_t paragraph_end(std::string_view text, std::size_t from) {
  return std::min({text.find("\n\n", from), text.find("\r\n\r\n", from), text.size()});
}

void add_paired_quotes(std::string_view text, const Marks& found, std::vector<PartInterval>& out) {
  for (const QuoteMarks& marks : kQuoteMarks) {
    if (!found.may_start(marks.open.front())) continue;
    std::size_t paragraph = 0;
    for (std::size_t at = text.find(marks.open); at != kNone;) {
      const std::size_t after = at + marks.open.size();
      if (paragraph < after) paragraph = paragraph_end(text, after);
      const std::size_t close = text.substr(0, paragraph).find(marks.close, after);
      if (close == kNone) {
        at = text.find(marks.open, paragraph);  // none closes before the paragraph ends
        continue;
      }
      const std::size_t end = close + marks.close.size();
      add_part(text, at, end, kPartQuote, out);
      at = text.find(marks.open, end);
    }
  }
}

// "Straight" marks: one that follows a space opens, one that follows a word or a stop closes.
void add_straight_quotes(std::string_view text, std::vector<PartInterval>& out) {
  std::size_t open = kNone;
  std::size_t paragraph = 0;
  for (std::size_t at = text.find('"'); at != kNone; at = text.find('"', at + 1)) {
    if (at >= paragraph) {
      open = kNone;
      paragraph = paragraph_end(text, at);
    }
    const bool after_space =
        at == 0 || is_space(text[at - 1]) || text[at - 1] == '(' || text[at - 1] == '[';
    const bool before_space = at + 1 == text.size() || is_space(text[at + 1]);
    if (open == kNone) {
      if (!before_space && (after_space || (text[at - 1] & 0x80))) open = at;
    } else if (!after_space || before_space) {
      add_part(text, open, at + 1, kPartQuote, out);
      open = kNone;
    }
  }
}

}  // namespace

void find_parts(std::string_view source, std::vector<PartInterval>& parts) {
  const Marks marks(source);
  if (marks.tick != 0) add_code(source, parts);
  if (marks.tag != 0) {
    add_elements(source, "<code", "</code>", kPartCode, parts);
    add_elements(source, "<pre", "</pre>", kPartCode, parts);
    add_elements(source, "<blockquote", "</blockquote>", kPartQuote, parts);
    add_elements(source, "<q", "</q>", kPartQuote, parts);
  }
  if (marks.colon != 0) add_links(source, parts);
  if (marks.www != 0) add_bare_links(source, parts);
  if (marks.line != 0) add_quoted_lines(source, parts);
  if (marks.beyond_ascii > 0x7F) add_paired_quotes(source, marks, parts);
  if (marks.quote != 0) add_straight_quotes(source, parts);
  if (parts.size() < 2) return;
  sort_in_place(
      parts.begin(), parts.end(), [](const PartInterval& left, const PartInterval& right) {
        return left.begin != right.begin ? left.begin < right.begin : left.end > right.end;
      });
}

void note_parts(Text& text) {
  // Few parts, many tokens: walk both once.
  for (const PartInterval& part : text.parts) {
    auto token =
        std::lower_bound(text.tokens.begin(), text.tokens.end(), part.begin,
                         [](const Token& each, std::size_t begin) { return each.begin < begin; });
    for (; token != text.tokens.end() && token->begin < part.end; ++token) {
      token->parts |= part.part;
    }
  }
}

}  // namespace precheck
