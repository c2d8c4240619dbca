#include "archive/byte_source.h"

#include <fcntl.h>
#include <iconv.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

namespace precheck {
namespace {

constexpr std::size_t kPieceBytes = 256 * 1024;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// The file's own bytes, unpacked where they are gzip.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {
    struct stat status {};
    if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)) {
      size_ = static_cast<std::size_t>(status.st_size);
    }
    file_ = gzdopen(descriptor, "rb");
    if (file_ != nullptr) gzbuffer(file_, kPieceBytes);
  }
  ~File() {
    if (file_ != nullptr) {
      gzclose(file_);
    } else {
      close(descriptor_);
    }
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool is_open() const { return file_ != nullptr; }

  std::string_view next() {
    const int count = gzread(file_, piece_.data(), static_cast<unsigned>(piece_.size()));
    int code = Z_OK;
    const char* said = gzerror(file_, &code);
    if (code != Z_OK && code != Z_STREAM_END) {
      problem_ = code == Z_ERRNO ? std::strerror(errno) : std::string("gzip: ") + said;
    }
    return {piece_.data(), static_cast<std::size_t>(std::max(count, 0))};
  }

  std::size_t bytes_read() const {
    const z_off_t offset = gzoffset(file_);
    return offset < 0 ? 0 : static_cast<std::size_t>(offset);
  }
  std::optional<std::size_t> size() const { return size_; }
  const std::string& problem() const { return problem_; }

 private:
  int descriptor_;
  gzFile file_ = nullptr;
  std::optional<std::size_t> size_;
  std::vector<char> piece_ = std::vector<char>(kPieceBytes);
  std::string problem_;
};

// Converts to UTF-8. Bytes that are no character become U+FFFD.
class Converter {
 public:
  explicit Converter(const std::string& encoding)
      : handle_(iconv_open("UTF-8", encoding.c_str())) {}
  ~Converter() {
    if (knows_encoding()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  // iconv_open() answers (iconv_t)-1 where it does not.
  // NOLINTNEXTLINE(performance-no-int-to-ptr)
  bool knows_encoding() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  std::size_t append(std::string_view piece, std::string& out) {
    rest_ += piece;
    char* in = rest_.data();
    std::size_t left = rest_.size();
    std::size_t mended = 0;
    while (left > 0) {
      char buffer[16 * 1024];
      char* to = buffer;
      std::size_t room = sizeof buffer;
      const std::size_t done = iconv(handle_, &in, &left, &to, &room);
      out.append(buffer, static_cast<std::size_t>(to - buffer));
      if (done != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
      if (errno == EINVAL) break;  // cut off: the next piece has the rest
      out += kReplacement;
      ++mended;
      ++in;
      --left;
    }
    rest_.erase(0, rest_.size() - left);
    return mended;
  }

 private:
  iconv_t handle_;
  std::string rest_;
};

bool begins(std::string_view text, std::string_view with) {
  return text.substr(0, with.size()) == with;
}

// encoding="…" of an XML declaration.
std::string declared_encoding(std::string_view text) {
  if (!begins(text, "<?xml")) return {};
  const std::string_view declaration = text.substr(0, text.find("?>"));
  std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos) return {};
  const std::size_t end = declaration.find(declaration[at], at + 1);
  if (end == std::string_view::npos) return {};
  return std::string(declaration.substr(at + 1, end - at - 1));
}

bool is_utf8(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char sign) { return sign >= 'a' && sign <= 'z' ? sign - 'a' + 'A' : sign; });
  return name.empty() || name == "UTF-8" || name == "UTF8" || name == "US-ASCII" || name == "ASCII";
}

class CleanSource : public ByteSource {
 public:
  explicit CleanSource(std::unique_ptr<File> file) : file_(std::move(file)) {}

  // Looks at the first piece. Answers what is wrong, empty when nothing is.
  std::string begin(std::string encoding) {
    first_ = file_->next();
    for (const auto& [mark, name] :
         {std::pair<std::string_view, const char*>("\xEF\xBB\xBF", "UTF-8"),
          std::pair<std::string_view, const char*>("\xFF\xFE", "UTF-16LE"),
          std::pair<std::string_view, const char*>("\xFE\xFF", "UTF-16BE")}) {
      if (!begins(first_, mark)) continue;
      first_.remove_prefix(mark.size());
      encoding = name;
    }
    if (begins(first_, std::string_view("<\0?\0", 4))) encoding = "UTF-16LE";
    if (begins(first_, std::string_view("\0<\0?", 4))) encoding = "UTF-16BE";
    if (encoding.empty()) encoding = declared_encoding(first_);
    if (is_utf8(encoding)) return {};
    converter_ = std::make_unique<Converter>(encoding);
    return converter_->knows_encoding() ? "" : "nobody here knows the encoding " + encoding;
  }

  std::string_view next() override {
    clean_.clear();
    while (clean_.empty()) {
      const std::string_view piece = has_begun_ ? file_->next() : first_;
      has_begun_ = true;
      if (piece.empty()) {
        mended_ += tail_.empty() ? 0 : 1;
        if (!tail_.empty()) clean_ = kReplacement;
        tail_.clear();
        return clean_;
      }
      if (converter_) {
        converted_.clear();
        mended_ += converter_->append(piece, converted_);
        mended_ += append_clean_utf8(converted_, tail_, clean_);
      } else {
        mended_ += append_clean_utf8(piece, tail_, clean_);
      }
    }
    return clean_;
  }

  std::size_t bytes_read() const override { return file_->bytes_read(); }
  std::optional<std::size_t> size() const override { return file_->size(); }
  std::size_t mended() const override { return mended_; }
  const std::string& problem() const override { return file_->problem(); }

 private:
  std::unique_ptr<File> file_;
  std::unique_ptr<Converter> converter_;
  std::string_view first_;
  bool has_begun_ = false;
  std::string converted_;
  std::string clean_;
  std::string tail_;
  std::size_t mended_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> ByteSource::open(const std::string& path, const std::string& encoding,
                                             std::string& problem) {
  const int descriptor =
      path == "-" ? dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (descriptor >= 0 && fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
    close(descriptor);
    problem = std::strerror(EISDIR);
    return nullptr;
  }
  auto file = descriptor < 0 ? nullptr : std::make_unique<File>(descriptor);
  if (!file || !file->is_open()) {
    problem = std::strerror(errno);
    return nullptr;
  }
  auto source = std::make_unique<CleanSource>(std::move(file));
  problem = source->begin(encoding);
  if (problem.empty()) problem = source->problem();
  if (!problem.empty()) return nullptr;
  return source;
}

}  // namespace precheck
