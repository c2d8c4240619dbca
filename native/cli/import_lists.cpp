// Lists of words: WordPress' moderation and disallowed keys, Discourse's watched words, Coral's
// banned and suspect words, and plain ones.
#include <algorithm>
#include <set>

#include "cli/import_policy.h"

namespace precheck::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Entry {
  std::size_t line = 0;
  std::string text;
};

bool is_ascii_letter_or_digit(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9');
}

bool has_letter_or_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char byte) {
    return is_ascii_letter_or_digit(byte) || static_cast<unsigned char>(byte) >= 0x80;
  });
}

bool consists_of(std::string_view text, std::string_view signs) {
  return text.find_first_not_of(signs) == std::string_view::npos;
}

bool is_address(const std::string& text) {
  const bool is_v4 = consists_of(text, "0123456789.") &&
                     std::count(text.begin(), text.end(), '.') >= 1 && text.size() >= 4;
  const bool is_v6 = consists_of(text, "0123456789abcdefABCDEF:") &&
                     std::count(text.begin(), text.end(), ':') >= 2;
  return is_v4 || is_v6;
}

bool is_mail_address(const std::string& text) {
  const std::size_t at = text.find('@');
  return at != std::string::npos && text.find('.', at) != std::string::npos &&
         text.find(' ') == std::string::npos;
}

// "casino.example", "https://casino.example/win"
bool is_link(const std::string& text) {
  if (text.find(' ') != std::string::npos) return false;
  if (text.find("://") != std::string::npos) return true;
  const std::string host = text.substr(0, text.find('/'));
  const std::size_t dot = host.rfind('.');
  if (dot == std::string::npos || dot == 0 || dot + 3 > host.size()) return false;
  return std::all_of(host.begin() + static_cast<std::ptrdiff_t>(dot) + 1, host.end(),
                     [](char byte) { return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z'; }) &&
         std::all_of(host.begin(), host.end(), [](char byte) {
           return is_ascii_letter_or_digit(byte) || byte == '.' || byte == '-';
         });
}

// A word boundary where the entry begins or ends with a Latin letter; Chinese has none.
std::string bounded(std::string_view pattern, char first, char last) {
  return (is_ascii_letter_or_digit(first) ? "\\b" : "") + std::string(pattern) +
         (is_ascii_letter_or_digit(last) ? "\\b" : "");
}

// "spam*" -> \bspam\S*
std::string pattern_of_wildcards(const std::string& text) {
  std::string pattern;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t star = std::min(text.find('*', at), text.size());
    pattern += quoted_for_pattern(std::string_view(text).substr(at, star - at));
    if (star < text.size() && star > 0 && star + 1 < text.size()) pattern += "\\S*";
    at = star + 1;
  }
  return bounded(pattern, text.front(), text.back());
}

class ListImport {
 public:
  ListImport(const ImportOptions& options, Import& import) : options_(options), import_(import) {}

  void add(const Entry& entry) {
    ++import_.entries;
    if (!known_.insert(entry.text).second) {
      lose(entry, "stands in the list twice; once is enough", true);
    } else if (options_.is_regex) {
      patterns_.push_back(entry.text);
    } else if (is_address(entry.text)) {
      lose(entry, "is an IP address; a policy looks at what is written, block addresses elsewhere",
           true);
    } else if (is_mail_address(entry.text)) {
      lose(entry, "is a mail address; a policy looks at what is written, block senders elsewhere",
           true);
    } else if (is_link(entry.text)) {
      links_.push_back(quoted_for_pattern(entry.text));
    } else if (!has_letter_or_digit(entry.text)) {
      lose(entry, "holds no letter and no digit to look for", true);
    } else if (entry.text.find('*') != std::string::npos) {
      add_starred(entry);
    } else {
      add_word(entry);
    }
  }

  void finish() {
    std::vector<std::string> patterns = patterns_;
    if (!words_.empty() || !patterns.empty()) add_rule("", matcher_of(words_, patterns), false);
    const std::vector<std::string> links = join_patterns(links_, "", "");
    if (!links.empty()) add_rule("-links", matcher_of({}, links), true);
    if (import_.rules.empty() && import_.problem.empty()) {
      import_.problem = "there is no entry in this list that a policy could look for";
    }
  }

 private:
  void lose(const Entry& entry, std::string what, bool is_dropped) {
    import_.lose(entry.line, entry.text, std::move(what), is_dropped);
  }

  void add_word(const Entry& entry) {
    words_.push_back(entry.text);
    // Chinese has no word boundaries here either, so nothing changes for it.
    const bool is_latin =
        std::any_of(entry.text.begin(), entry.text.end(), is_ascii_letter_or_digit);
    if (options_.from == "wordpress" && is_latin) {
      lose(entry, "was found inside other words, too; here it is a whole word", false);
    }
  }

  void add_starred(const Entry& entry) {
    const bool is_inner = entry.text.front() != '*' && entry.text.back() != '*';
    if (options_.from == "discourse" || !is_inner) {
      if (options_.from == "wordpress") {
        lose(entry, "the * was a plain sign; here it stands for any letters", false);
      }
      patterns_.push_back(pattern_of_wildcards(entry.text));
      lose(entry, "became a pattern, which does not undo disguises such as s.p.a.m", false);
      return;
    }
    lose(entry, "looks like a disguised word; write the word itself, disguises are undone", true);
  }

  void add_rule(const std::string& suffix, Json match, bool sees_links) {
    const bool refuses = action() == "reject";
    Json rule = {{"id", options_.id + suffix},
                 {"category", "word-list"},
                 {"action", action()},
                 {"message", sees_links ? "This links to a site that is not wanted here."
                             : refuses  ? "This uses words that are not allowed here."
                                        : "This uses words that a moderator wants to look at."},
                 {"advice", sees_links ? "Take the link out."
                                       : "Say it in other words, and it will appear at once."}};
    if (sees_links) rule["ignore"] = {"quote", "code"};
    rule["match"] = std::move(match);
    import_.rules.push_back(std::move(rule));
  }

  // Discourse names its files by what they do.
  std::string action() const {
    if (!options_.action.empty()) return options_.action;
    if (options_.from == "discourse") {
      for (const auto& [name, action] :
           {std::pair("block", "reject"), std::pair("censor", "warn"), std::pair("flag", "hold"),
            std::pair("require_approval", "hold"), std::pair("silence", "hold")}) {
        const std::string file = options_.path.substr(options_.path.rfind('/') + 1);
        if (file.find(name) != std::string::npos) return action;
      }
    }
    return "hold";
  }

  const ImportOptions& options_;
  Import& import_;
  std::set<std::string> known_;
  std::vector<std::string> words_;
  std::vector<std::string> patterns_;
  std::vector<std::string> links_;
};

// One entry a line. In plain lists a line that begins with # is a remark.
std::vector<Entry> lines_of(std::string_view text, bool has_remarks) {
  std::vector<Entry> entries;
  std::size_t line = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    Entry entry{++line, trimmed(text.substr(0, end))};
    text.remove_prefix(std::min(end + 1, text.size()));
    if (entry.text.empty() || (has_remarks && entry.text.front() == '#')) continue;
    entries.push_back(std::move(entry));
  }
  return entries;
}

