#include "vocabulary.h"

#include <algorithm>

#include "ascii.h"

namespace precheck {
namespace {

constexpr std::size_t kDoubledAll = 3;  // doubled letters that are no slip in a short word

// "coool" -> "col", in memory of its own where the word is not longer than any that is looked up.
class Squeezed {
 public:
  explicit Squeezed(std::string_view word) {
    if (word.size() > sizeof short_) long_.resize(word.size());
    char* out = word.size() > sizeof short_ ? long_.data() : short_;
    std::size_t size = 0;
    for (const char byte : word) {
      if (size == 0 || out[size - 1] != byte || !is_ascii(byte)) out[size++] = byte;
    }
    text_ = {out, size};
  }
  Squeezed(const Squeezed&) = delete;
  Squeezed& operator=(const Squeezed&) = delete;
  std::string_view text() const { return text_; }

 private:
  char short_[64];
  std::string long_;
  std::string_view text_;
};

std::size_t run_at(std::string_view word, std::size_t at) {
  std::size_t run = 1;
  while (at + run < word.size() && word[at + run] == word[at] && is_ascii(word[at])) ++run;
  return run;
}

// Every run of `stretched` is at least as long as in `word`, and some are longer.
bool is_stretch_of(std::string_view stretched, std::string_view word) {
  std::size_t at = 0;
  std::size_t extra = 0;
  std::size_t longest = 0;
  std::size_t i = 0;
  while (i < word.size()) {
    if (at >= stretched.size() || stretched[at] != word[i]) return false;
    const std::size_t run = run_at(word, i);
    const std::size_t typed = run_at(stretched, at);
    const bool is_digit = word[i] >= '0' && word[i] <= '9';
    if (typed < run || (is_digit && typed != run)) return false;  // 1000 is no stretched 10
    extra += typed - run;
    longest = std::max(longest, typed);
    i += run;
    at += typed;
  }
  // "boot" is no stretched "bot": a doubled letter alone counts in longer words only.
  return at == stretched.size() && extra > 0 &&
         (longest >= 3 || word.size() >= 5 || extra >= kDoubledAll);
}

std::uint64_t shape_of(std::string_view word) {
  return std::uint64_t{word.size()} << 8 | static_cast<unsigned char>(word.front());
}

}  // namespace

Vocabulary::Vocabulary() : starts_(1) {
  grow();
  insert_common_words();
}

void Vocabulary::insert_common_words() {
  std::uint32_t place = 0;
  for (const std::string_view word : common_words()) insert(word, kCommon | kNotListed | place++);
}

std::size_t Vocabulary::bytes() const {
  return pool_.size() + starts_.size() * 12 + slots_.size() * sizeof(Slot) + filter_.size() * 8 +
         squeezed_.bytes() + shapes_.bytes();
}

std::string_view Vocabulary::typed(const Slot& slot) const {
  const std::uint32_t number = slot.word & kNumber;
  return (slot.word & kNotListed) != 0 ? common_words().begin()[number] : word(number);
}

bool Vocabulary::is_at(const Slot& slot, std::string_view wanted, std::uint64_t first,
                       std::uint64_t hash) const {
  if (slot.first != first || slot.hash != static_cast<std::uint32_t>(hash)) return false;
  return wanted.size() < 8 || typed(slot) == wanted;
}

KnownWord Vocabulary::look_up(std::string_view word, std::uint64_t first,
                              std::uint64_t hash) const {
  const Slot* slots = slots_.data();
  for (std::size_t at = hash & mask_; slots[at].word != kEmpty; at = (at + 1) & mask_) {
    if (is_at(slots[at], word, first, hash)) return known(slots[at]);
  }
  return {};
}

Vocabulary::Slot& Vocabulary::slot_of(std::string_view word, std::uint64_t first,
                                      std::uint64_t hash) {
  std::size_t at = hash & mask_;
  while (slots_[at].word != kEmpty && !is_at(slots_[at], word, first, hash)) at = (at + 1) & mask_;
  return slots_[at];
}

void Vocabulary::insert(std::string_view word, std::uint32_t id) {
  const std::uint64_t first = first_eight(word);
  insert(word, first, hash_of(word, first), id);
}

void Vocabulary::insert(std::string_view word, std::uint64_t first, std::uint64_t hash,
                        std::uint32_t id) {
  filter_[filter_place(hash) >> 6] |= std::uint64_t{1} << (filter_place(hash) & 63);
  Slot& slot = slot_of(word, first, hash);
  if (slot.word == kEmpty) {
    slot = {first, static_cast<std::uint32_t>(hash), id};
    ++used_;
  } else {
    slot.word = (slot.word & kCommon) | id;
  }
}

void Vocabulary::grow() {
  slots_.assign(slots_.empty() ? 512 : slots_.size() * 2, Slot{});
  mask_ = slots_.size() - 1;
  filter_.assign(slots_.size() / 8, 0);
  filter_mask_ = filter_.size() * 64 - 1;
  const std::size_t used = used_;
  if (used == 0) return;
  insert_common_words();
  for (std::uint32_t id = 0; id < size(); ++id) insert(word(id), id);
  used_ = used;
}

std::uint32_t Vocabulary::add(std::string_view word) {
  const std::uint64_t first = first_eight(word);
  const std::uint64_t hash = hash_of(word, first);
  const KnownWord known = look_up(word, first, hash);
  if (known.id != kUnknownWord) return known.id;
  if ((used_ + 1) * 2 > slots_.size()) grow();
  const std::uint32_t id = size();
  pool_ += word;
  starts_.push_back(static_cast<std::uint32_t>(pool_.size()));
  insert(word, first, hash, id);
  return id;
}

void Vocabulary::prepare() {
  squeezed_.reserve(size());
  for (auto id = static_cast<std::uint32_t>(same_squeeze_.size()); id < size(); ++id) {
    same_squeeze_.push_back(squeezed_.replace(hash_of(Squeezed(word(id)).text()), id));
  }
  for (auto id = static_cast<std::uint32_t>(same_shape_.size()); id < size(); ++id) {
    same_shape_.push_back(shapes_.replace(shape_of(word(id)), id));
  }
}

void Vocabulary::find(std::string_view word, Likewise how, std::vector<std::uint32_t>& ids) const {
  if (word.empty()) return;
  const std::size_t before = ids.size();
  switch (how) {
    case Likewise::exact:
      if (const KnownWord known = look_up(word); known.id != kUnknownWord) ids.push_back(known.id);
      return;
    case Likewise::stretched:
      find_stretched(word, ids);
      break;
    case Likewise::masked:
      find_masked(word, ids);
      break;
  }
  std::reverse(ids.begin() + static_cast<std::ptrdiff_t>(before), ids.end());  // oldest first
}

void Vocabulary::find_stretched(std::string_view word, std::vector<std::uint32_t>& ids) const {
  const Squeezed squeezed(word);
  if (squeezed.text().size() < 2) return;  // "aaaa" is no stretched "a"
  std::uint32_t id = squeezed_.find(hash_of(squeezed.text()));
  for (; id != kNoNumber; id = same_squeeze_[id]) {
    if (is_stretch_of(word, this->word(id))) ids.push_back(id);
  }
}

void Vocabulary::find_masked(std::string_view word, std::vector<std::uint32_t>& ids) const {
  for (std::uint32_t id = shapes_.find(shape_of(word)); id != kNoNumber; id = same_shape_[id]) {
    const std::string_view listed = this->word(id);
    bool fits = true;
    for (std::size_t i = 0; i < word.size() && fits; ++i) {
      fits = word[i] == listed[i] || (word[i] == '*' && is_ascii(listed[i]));
    }
    if (fits) ids.push_back(id);
  }
}

}  // namespace precheck
