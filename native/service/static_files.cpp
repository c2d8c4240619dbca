#include "service/static_files.h"

#include <filesystem>
#include <optional>
#include <system_error>

#include "files.h"
#include "service/entity_tag.h"
#include "service/http.h"

namespace precheck::service {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxTotalBytes = 64u << 20;

struct ContentType {
  std::string_view extension;
  std::string_view type;
};
constexpr ContentType kContentTypes[] = {
    {".css", "text/css; charset=utf-8"},
    {".html", "text/html; charset=utf-8"},
    {".ico", "image/x-icon"},
    {".js", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".png", "image/png"},
    {".svg", "image/svg+xml"},
    {".ts", "text/plain; charset=utf-8"},
    {".txt", "text/plain; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".woff2", "font/woff2"},
};

std::string_view content_type(const std::string& path) {
  const std::string extension = fs::path(path).extension().string();
  for (const ContentType& each : kContentTypes) {
    if (each.extension == extension) return each.type;
  }
  return "application/octet-stream";
}

bool is_hidden(const fs::path& path) { return path.filename().string().front() == '.'; }

}  // namespace

std::string StaticFiles::load(const std::string& folder, const std::string& prefix) {
  std::error_code error;
  fs::recursive_directory_iterator each(folder, error);
  for (const fs::recursive_directory_iterator end; !error && each != end; each.increment(error)) {
    if (is_hidden(each->path())) {
      each.disable_recursion_pending();
      continue;
    }
    // A link could lead out of the folder.
    if (each->is_symlink(error) || !each->is_regular_file(error)) continue;
    FileText file = read_file(each->path().string(), kMaxTotalBytes - total_bytes_);
    if (!file.ok()) return each->path().string() + ": " + file.problem;
    add(prefix + each->path().lexically_relative(folder).generic_string(), std::move(file.text));
  }
  return error ? folder + ": " + error.message() : std::string();
}

void StaticFiles::add(const std::string& path, std::string content) {
  total_bytes_ += content.size();
  StaticFile file;
  file.tag = entity_tag(content);
  file.type = content_type(path);
  file.content = std::make_shared<const std::string>(std::move(content));
  files_.insert_or_assign(path, std::move(file));
}

bool StaticFiles::is_folder(std::string_view url_path) const {
  return url_path.size() > 1 && url_path.back() != '/' &&
         find(std::string(url_path) + '/') != nullptr;
}

const StaticFile* StaticFiles::find(std::string_view url_path) const {
  if (url_path.empty() || url_path.front() != '/') return nullptr;
  std::optional<std::string> path = percent_decoded(url_path.substr(1));
  if (!path) return nullptr;
  if (path->empty() || path->back() == '/') *path += "index.html";
  const auto found = files_.find(*path);
  return found == files_.end() ? nullptr : &found->second;
}

}  // namespace precheck::service
