#include "files.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace precheck {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const {
    if (file != stdin) std::fclose(file);
  }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

FileText failed(std::string problem) { return {{}, std::move(problem)}; }

// Written and on the disk, or not at all.
bool write_all(std::FILE* file, std::string_view text) {
  return std::fwrite(text.data(), 1, text.size(), file) == text.size() && std::fflush(file) == 0 &&
         fsync(fileno(file)) == 0;
}

}  // namespace

FileText read_file(const std::string& path, std::size_t limit) {
  const File file(path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
  if (!file) return failed(std::strerror(errno));
  FileText result;
  char chunk[64 * 1024];
  while (const std::size_t count = std::fread(chunk, 1, sizeof chunk, file.get())) {
    result.text.append(chunk, count);
    if (result.text.size() > limit) {
      return failed("it has more than " + std::to_string(limit) + " bytes, which is the limit");
    }
  }
  if (std::ferror(file.get())) return failed(std::strerror(errno));
  return result;
}

std::string write_file(const std::string& path, std::string_view text) {
  const std::string draft = path + ".part";
  std::FILE* file = std::fopen(draft.c_str(), "wb");
  if (file == nullptr) return std::strerror(errno);
  const bool written = write_all(file, text);
  int error = errno;
  if (std::fclose(file) == 0 && written) {
    if (std::rename(draft.c_str(), path.c_str()) == 0) return {};
    error = errno;
  }
  std::remove(draft.c_str());
  return std::strerror(error);
}

}  // namespace precheck
