// Does a check take time and memory in proportion to the comment? Twelve families of texts that
// have brought down other checkers, each at five lengths, against the policy given and against one
// of a thousand rules. Exit status 1 when something grows faster than it may. usage: growth_bench
// POLICY [FOLDER]; FOLDER gets what bench/growth.mjs measures in WebAssembly.
#include <malloc.h>
#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <new>
#include <precheck/precheck.hpp>
#include <string>
#include <vector>

namespace {

std::size_t now_allocated = 0;
std::size_t most_allocated = 0;

}  // namespace

void* operator new(std::size_t size) {
  void* block = std::malloc(size == 0 ? 1 : size);
  if (block == nullptr) std::abort();
  now_allocated += malloc_usable_size(block);
  most_allocated = std::max(most_allocated, now_allocated);
  return block;
}
void operator delete(void* block) noexcept {
  now_allocated -= malloc_usable_size(block);
  std::free(block);
}
void operator delete(void* block, std::size_t) noexcept { operator delete(block); }

namespace {

constexpr std::size_t kLengths[] = {12'500, 25'000, 50'000, 100'000, 1'000'000};  // bytes
constexpr double kMostGrowth = 2.2;       // of the time, when the length doubles
constexpr double kMostMilliseconds = 50;  // 100 kB against a thousand rules
constexpr double kMostLoading = 2;        // seconds, 10,000 rules
constexpr double kMostLoaded = 64;        // megabytes
constexpr double kMostMemory = 45;        // bytes a byte of the comment

struct Family {
  const char* name;
  std::string begin;
  std::string repeated;
};

// What nearly fits, for patterns and phrases: everything but the end.
const char kNearMiss[] =
    "but what about the way that America and the US and Britain, you people are all the same kind "
    "of ";

const std::vector<Family> kFamilies = {
    {"one letter", "", "a"},
    {"brackets", "", "("},
    {"alternating marks", "", "!?"},
    {"combining marks on one base", "a", "\u0301"},
    {"separators", "", " . - _ "},
    {"joiners", "", "\u200d"},
    {"look-alikes", "", "\u0430\u0435\u043e\u0440\u0441 "},
    {"near misses", "", kNearMiss},
    {"one long line", "", "The quick brown fox jumps over the lazy dog and "},
    {"one long word", "", "abcdefghijklmnopqrstuvwxyz"},
    {"many lines", "", "a\n> b\n\n"},
    {"entities", "", "&#105;&amp;"},
};

std::string text_of(const Family& family, std::size_t length) {
  std::string text = family.begin;
  while (text.size() < length) text += family.repeated;
  return text;
}

// Of ten rules six are lists of words, three phrases, one a pattern.
std::string policy_of(int count) {
  std::string json = R"({"format":1,"name":"Made for the purpose","rules":[)";
  for (int each = 0; each < count; ++each) {
    const std::string number = std::to_string(each);
    std::string match = R"({"words":["word)" + number + R"(","you people )" + number + R"("]})";
    if (each % 10 >= 6)
      match = R"({"phrases":["what about * word)" + number + R"(", "you * are *3 a)" + number +
              R"("]})";
    if (each % 10 >= 9) match = R"({"pattern":"\\bb)" + number + R"([a-z]+ (and|or) \\w+z\\b"})";
    json += (each > 0 ? "," : "");
    json += R"({"id":"r)" + number + R"(","category":"c","action":"warn","message":"m","match":)" +
            match + "}";
  }
  return json + "]}";
}

// Of this thread: what others do on the machine must not look like growth.
double processor_milliseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double milliseconds_of(const precheck::Policy& policy, const std::string& json, std::string& out) {
  const double begin = processor_milliseconds();
  out.clear();
  policy.check_json(json, out);
  return processor_milliseconds() - begin;
}

