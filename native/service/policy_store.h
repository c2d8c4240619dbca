// The policy in use. It is replaced whole or not at all, while requests go on with the one they
// began with.
#pragma once

#include <memory>
#include <mutex>
#include <precheck/precheck.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace precheck::service {

struct ServedPolicy {
  std::shared_ptr<const Policy> policy;
  std::shared_ptr<const std::string> published;  // what a browser may see
  std::string tag;                               // the entity tag of `published`
};

class PolicyStore {
 public:
  explicit PolicyStore(std::string path) : path_(std::move(path)) {}

  // Reads the file. With errors, the policy in use stays.
  std::vector<Error> reload();

  // The same with a policy that is already read.
  std::vector<Error> replace(std::string_view policy_json);

  // Null until a policy was loaded. Safe to call from many threads.
  std::shared_ptr<const ServedPolicy> current() const;

  // Why the last attempt left the old policy in use; empty when it did not.
  std::string refused() const;

  const std::string& path() const { return path_; }

 private:
  std::vector<Error> use(std::string_view policy_json);
  std::vector<Error> refuse(std::vector<Error> errors);

  std::string path_;
  std::mutex loading_;        // one after the other, or an older one could win
  mutable std::mutex mutex_;  // held for the copy of a pointer only
  std::shared_ptr<const ServedPolicy> current_;
  std::string refused_;
};

}  // namespace precheck::service
