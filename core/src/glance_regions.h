// What a glance does not know for sure is read by the stages behind it, with the words around it.
#pragma once

#include <string_view>

#include "glance.h"

namespace precheck {

class Glance::Regions {
 public:
  struct Place {
    std::size_t begin;
    std::size_t end;
  };

  Regions(const Glance& glance, std::string_view text, Scratch& scratch)
      : glance_(glance), text_(text), region_(scratch.region) {}

  // What stands here is to be read. True where what waited for that is something.
  bool note(Place place);

  // The same for what waits still.
  bool finish() { return pending_.end > pending_.begin && read(); }

 private:
  bool read();

  const Glance& glance_;
  std::string_view text_;
  Text& region_;
  Place pending_{0, 0};   // none: empty
  std::size_t read_ = 0;  // bytes
};

}  // namespace precheck
