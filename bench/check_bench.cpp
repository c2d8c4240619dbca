// usage: check_bench POLICY REQUESTS.jsonl
// How long the policy takes to compile and a request to be answered, one thread, median of several.
#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <precheck/precheck.hpp>
#include <sstream>
#include <string>
#include <vector>

namespace {

constexpr int kRounds = 5;

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// Milliseconds, the median of several rounds.
template <typename Work>
double milliseconds(Work work) {
  std::vector<double> rounds;
  for (int round = 0; round < kRounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> taken =
        std::chrono::steady_clock::now() - start;
    rounds.push_back(taken.count());
  }
  std::sort(rounds.begin(), rounds.end());
  return rounds[kRounds / 2];
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::cerr << "usage: check_bench POLICY REQUESTS.jsonl\n";
    return 2;
  }
  const std::string policy_json = read_file(arguments[1]);
  const precheck::Compilation compiled = precheck::compile(policy_json);
  std::istringstream lines(read_file(arguments[2]));
  std::vector<std::string> requests;
  for (std::string line; std::getline(lines, line);) requests.push_back(line);
  if (!compiled.ok() || requests.empty()) {
    std::cerr << "check_bench: no policy or no requests\n";
    return 2;
  }

  const double compile = milliseconds([&] { precheck::compile(policy_json); });
  std::size_t bytes = 0;
  const double all = milliseconds([&] {
    bytes = 0;
    for (const std::string& request : requests)
      bytes += compiled.policy->check_json(request).size();
  });
  const double each = all * 1000 / static_cast<double>(requests.size());
  std::cout << "compile " << compile << " ms, with all examples\n"
            << "check   " << each << " us a request, " << static_cast<long>(1e6 / each)
            << " a second (" << requests.size() << " requests, " << bytes << " bytes of answers)\n";
  return 0;
}
