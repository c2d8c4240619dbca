// Runs the command the way a shell does, in a folder of its own that goes with it.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace command {

struct Outcome {
  int status = -1;
  std::string out;
  std::string err;
};

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "precheck-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string path(const std::string& name) const { return (path_ / name).string(); }

  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return path(name);
  }

  std::string read(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(path_ / name, std::ios::binary).rdbuf();
    return text.str();
  }

  // `arguments` as typed after "precheck"; the folder is the current one.
  Outcome run(const std::string& arguments, const std::string& input = {}) const {
    write(".in", input);
    const std::string line =
        "cd '" + path_.string() + "' && '" PRECHECK_COMMAND "' " + arguments + " <.in >.out 2>.err";
    const int status = std::system(line.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read(".out"), read(".err")};
  }

 private:
  std::filesystem::path path_;
};

inline std::string shipped_policy() { return PRECHECK_SOURCE_DIR "/policy.json"; }

// Two rules: "bad" is flagged, "meh" gets advice.
inline constexpr char kPolicy[] = R"({
  "format": 1, "name": "Test",
  "rules": [
    {"id": "bad", "category": "civility", "action": "warn", "points": 3, "message": "No.",
     "match": {"words": ["bad", "awful"]}},
    {"id": "meh", "category": "quality", "action": "advise", "message": "Say more.",
     "match": {"words": ["meh"]}}]
})";

inline std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

}  // namespace command
