// The bytes of an archive as clean UTF-8, piece by piece: unpacked, converted and mended.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace precheck {

class ByteSource {
 public:
  // `path` may be "-" for standard input, and gzip. `encoding` is a name that iconv knows; empty:
  // by the byte order mark or the XML declaration, else UTF-8. Null, with a sentence in `problem`,
  // when the file cannot be opened or nobody knows the encoding.
  static std::unique_ptr<ByteSource> open(const std::string& path, const std::string& encoding,
                                          std::string& problem);
  virtual ~ByteSource() = default;

  // The next piece, valid until the next call. Empty at the end, or when reading failed.
  // What is not a character of the encoding is U+FFFD, a control character a space.
  virtual std::string_view next() = 0;

  virtual std::size_t bytes_read() const = 0;           // of the file as it is stored
  virtual std::optional<std::size_t> size() const = 0;  // of the file, where it is known
  virtual std::size_t mended() const = 0;               // how many U+FFFD were put in
  virtual const std::string& problem() const = 0;
};

// Appends `piece` as clean UTF-8. A character that is cut off at the end stays in `tail` (at most
// three bytes) for the next piece. Answers how many U+FFFD were put in.
std::size_t append_clean_utf8(std::string_view piece, std::string& tail, std::string& out);

}  // namespace precheck