// The best of several: whatever else the machine does can only add to it.
double best(const precheck::Policy& policy, const std::string& text) {
  std::string json = R"({"comment":")";
  json.reserve(2 * json.size() + text.size() + std::count(text.begin(), text.end(), '\n'));
  for (const char byte : text) json += byte == '\n' ? std::string("\\n") : std::string(1, byte);
  json += "\"}";
  std::string out;
  milliseconds_of(policy, json, out);
  std::vector<double> times;
  for (int each = 0; each < (text.size() > 200'000 ? 5 : 15); ++each) {
    times.push_back(milliseconds_of(policy, json, out));
  }
  return *std::min_element(times.begin(), times.end());
}

std::string read(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

bool measure(const std::string& policy_json, bool has_time_limit) {
  const std::size_t before = now_allocated;
  most_allocated = now_allocated;
  const precheck::Compilation compiled = precheck::compile(policy_json);
  if (!compiled.ok()) {
    std::fprintf(stderr, "%s\n", precheck::to_json(compiled.errors()).c_str());
    return false;
  }
  std::printf("%s: %zu rules, %.1f MB\n", compiled.policy->name().c_str(),
              compiled.policy->rule_count(), static_cast<double>(now_allocated - before) / 1e6);
  std::printf("%-28s %8s %8s %8s %8s %8s  growth  memory\n", "milliseconds at kB", "12.5", "25",
              "50", "100", "1000");
  bool all_well = true;
  for (const Family& family : kFamilies) {
    std::vector<double> times;
    double memory = 0;
    for (const std::size_t length : kLengths) {
      // A policy of its own each, so that the memory is that of this text.
      const precheck::Compilation fresh = precheck::compile(policy_json);
      const std::string text = text_of(family, length);
      const std::size_t ready = now_allocated;
      most_allocated = now_allocated;
      times.push_back(best(*fresh.policy, text));
      if (length >= 100'000) {
        memory = std::max(
            memory, static_cast<double>(most_allocated - ready) / static_cast<double>(text.size()));
      }
    }
    double growth = std::pow(times[4] / times[3], 1 / std::log2(10.0));
    for (int each = 1; each < 4; ++each) growth = std::max(growth, times[each] / times[each - 1]);
    const bool well = growth <= kMostGrowth && memory <= kMostMemory &&
                      (!has_time_limit || times[3] <= kMostMilliseconds);
    std::printf("%-28s %8.2f %8.2f %8.2f %8.2f %8.1f  %5.2fx  %4.1f B a byte%s\n", family.name,
                times[0], times[1], times[2], times[3], times[4], growth, memory,
                well ? "" : "  TOO MUCH");
    all_well = all_well && well;
  }
  return all_well;
}

bool loads_in_time() {
  const std::string json = policy_of(10'000);
  const std::size_t before = now_allocated;
  const double begin = processor_milliseconds();
  const precheck::Compilation compiled = precheck::compile(json);
  const double seconds = (processor_milliseconds() - begin) / 1e3;
  const double megabytes = static_cast<double>(now_allocated - before) / 1e6;
  std::printf("10,000 rules load in %.2f s into %.1f MB\n", seconds, megabytes);
  if (!compiled.ok()) std::printf("%s\n", precheck::to_json(compiled.errors()).c_str());
  return compiled.ok() && seconds <= kMostLoading && megabytes <= kMostLoaded;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return 2;
  if (count > 2) {
    const std::string folder = arguments[2];
    std::ofstream(folder + "/policy.json", std::ios::binary) << policy_of(1'000);
    for (std::size_t each = 0; each < kFamilies.size(); ++each) {
      std::ofstream(folder + "/" + std::to_string(each) + ".txt", std::ios::binary)
          << text_of(kFamilies[each], 100'000);
    }
  }
  const bool shipped = measure(read(arguments[1]), false);
  const bool thousand = measure(policy_of(1'000), true);
  const bool loads = loads_in_time();
  return shipped && thousand && loads ? 0 : 1;
}
