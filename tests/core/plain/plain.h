// The plain slow reference: the same judgement with loops over lists, no tables, no short cuts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hits.h"
#include "text.h"

namespace plain {

using Path = std::vector<std::string>;  // folded words

// The words of all entries.
class Words {
 public:
  std::uint32_t add(std::string_view word);
  void find(std::string_view word, precheck::Likewise how, std::vector<std::uint32_t>& ids) const;
  const std::string& operator[](std::uint32_t id) const { return words_[id]; }

 private:
  std::vector<std::string> words_;
};

void find_tokens(precheck::Text& text);                        // tokens.cpp
void find_readings(precheck::Text& text, const Words& words);  // disguises.cpp

struct Entry {
  precheck::SetId set;
  std::uint32_t topic;
  std::string typed;
  Path path;
  bool capitals_only;
  bool run_together;
};

class Matcher {
 public:
  // As WordMatcher::add().
  void add(precheck::SetId set, std::string_view words, std::uint32_t topic);
  void add_phrase(precheck::Phrase phrase) { phrases_.push_back(std::move(phrase)); }

  precheck::Text normalise(std::string_view source) const;

  // All hits, in no order.
  std::vector<precheck::Hit> find(const precheck::Text& text) const;

 private:
  void add_entry(Entry entry);

  Words words_;
  std::vector<Entry> entries_;
  std::vector<precheck::Phrase> phrases_;
};

}  // namespace plain
