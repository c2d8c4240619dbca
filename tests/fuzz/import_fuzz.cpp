// Any bytes as the word list of another system: a policy that compiles, or a problem. The first
// byte chooses the system.
#include <precheck/precheck.hpp>

#include "cli/import_policy.h"
#include "fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr const char* kSystems[] = {"wordpress", "discourse", "coral", "plain", "automod"};
  precheck::cli::ImportOptions options;
  options.from = kSystems[data[0] % 5];
  options.name = "Imported";
  options.id = "imported";
  options.path = data[0] & 128 ? "watched_words_block.csv" : "list.txt";
  options.is_regex = (data[0] & 64) != 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  precheck::cli::Import import = options.from == std::string("automod")
                                     ? import_automod(options, text)
                                     : import_list(options, text);
  if (!import.problem.empty()) return 0;
  const std::string policy = make_policy(options, import);
  PRECHECK_EXPECT(policy.empty() == !import.problem.empty());
  if (!policy.empty()) PRECHECK_EXPECT(precheck::compile(policy).ok());
  return 0;
}
