#include "service/coral.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "archive/html_text.h"
#include "files.h"
#include "hmac_sha256.h"
#include "json_reader.h"
#include "service/routes.h"

namespace precheck::service {
namespace {

constexpr std::size_t kMaxSecretsBytes = 64u << 10;
constexpr std::size_t kMaxPostsBytes = 64u << 20;
constexpr std::size_t kLeastSecretBytes = 16;
constexpr std::string_view kMethod = "sha256=";
constexpr std::string_view kSignature = "X-Coral-Signature";

// Those whose comments Coral itself does not moderate.
constexpr std::array<std::string_view, 3> kStaff = {"STAFF", "MODERATOR", "ADMIN"};

// What we need of a request; all the rest may change.
struct CoralRequest {
  Request request;
  std::string story_id;
  std::string story_url;
};

const std::string* member(JsonReader& reader, const JsonValue* object, std::string_view key,
                          std::string_view what) {
  const JsonValue* value = object == nullptr ? nullptr : object->find(key);
  if (value == nullptr || value->kind == JsonValue::Kind::null) return nullptr;
  return reader.string(*value, what);
}

const JsonValue* object_in(JsonReader& reader, const JsonValue& root, std::string_view key) {
  const JsonValue* value = root.find(key);
  if (value == nullptr || value->kind == JsonValue::Kind::null) return nullptr;
  return reader.is_object(*value, "\"" + std::string(key) + "\"") ? value : nullptr;
}

std::optional<CoralRequest> read_request(std::string_view body, Error& error) {
  const ParsedJson tree = parse_json(body);
  if (!tree.ok) {
    error = tree.error;
    return std::nullopt;
  }
  std::vector<Error> errors;
  JsonReader reader(body, errors);
  CoralRequest out;
  if (reader.is_object(tree.root, "a request of Coral")) {
    const JsonValue* comment = reader.require(tree.root, "comment");
    if (comment != nullptr && reader.is_object(*comment, "\"comment\"")) {
      if (const JsonValue* text = reader.require(*comment, "body")) {
        if (const std::string* html = reader.string(*text, "\"body\"")) {
          out.request.comment = html_to_text(*html);
        }
      }
    }
    const JsonValue* author = object_in(reader, tree.root, "author");
    const JsonValue* story = object_in(reader, tree.root, "story");
    if (const auto* id = member(reader, author, "id", "\"id\"")) out.request.author.id = *id;
    if (const auto* role = member(reader, author, "role", "\"role\"")) {
      out.request.author.trusted = std::find(kStaff.begin(), kStaff.end(), *role) != kStaff.end();
    }
    if (const auto* id = member(reader, story, "id", "\"id\"")) out.story_id = *id;
    if (const auto* url = member(reader, story, "url", "\"url\"")) out.story_url = *url;
  }
  if (errors.empty()) return out;
  error = errors.front();
  return std::nullopt;
}

// The address of a story without what changes nothing: query, fragment, a last slash.
std::string_view plain_url(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  while (!url.empty() && url.back() == '/') url.remove_suffix(1);
  return url;
}

// What Coral is to do. It knows no "off-topic" and shows nothing of ours to who wrote the comment,
// so what would ask him twice in the widget goes to a moderator.
HttpResponse decision(const Verdict& verdict) {
  HttpResponse response;
  if (verdict.action == Action::reject) {
    response = json_response(200, R"({"status":"REJECTED"})");
  } else if (verdict.action == Action::hold || verdict.action == Action::warn) {
    response = json_response(200, R"({"status":"PREMOD"})");
  } else {
    response.status = 204;
    response.headers.add("Cache-Control", "no-store");
  }
  response.outcome = to_string(verdict.action);
  return response;
}

}  // namespace

std::string Coral::load_secrets(const std::string& path) {
  const FileText file = read_file(path, kMaxSecretsBytes);
  const std::string problem = file.ok() ? read_secrets(file.text) : file.problem;
  return problem.empty() ? "" : path + ": " + problem;
}

std::string Coral::read_secrets(std::string_view text) {
  auto secrets = std::make_shared<Secrets>();
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    line = trimmed(line);
    if (line.empty() || line.front() == '#') continue;
    if (line.size() < kLeastSecretBytes) {
      return "a secret has at least " + std::to_string(kLeastSecretBytes) + " characters";
    }
    secrets->emplace_back(line);
  }
  if (secrets->empty()) return "there is no secret in it";
  const std::lock_guard lock(mutex_);
  secrets_ = std::move(secrets);
  return {};
}

std::string Coral::load_posts(const std::string& path) {
  const FileText file = read_file(path, kMaxPostsBytes);
  const std::string problem = file.ok() ? read_posts(file.text) : file.problem;
  return problem.empty() ? "" : path + ": " + problem;
}

std::string Coral::read_posts(std::string_view json) {
  const nlohmann::json root = nlohmann::json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!root.is_object()) return "it is not a JSON object of addresses and posts";
  auto posts = std::make_shared<Posts>();
  for (const auto& [url, value] : root.items()) {
    ParsedPost parsed = parse_post(value.dump());
    if (!parsed.post) return "\"" + url + "\"" + parsed.error.pointer + ": " + parsed.error.message;
    posts->insert_or_assign(std::string(plain_url(url)), std::move(*parsed.post));
  }
  const std::lock_guard lock(mutex_);
  posts_ = std::move(posts);
  return {};
}

HttpResponse Coral::answer(const Call& call) const {
  if (!is_signed(call.request.header(kSignature), call.request.body)) {
    return error_response(401, "bad_signature",
                          "this was not signed with a secret that is known here", kSignature);
  }
  if (auto problem = json_body_problem(call.request)) return *problem;
  Error error;
  std::optional<CoralRequest> asked = read_request(call.request.body, error);
  if (!asked) return bad_body(error, error.pointer == "/comment" ? "body" : "comment");
  asked->request.post = post_of(asked->story_id, asked->story_url);
  return decision(call.policy->policy->check(asked->request));
}

// "sha256=HEX", or several of them with commas while a secret is being changed.
bool Coral::is_signed(std::string_view signatures, std::string_view body) const {
  if (signatures.empty()) return false;
  std::shared_ptr<const Secrets> secrets;
  {
    const std::lock_guard lock(mutex_);
    secrets = secrets_;
  }
  std::vector<std::string> good;
  for (const std::string& each : *secrets) good.push_back(hmac_sha256_hex(each, body));
  bool found = false;
  while (!signatures.empty()) {
    const std::size_t comma = std::min(signatures.find(','), signatures.size());
    const std::string_view each = trimmed(signatures.substr(0, comma));
    signatures.remove_prefix(std::min(comma + 1, signatures.size()));
    if (each.substr(0, kMethod.size()) != kMethod) continue;
    for (const std::string& digits : good) {
      found |= equal_in_constant_time(each.substr(kMethod.size()), digits);
    }
  }
  return found;
}

Post Coral::post_of(const std::string& story_id, std::string_view url) const {
  std::shared_ptr<const Posts> posts;
  {
    const std::lock_guard lock(mutex_);
    posts = posts_;
  }
  Post post;
  const auto found = posts->find(plain_url(url));
  if (found != posts->end()) post = found->second;
  if (post.id.empty()) post.id = story_id;
  return post;
}

void add_coral(Service& service, const Coral& coral) {
  // Not limited by address: all of a site's comments come from one, and each is signed.
  service.add({.method = "POST",
               .path = "/v1/coral",
               .limited = false,
               .answer = [&coral](const Call& call) { return coral.answer(call); }});
}

}  // namespace precheck::service
