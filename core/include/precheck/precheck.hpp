// Precheck: reads a blog owner's policy once and judges comments against it.
//
//   auto compiled = precheck::compile(policy_json);
//   if (!compiled.ok()) { for (const precheck::Error& error : compiled.errors()) ...; }
//   std::string verdict = compiled.policy->check_json(R"({"comment":"But America does it too"})");
//
// The library does no input or output, reads no clock, no locale and no environment, keeps no
// globals and lets no exception out. The same bytes give the same verdict on every host.
#pragma once

#include <precheck/export.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace precheck {

// Limits. What is over a limit is an error, never cut in silence.
inline constexpr std::size_t kMaxPolicyBytes = 4u << 20;  // a policy file, in bytes
inline constexpr std::size_t kMaxRules = 10'000;          // rules in a policy
inline constexpr std::size_t kMaxDepth = 64;              // nested arrays and objects in any JSON
inline constexpr std::size_t kMaxPatternBytes = 1'000;    // one `pattern`, in bytes
inline constexpr std::size_t kMaxCompiledBytes = 64u
                                                 << 20;  // a compiled policy in memory, in bytes
inline constexpr std::size_t kMaxRequestBytes =
    4u << 20;  // a request, in bytes; hosts may ask for less

// What is wrong, where, and what would be right.
struct Error {
  std::string code;        // a stable word for programs: "unknown_key", "wrong_type", ...
  std::string pointer;     // JSON Pointer (RFC 6901) to the place; "" is the whole document
  std::size_t line = 0;    // 1-based; 0 where there is no text position
  std::size_t column = 0;  // 1-based, in bytes; 0 where there is no text position
  std::string message;     // one sentence: what is wrong, and what is allowed
};

// From mildest to hardest; the order is meant to be compared.
enum class Action : std::uint8_t { allow, advise, warn, hold, reject };

// Half-open [begin, end). In "déjà vu", the word "vu" has bytes [7, 9) and UTF-16 units [5, 7).
struct Interval {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool operator==(const Interval&) const = default;
};

// A place in the comment as it was typed. Never starts or ends inside a grapheme.
// A byte sequence that is not UTF-8 counts as one UTF-16 unit, as in the browser's TextDecoder.
struct Span {
  Interval bytes;
  Interval utf16;
};

struct Finding {
  std::string rule;
  std::string category;
  Action action = Action::warn;
  int points = 0;  // what the rule adds to the sum; an `advise` rule adds 0
  std::string message;
  std::string advice;
  std::string quote;  // the policy's own sentence
  std::string url;
  std::vector<Span> spans;  // in order, not overlapping
};

struct Verdict {
  std::optional<std::string> id;
  Action action = Action::allow;
  int points = 0;
  std::string policy_name;
  std::string policy_revision;  // "sha256:" and 64 hexadecimal digits
  std::vector<Finding> findings;
  std::optional<std::string> next;  // absent without a ladder
};

struct Post {
  std::string id;
  std::string title;
  std::string text;
  std::vector<std::string> tags;
  std::vector<std::string> invites;
};

struct Author {
  std::string id;
  std::int64_t strikes = 0;
  bool trusted = false;
};

// Only `comment` is needed. All text is UTF-8; what is not counts as U+FFFD.
struct Request {
  std::optional<std::string> id;
  std::string comment;
  std::string language;  // BCP 47; empty: the policy's first
  Post post;
  std::string parent;
  Author author;
  std::vector<std::string> earlier;  // newest first
};

// Reads a request. On failure `request` is empty, and `id` is still given where it could be read.
struct ParsedRequest {
  std::optional<Request> request;
  std::optional<std::string> id;
  Error error;
};
PRECHECK_API ParsedRequest parse_request(std::string_view json);

// Reads the `post` object of a request on its own.
struct ParsedPost {
  std::optional<Post> post;
  Error error;
};
PRECHECK_API ParsedPost parse_post(std::string_view json);

// The verdict as JSON: keys in a fixed order, no white space, the same bytes from every host.
PRECHECK_API std::string to_json(const Verdict& verdict);

