// The slots of phrases that stand for no list of words: [figure], [amount], [contact], [address]
// and [capitals]. A lexicon of the same name comes first.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "hits.h"

namespace precheck {

struct BuiltInSlot {
  std::string_view name;
  SetId set;
};

inline constexpr std::array<BuiltInSlot, 6> kBuiltInSlots = {{{"post", kPostTerms},
                                                              {"figure", kFigures},
                                                              {"amount", kAmounts},
                                                              {"contact", kContacts},
                                                              {"address", kAddresses},
                                                              {"capitals", kCapitals}}};

// Adds what a slot other than [post] stands for, in no order. Linear in the text.
void find_slot(SetId set, const Text& text, std::vector<Hit>& out);

}  // namespace precheck