// Coral's lists stand one a line; older ones are separated by commas.
std::vector<Entry> coral_entries(std::string_view text) {
  if (text.find('\n') != std::string_view::npos || text.find(',') == std::string_view::npos) {
    return lines_of(text, false);
  }
  std::string lines(text);
  std::replace(lines.begin(), lines.end(), ',', '\n');
  std::vector<Entry> entries = lines_of(lines, false);
  for (Entry& entry : entries) entry.line = 1;
  return entries;
}

// A row of a CSV file without line breaks in its fields.
std::vector<std::string> fields_of(std::string_view row) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t at = 0; at < row.size(); ++at) {
    const char sign = row[at];
    if (sign == '"' && quoted && at + 1 < row.size() && row[at + 1] == '"') {
      fields.back() += '"';
      ++at;
    } else if (sign == '"') {
      quoted = !quoted;
    } else if (sign == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += sign;
    }
  }
  return fields;
}

// word, replacement, case_sensitive
std::vector<Entry> discourse_entries(std::string_view text, Import& import) {
  std::vector<Entry> entries;
  for (const Entry& row : lines_of(text, false)) {
    const std::vector<std::string> fields = fields_of(row.text);
    Entry entry{row.line, trimmed(fields.front())};
    if (entry.text.empty() || (row.line == 1 && entry.text == "word")) continue;
    if (fields.size() > 1 && !trimmed(fields[1]).empty()) {
      import.lose(
          row.line, entry.text,
          "had \"" + trimmed(fields[1]) + "\" to put in its place; a policy changes no text",
          false);
    }
    if (fields.size() > 2 && trimmed(fields[2]) == "true") {
      import.lose(row.line, entry.text, "minded capitals; here they do not matter", false);
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace

Import import_list(const ImportOptions& options, const std::string& text) {
  Import import;
  std::vector<Entry> entries;
  if (options.from == "discourse") {
    entries = discourse_entries(text, import);
  } else if (options.from == "coral") {
    entries = coral_entries(text);
  } else {
    entries = lines_of(text, options.from == "plain");
  }
  ListImport list(options, import);
  for (const Entry& entry : entries) list.add(entry);
  list.finish();
  return import;
}

}  // namespace precheck::cli
