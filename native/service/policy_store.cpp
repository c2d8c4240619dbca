#include "service/policy_store.h"

#include "files.h"
#include "policy_file.h"
#include "service/entity_tag.h"

namespace precheck::service {

std::vector<Error> PolicyStore::reload() {
  const std::lock_guard one_at_a_time(loading_);
  const FileText file = read_file(path_, kMaxPolicyBytes);
  if (!file.ok()) return refuse({plain_error("unreadable", file.problem)});
  return use(file.text);
}

std::vector<Error> PolicyStore::replace(std::string_view policy_json) {
  const std::lock_guard one_at_a_time(loading_);
  return use(policy_json);
}

std::vector<Error> PolicyStore::use(std::string_view policy_json) {
  Compilation compilation = compile(policy_json);
  if (!compilation.ok()) return refuse(std::move(compilation.problems));
  Publication publication = publish(policy_json);
  if (!publication.errors.empty()) return refuse(std::move(publication.errors));

  auto served = std::make_shared<ServedPolicy>();
  served->policy = std::move(compilation.policy);
  served->tag = entity_tag(publication.json);
  served->published = std::make_shared<const std::string>(std::move(publication.json));
  const std::lock_guard lock(mutex_);
  current_ = std::move(served);
  refused_.clear();
  return {};
}

std::vector<Error> PolicyStore::refuse(std::vector<Error> errors) {
  const std::lock_guard lock(mutex_);
  const Error& first = errors.front();
  refused_ = first.pointer.empty() ? first.message : first.pointer + ": " + first.message;
  return errors;
}

std::shared_ptr<const ServedPolicy> PolicyStore::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

std::string PolicyStore::refused() const {
  const std::lock_guard lock(mutex_);
  return refused_;
}

}  // namespace precheck::service