// {"id":...,"error":{"code","field","message"}}: the answer to a request that could not be read.
PRECHECK_API std::string to_json(const std::optional<std::string>& id, const Error& error);

// [{"code","pointer","line","column","message"}, ...]
PRECHECK_API std::string to_json(const std::vector<Error>& errors);

PRECHECK_API std::string_view to_string(Action action);

class CompiledPolicy;  // internal
class CheckerPool;     // internal

// Immutable after compile(). Every member is const and safe to call from many threads at once.
class PRECHECK_API Policy {
 public:
  explicit Policy(std::unique_ptr<const CompiledPolicy> compiled);
  ~Policy();
  Policy(const Policy&) = delete;  // share it: a compiled policy can be large
  Policy& operator=(const Policy&) = delete;

  const std::string& name() const;
  const std::string& revision() const;
  std::size_t rule_count() const;

  // Total: every request gets a verdict.
  Verdict check(const Request& request) const;

  // The one-string border of all hosts: request JSON in, verdict JSON (or error JSON) out.
  std::string check_json(std::string_view request_json) const;

  // The same at the end of `out`, and the action; none for a request that could not be read. The
  // fastest way: once `out` and the policy are warm, it allocates nothing.
  std::optional<Action> check_json(std::string_view request_json, std::string& out) const;

  // The parts of check_json(), for hosts that measure them: `passed` is called at the end of each.
  // None is called for a request that could not be read.
  enum class Stage { parse, check, report };
  using Passed = std::function<void(Stage)>;
  std::optional<Action> check_json(std::string_view request_json, std::string& out,
                                   const Passed& passed) const;

  // For people who write policies: sentences, disguises undone, each matcher's yes or no with its
  // figure and the words it found, and the verdict. JSON; its keys may grow.
  std::string explain_json(const Request& request) const;

  // For a widget: {"revision","languages":[...],"most_strikes": those at which the ladder ends,
  // "examples":{rule: a comment that it lets pass}}.
  std::string about_json() const;

  const CompiledPolicy& compiled() const { return *compiled_; }  // internal

 private:
  std::unique_ptr<const CompiledPolicy> compiled_;
  std::unique_ptr<CheckerPool> checkers_;  // memory that checks use again; locks for itself
};

// A policy, or every reason why there is none: all-or-nothing, never half loaded. What
// publish_compiled() made is taken as well as JSON.
struct Compilation {
  std::shared_ptr<const Policy> policy;  // null when there are errors
  std::vector<Error> problems;           // errors, when `policy` is null
  bool ok() const { return policy != nullptr; }
  const std::vector<Error>& errors() const { return problems; }
};
PRECHECK_API Compilation compile(std::string_view policy_json);

// What a careful reader would say about a policy that compiles. Runs nothing but the core.
PRECHECK_API std::vector<Error> lint(std::string_view policy_json);

// The policy a browser may see: no rules for `server`, one passing example a rule, and the
// revision of the policy it was made from.
struct Publication {
  std::string json;  // empty when there are errors
  std::vector<Error> errors;
};
PRECHECK_API Publication publish(std::string_view policy_json);

// The policy in its canonical form: the same keys in the order of the reference, set so that people
// can read it. Needs only JSON: a policy that does not compile yet can be set, too.
struct Formatted {
  std::string text;  // empty when there are errors
  std::vector<Error> errors;
};
PRECHECK_API Formatted format(std::string_view policy_json);

// What changed between two policies, in sentences for the people who are responsible for them.
struct PolicyChange {
  std::string pointer;  // to the place in the later policy; "" for what is gone
  std::string what;     // one sentence, without a full stop
};
struct PolicyDiff {
  std::vector<PolicyChange> changes;
  std::vector<Error> errors_before;  // why the earlier policy does not compile
  std::vector<Error> errors_now;
};
PRECHECK_API PolicyDiff diff(std::string_view before, std::string_view now);

// The same, compiled: bytes that load in a moment. compile() takes them for a policy.
struct CompiledPublication {
  std::string bytes;  // empty when there are errors
  std::vector<Error> errors;
};
PRECHECK_API CompiledPublication publish_compiled(std::string_view policy_json);

// "1.2.3"
PRECHECK_API std::string_view version();

}  // namespace precheck
