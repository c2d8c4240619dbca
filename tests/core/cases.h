// Reads the JSON case files. A file that cannot be read, holds no case or has a key that nobody
// reads is a failure: a suite must not go green because it ran nothing.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace cases {

using Json = nlohmann::ordered_json;

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_TRUE(file.good()) << path;
  return text.str();
}

inline std::filesystem::path source_dir() { return PRECHECK_SOURCE_DIR; }

struct File {
  std::string name;  // without the extension
  Json json;
};

inline std::vector<File> read_folder(const std::string& folder,
                                     const std::set<std::string>& file_keys,
                                     const std::set<std::string>& case_keys) {
  std::vector<File> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(source_dir() / "tests/cases" / folder)) {
    if (entry.path().extension() != ".json") continue;
    File file{entry.path().stem().string(),
              Json::parse(read_file(entry.path()), nullptr, /*allow_exceptions=*/false)};
    EXPECT_FALSE(file.json.is_discarded()) << entry.path() << " is not JSON";
    if (file.json.is_discarded()) continue;
    for (const auto& [key, value] : file.json.items()) {
      EXPECT_TRUE(file_keys.count(key)) << file.name << ": nobody reads the key " << key;
    }
    EXPECT_FALSE(file.json["cases"].empty()) << file.name << " holds no case";
    for (const Json& each : file.json["cases"]) {
      EXPECT_TRUE(each.contains("name")) << file.name << ": " << each.dump();
      for (const auto& [key, value] : each.items()) {
        EXPECT_TRUE(case_keys.count(key)) << file.name << ": nobody reads the key " << key;
      }
    }
    files.push_back(std::move(file));
  }
  std::sort(files.begin(), files.end(),
            [](const File& left, const File& right) { return left.name < right.name; });
  EXPECT_FALSE(files.empty()) << folder << " holds no case file";
  return files;
}

}  // namespace cases
