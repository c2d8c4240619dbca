#include "service/policy_store.h"

#include "files.h"
#include "policy_file.h"
#include "service/entity_tag.h"

namespace precheck::service {

std::vector<Error> PolicyStore::reload() {
  const FileText file = read_file(path_, kMaxPolicyBytes);
  if (!file.ok()) return {plain_error("unreadable", file.problem)};
  return replace(file.text);
}

std::vector<Error> PolicyStore::replace(std::string_view policy_json) {
  Compilation compilation = compile(policy_json);
  if (!compilation.ok()) return std::move(compilation.problems);
  Publication publication = publish(policy_json);
  if (!publication.errors.empty()) return std::move(publication.errors);

  auto served = std::make_shared<ServedPolicy>();
  served->policy = std::move(compilation.policy);
  served->tag = entity_tag(publication.json);
  served->published = std::make_shared<const std::string>(std::move(publication.json));
  const std::lock_guard lock(mutex_);
  current_ = std::move(served);
  return {};
}

std::shared_ptr<const ServedPolicy> PolicyStore::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

}  // namespace precheck::service
