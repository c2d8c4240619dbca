#include "ledger/database.h"

namespace precheck::ledger {

std::int64_t integer(const Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  return number == nullptr ? 0 : *number;
}

std::string text(const Value& value) {
  const auto* string = std::get_if<std::string>(&value);
  return string == nullptr ? std::string() : *string;
}

std::string bytes(const Value& value) {
  const auto* blob = std::get_if<Blob>(&value);
  return blob == nullptr ? std::string() : blob->bytes;
}

}  // namespace precheck::ledger
