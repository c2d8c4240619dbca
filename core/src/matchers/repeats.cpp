// repeats: the comment is nearly the same as one in `earlier`. The figure is the share of runs of
// three words that both have, of those that either has (resemblance by shingles; Broder 1997);
// comments of fewer words are compared whole.
#include <algorithm>
#include <functional>

#include "../match_builder.h"
#include "../sort.h"
#include "matcher.h"

namespace precheck {
namespace {

constexpr std::size_t kShingle = 3;  // words

std::uint64_t mixed(std::uint64_t hash, std::string_view word) {
  // FNV-1a over the bytes and a separator: the same on every host.
  for (const char byte : word) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3ull;
  return (hash ^ 0xFF) * 0x100000001B3ull;
}

std::vector<std::uint64_t> shingles(const Text& text) {
  std::vector<std::uint64_t> out;
  const std::size_t count = text.tokens.size();
  if (count == 0) return out;
  const std::size_t length = std::min(count, kShingle);
  for (std::size_t at = 0; at + length <= count; ++at) {
    std::uint64_t hash = 0xCBF29CE484222325ull;
    for (std::size_t i = at; i < at + length; ++i) hash = mixed(hash, text.word(text.tokens[i]));
    out.push_back(hash);
  }
  sort_in_place(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

double resemblance(const std::vector<std::uint64_t>& left,
                   const std::vector<std::uint64_t>& right) {
  std::size_t both = 0;
  for (auto one = left.begin(), other = right.begin(); one != left.end() && other != right.end();) {
    if (*one == *other) {
      ++both;
      ++one;
      ++other;
    } else {
      ++(*one < *other ? one : other);
    }
  }
  const std::size_t either = left.size() + right.size() - both;
  const std::size_t thousandths = either == 0 ? 0 : both * 1000 / either;
  return static_cast<double>(thousandths) / 1000;
}

}  // namespace

bool build_repeats(MatchBuilder& builder, const JsonValue&, const JsonValue& value, Node& node) {
  const double* share = builder.reader().number(value, "\"repeats\"");
  if (share == nullptr) return false;
  if (*share <= 0 || *share > 1) {
    builder.reader().fail(value, "bad_value", [&] {
      return "\"repeats\" is a share over 0 and up to 1; 0.8 finds near copies";
    });
    return false;
  }
  node.over = *share;
  return true;
}

bool holds_repeats(const Node& node, Evaluation& evaluation, const Scope& scope,
                   std::vector<Interval>&) {
  if (evaluation.request().earlier.empty()) return false;
  const std::vector<std::uint64_t> own = shingles(evaluation.comment().text);
  for (const std::string_view each : evaluation.request().earlier) {
    Text earlier;
    earlier.source = each;
    find_tokens(earlier);
    if (resemblance(own, shingles(earlier)) < *node.over) continue;
    evaluation.note_whole(scope);
    return true;
  }
  return false;
}

}  // namespace precheck
