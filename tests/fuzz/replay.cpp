// Stands in for libFuzzer where there is none: usage: TARGET FOLDER... Every file of the folders,
// then mutants of them. The number of runs is fixed and so are the mutants, so that a failure here
// is the same one elsewhere. PRECHECK_FUZZ_RUNS asks for another number, PRECHECK_FUZZ_SEED for
// other mutants.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void run(const std::string& input) {
  // A block of exactly this size, so that a sanitizer sees a look beyond the end.
  const std::vector<std::uint8_t> bytes(input.begin(), input.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

std::vector<std::string> files_of(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  if (std::filesystem::is_directory(folder)) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> files;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    files.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return files;
}

class Mutator {
 public:
  Mutator(const std::vector<std::string>& seeds, std::uint32_t seed)
      : seeds_(seeds), random_(seed) {}

  std::string next() {
    std::string text = seeds_[below(seeds_.size())];
    for (std::size_t more = 1 + below(6); more > 0; --more) change(text);
    return text;
  }

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }

  void change(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    const std::size_t length = std::min(below(24), text.size() - at);
    switch (below(6)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, text.substr(at, length));
        break;
      case 2: {  // a piece of another seed
        const std::string& other = seeds_[below(seeds_.size())];
        const std::size_t from = below(other.size() + 1);
        text.insert(at, other, from, below(64));
        break;
      }
      case 3:
        text.insert(at, 1 + below(3), static_cast<char>(below(256)));
        break;
      default:
        if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
    }
  }

  const std::vector<std::string>& seeds_;
  std::mt19937 random_;  // the same numbers on every machine
};

std::uint32_t number(const char* variable, std::uint32_t otherwise) {
  const char* wanted = std::getenv(variable);
  return wanted == nullptr ? otherwise
                           : static_cast<std::uint32_t>(std::strtoul(wanted, nullptr, 10));
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<std::string> seeds;
  for (int each = 1; each < count; ++each) {
    for (std::string& file : files_of(arguments[each])) seeds.push_back(std::move(file));
  }
  if (seeds.empty()) {
    std::fprintf(stderr, "no seed was found\n");
    return 1;
  }
  for (const std::string& seed : seeds) run(seed);
  const std::uint32_t runs = number("PRECHECK_FUZZ_RUNS", 2'000);
  Mutator mutator(seeds, number("PRECHECK_FUZZ_SEED", 20261124));
  for (std::uint32_t each = 0; each < runs; ++each) run(mutator.next());
  std::printf("%zu files, %u mutants\n", seeds.size(), runs);
  return 0;
}
