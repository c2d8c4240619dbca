// The files of the widget, in memory. A request finds one by its exact path or finds nothing, so
// there is no path that could lead out of the folder.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace precheck::service {

struct StaticFile {
  std::shared_ptr<const std::string> content;
  std::string_view type;  // Content-Type
  std::string tag;        // ETag
};

class StaticFiles {
 public:
  // Every file below `folder`, except hidden ones and links, with `prefix` before its name
  // ("studio/"). Answers why it could not; empty when it could.
  std::string load(const std::string& folder, const std::string& prefix = {});

  // `path` as in a URL, after the first slash: "precheck.js".
  void add(const std::string& path, std::string content);

  // `url_path` begins with a slash and may hold percent escapes; "/" is "/index.html". Null when
  // there is no such file.
  const StaticFile* find(std::string_view url_path) const;

  // Whether "/studio" is meant, and "/studio/" is there.
  bool is_folder(std::string_view url_path) const;

 private:
  std::map<std::string, StaticFile, std::less<>> files_;
  std::size_t total_bytes_ = 0;
};

}  // namespace precheck::service
