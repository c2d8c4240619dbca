// A text with what a matcher found in it, for tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hits.h"

namespace matching {

struct Found {
  precheck::Text text;
  precheck::Hits hits;
  std::vector<precheck::Hit> all;

  // `matcher` is prepared, and `source` outlives this. `post` is sorted.
  Found(const precheck::WordMatcher& matcher, std::string_view source,
        const std::vector<std::string_view>* post = nullptr) {
    precheck::normalise(source, matcher.vocabulary(), precheck::Readings::all, text);
    hits.reset(matcher, text, post);
    matcher.scan(text, hits);
    for (precheck::SetId set = precheck::kBuiltInSets; set < matcher.set_count(); ++set) {
      const precheck::Hits::Range range = hits.of(set);
      all.insert(all.end(), range.begin(), range.end());
    }
  }
  Found(const Found&) = delete;
  Found& operator=(const Found&) = delete;
};

}  // namespace matching
