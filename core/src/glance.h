// A glance at a comment, which clears most comments of most policies: where it finds none of the
// words that every rule needs one of, and nothing that may be one of them in disguise, no rule can
// say anything, and the stages behind it need not run. It may be wrong in one direction only: what
// it does not clear may still be clear.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "glance_words.h"
#include "hash_set.h"
#include "letter_marks.h"
#include "number_map.h"
#include "text.h"
#include "word_marks.h"
#include "word_matcher.h"

namespace precheck {

class Glance {
 public:
  // Memory that is kept from one text to the next.
  struct Scratch {
    LetterMarks letters;
    WordMarks words;
    Text chunk;
    Text region;
  };

  // Looks out for the words of the sets that somebody asks for; and for their disguises, but where
  // every rule wants words as they are typed, in small letters or capitals. A disguise that is
  // typed like an entry is found as the entry, too.
  void prepare(const WordMatcher& matcher, const std::vector<bool>& is_asked_for,
               bool reads_disguises);

  // False where no hit of those sets can be in the text. Linear in the text.
  bool may_find(std::string_view text, Scratch& scratch) const;

 private:
  class Look;
  class TypedLook;
  class Regions;

  bool may_find_typed(std::string_view text, Scratch& scratch) const;
  void add_path(const std::vector<std::uint32_t>& path);
  void add_wanted(std::string_view word);
  void add_part(std::string_view word);
  bool holds(const Text& text) const;

  const Vocabulary* vocabulary_ = nullptr;
  bool reads_disguises_ = true;
  WordBegins begins_;       // of the next
  HashSet wanted_;          // the words of the next two, of pairs the second
  HashSet words_;           // entries of one word
  HashSet pairs_;           // of longer entries two words in a row
  HashSet parts_;           // each word of both: what a disguise may stand for
  NumberMap squeezed_;      // those, each run of a letter as one -> the fewest bytes
  CommonWordTable common_;  // words that no disguise is made of
};

}  // namespace precheck
