#include "glance_regions.h"

#include <algorithm>

namespace precheck {
namespace {

constexpr std::uint32_t kAround = 3;       // words on each side of what is read
constexpr std::uint32_t kAroundTyped = 1;  // where disguises are left alone
constexpr std::size_t kShortText = 240;  // bytes; of a longer one not more than half is read again

}  // namespace

bool Glance::Regions::note(Place place) {
  const std::uint32_t around = glance_.reads_disguises_ ? kAround : kAroundTyped;
  place.begin = begin_of_words(text_, place.begin, around);
  place.end = end_of_words(text_, place.end, around);
  const bool is_apart = place.begin > pending_.end || place.end < pending_.begin;
  if (pending_.end > pending_.begin && is_apart && read()) return true;
  if (pending_.end == pending_.begin || is_apart) {
    pending_ = place;
  } else {
    pending_ = {std::min(pending_.begin, place.begin), std::max(pending_.end, place.end)};
  }
  return false;
}

bool Glance::Regions::read() {
  read_ += pending_.end - pending_.begin;
  if (read_ > text_.size() / 2 && text_.size() > kShortText) return true;
  region_.clear();
  region_.source = text_.substr(pending_.begin, pending_.end - pending_.begin);
  find_tokens(region_);
  number_words(region_, *glance_.vocabulary_);
  const Readings which = glance_.reads_disguises_ ? Readings::all : Readings::typed;
  find_readings(region_, *glance_.vocabulary_, which);
  return glance_.holds(region_);
}

}  // namespace precheck
