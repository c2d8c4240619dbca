// Fills the tables that pack_tables.mjs has packed. Each column of a table is a row of short
// numbers: how far each value is from a neighbour, mostly the one above.
#pragma once

#include <cstddef>
#include <cstdint>

namespace packed_tables {

// Becomes whatever integer a field is.
struct Number {
  std::int32_t value;
  template <typename Field>
  operator Field() const {
    return static_cast<Field>(value);
  }
};

enum Neighbour : std::uint8_t { kNone, kAbove, kAboveAcross, kLeft };

struct Column {
  const unsigned char* at;
  Neighbour neighbour;

  // Seven bits a byte, the lowest first; the sign is the lowest bit of all.
  std::int32_t next() {
    std::uint32_t coded = 0;
    for (unsigned shift = 0;; shift += 7) {
      const std::uint32_t byte = *at++;
      coded |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    const auto half = static_cast<std::int32_t>(coded >> 1);
    return (coded & 1) != 0 ? -half - 1 : half;
  }
};

template <std::size_t kColumns>
void next_row(Column (&columns)[kColumns], Number (&row)[kColumns]) {
  Number above[kColumns];
  for (std::size_t at = 0; at < kColumns; ++at) above[at] = row[at];
  for (std::size_t at = 0; at < kColumns; ++at) {
    std::int32_t near = 0;
    switch (columns[at].neighbour) {
      case kNone:
        break;
      case kAbove:
        near = above[at].value;
        break;
      case kAboveAcross:
        near = above[at == 0 ? 1 : 0].value;
        break;
      case kLeft:
        near = row[at - 1].value;
        break;
    }
    row[at].value = near + columns[at].next();
  }
}

}  // namespace packed_tables
