// What the commands that judge one comment read: the comment, the post and the parent.
#pragma once

#include <initializer_list>
#include <precheck/precheck.hpp>
#include <string>

namespace precheck::cli {

// Each complains and answers false when it cannot be read.
bool read_comment(const std::string& path, Request& request);
bool read_post(const std::string& path, Request& request);    // an empty path: no post
bool read_parent(const std::string& path, Request& request);  // an empty path: no parent

bool reads_standard_input_twice(std::initializer_list<std::string> paths);

}  // namespace precheck::cli
