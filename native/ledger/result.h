// A value, or why there is none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace precheck::ledger {

enum class Failure : std::uint8_t {
  unavailable,  // the storage cannot be read or written now; ask again later
  busy,         // another process holds the storage; waiting longer may help
  conflict,     // another writer was faster, nothing was stored; the same can be run again at once
  damaged,      // what is stored is not what was written
  mismatch,     // the idempotency key was used before, for another request
  not_found,    // there is no such strike
};

struct Error {
  Failure failure = Failure::unavailable;
  std::string message;  // one sentence; never holds an account or a key
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::move(value)) {}
  Result(Error error) : content_(std::move(error)) {}

  bool ok() const { return content_.index() == 0; }
  T& value() { return std::get<0>(content_); }
  const T& value() const { return std::get<0>(content_); }
  const Error& error() const { return std::get<1>(content_); }

 private:
  std::variant<T, Error> content_;
};

class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)) {}

  bool ok() const { return !error_; }
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

}  // namespace precheck::ledger
