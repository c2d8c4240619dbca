// usage: matchers_bench ENGINE RULES.txt POLICY.json COMMENTS.txt
// How fast one engine finds all places of all rules, one thread. One line of JSON.
#include <re2/filtered_re2.h>
#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <precheck/precheck.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "check.h"
#if defined(WITH_HYPERSCAN)
#include <hs.h>
#endif
#if defined(WITH_PCRE2)
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#endif

namespace {

using Count = std::size_t;
using Find = std::function<Count(const std::string&)>;  // places found in a comment

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::string> lines_of(const char* path) {
  std::istringstream file(read_file(path));
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

double seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

long resident_megabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmRSS:", 0) == 0) return std::atol(line.c_str() + 6) / 1024;
  }
  return 0;
}

RE2::Options ignoring_case() {
  RE2::Options options(RE2::Quiet);
  options.set_case_sensitive(false);
  return options;
}

Count count_places(const RE2& expression, const std::string& text) {
  Count count = 0;
  re2::StringPiece match;
  std::size_t at = 0;
  while (at <= text.size() && expression.Match(text, at, text.size(), RE2::UNANCHORED, &match, 1)) {
    ++count;
    const auto begin = static_cast<std::size_t>(match.data() - text.data());
    at = begin + std::max<std::size_t>(match.size(), 1);
  }
  return count;
}

// The whole judgement but for JSON: places in bytes and UTF-16, points, action.
Find precheck_engine(const std::string& policy_json) {
  const std::shared_ptr<const precheck::Policy> policy = precheck::compile(policy_json).policy;
  if (!policy) return nullptr;
  const auto checker = std::make_shared<precheck::Checker>(policy->compiled());
  return [policy, checker](const std::string& text) {
    checker->request.clear();
    checker->request.comment = text;
    return checker->check(checker->request).spans.size();
  };
}

Find re2_loop(const std::vector<std::string>& rules) {
  auto all = std::make_shared<std::vector<std::unique_ptr<RE2>>>();
  for (const std::string& rule : rules) {
    all->push_back(std::make_unique<RE2>(rule, ignoring_case()));
  }
  return [all](const std::string& text) {
    Count count = 0;
    for (const auto& each : *all) count += count_places(*each, text);
    return count;
  };
}

// Finds which rules match, then their places one by one.
Find re2_set(const std::vector<std::string>& rules) {
  RE2::Options options = ignoring_case();
  options.set_max_mem(64 << 20);
  const auto set = std::make_shared<RE2::Set>(options, RE2::UNANCHORED);
  auto all = std::make_shared<std::vector<std::unique_ptr<RE2>>>();
  for (const std::string& rule : rules) {
    set->Add(rule, nullptr);
    all->push_back(std::make_unique<RE2>(rule, ignoring_case()));
  }
  if (!set->Compile()) return nullptr;
  return [set, all](const std::string& text) {
    std::vector<int> matching;
    set->Match(text, &matching);
    Count count = 0;
    for (const int rule : matching)
      count += count_places(*(*all)[static_cast<std::size_t>(rule)], text);
    return count;
  };
}

Find filtered_re2(const std::vector<std::string>& rules) {
  const auto filter = std::make_shared<re2::FilteredRE2>(3);
  for (const std::string& rule : rules) {
    int id = 0;
    filter->Add(rule, ignoring_case(), &id);
  }
  std::vector<std::string> atoms;
  filter->Compile(&atoms);
  RE2::Options options;
  options.set_literal(true);
  options.set_max_mem(256 << 20);
  const auto set = std::make_shared<RE2::Set>(options, RE2::UNANCHORED);
  for (const std::string& atom : atoms) set->Add(atom, nullptr);
  if (!set->Compile()) return nullptr;
  return [filter, set](const std::string& text) {
    std::string small = text;
    for (char& byte : small)
      byte = byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte;
    std::vector<int> found;
    std::vector<int> rules_left;
    set->Match(small, &found);
    filter->AllPotentials(found, &rules_left);
    Count count = 0;
    for (const int rule : rules_left) count += count_places(filter->GetRE2(rule), text);
    return count;
  };
}

#if defined(WITH_HYPERSCAN)
Find hyperscan(const std::vector<std::string>& rules) {
  std::vector<const char*> expressions;
  std::vector<unsigned> flags;
  std::vector<unsigned> ids;
  for (const std::string& rule : rules) {
    expressions.push_back(rule.c_str());
    flags.push_back(HS_FLAG_CASELESS | HS_FLAG_SOM_LEFTMOST);
    ids.push_back(static_cast<unsigned>(ids.size()));
  }
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  hs_compile_multi(expressions.data(), flags.data(), ids.data(),
                   static_cast<unsigned>(rules.size()), HS_MODE_BLOCK, nullptr, &database, &error);
  hs_scratch_t* scratch = nullptr;
  if (database == nullptr || hs_alloc_scratch(database, &scratch) != HS_SUCCESS) return nullptr;
  return [database, scratch](const std::string& text) {
    Count count = 0;
    const auto note = [](unsigned, unsigned long long, unsigned long long, unsigned, void* into) {
      ++*static_cast<Count*>(into);
      return 0;
    };
    hs_scan(database, text.data(), static_cast<unsigned>(text.size()), 0, scratch, note, &count);
    return count;
  };
}
#endif

#if defined(WITH_PCRE2)
Find pcre2_jit(const std::vector<std::string>& rules) {
  auto all = std::make_shared<std::vector<pcre2_code*>>();
  for (const std::string& rule : rules) {
    int error = 0;
    PCRE2_SIZE place = 0;
    pcre2_code* code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(rule.c_str()), rule.size(),
                                     PCRE2_CASELESS | PCRE2_UTF, &error, &place, nullptr);
    if (code == nullptr) return nullptr;
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    all->push_back(code);
  }
  pcre2_match_data* match = pcre2_match_data_create(4, nullptr);
  return [all, match](const std::string& text) {
    Count count = 0;
    for (const pcre2_code* code : *all) {
      PCRE2_SIZE at = 0;
      while (pcre2_match(code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), at,
                         PCRE2_NO_UTF_CHECK, match, nullptr) > 0) {
        const PCRE2_SIZE* place = pcre2_get_ovector_pointer(match);
        at = std::max(place[1], place[0] + 1);
        ++count;
      }
    }
    return count;
  };
}
#endif

Find make(const std::string& engine, const std::vector<std::string>& rules, const char* policy) {
  if (engine == "precheck") return precheck_engine(read_file(policy));
  if (engine == "re2-loop") return re2_loop(rules);
  if (engine == "re2-set") return re2_set(rules);
  if (engine == "filtered-re2") return filtered_re2(rules);
#if defined(WITH_HYPERSCAN)
  if (engine == "vectorscan" || engine == "hyperscan") return hyperscan(rules);
#endif
#if defined(WITH_PCRE2)
  if (engine == "pcre2-jit") return pcre2_jit(rules);
#endif
  return nullptr;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 5) {
    std::cerr << "usage: matchers_bench ENGINE RULES.txt POLICY.json COMMENTS.txt\n";
    return 2;
  }
  constexpr double kLongest = 1.5;  // seconds a round
  constexpr int kRounds = 5;
  const std::vector<std::string> rules = lines_of(arguments[2]);
  const std::vector<std::string> comments = lines_of(arguments[4]);
  const long before = resident_megabytes();
  const double start = seconds();
  const Find find = make(arguments[1], rules, arguments[3]);
  if (!find) {
    std::cout << "{\"engine\":\"" << arguments[1] << "\",\"missing\":true}\n";
    return 0;
  }
  const double build = seconds() - start;
  for (std::size_t i = 0; i < 200 && i < comments.size(); ++i) find(comments[i]);

  std::vector<double> speeds;
  Count found = 0;
  std::size_t read = 0;
  for (int round = 0; round < kRounds; ++round) {
    std::size_t bytes = 0;
    found = read = 0;
    const double begin = seconds();
    for (const std::string& comment : comments) {
      found += find(comment);
      bytes += comment.size();
      ++read;
      if ((read & 15) == 0 && seconds() - begin > kLongest) break;
    }
    speeds.push_back(static_cast<double>(bytes) / (seconds() - begin) / 1e6);
  }
  std::sort(speeds.begin(), speeds.end());
  std::cout << "{\"engine\":\"" << arguments[1] << "\",\"rules\":" << rules.size()
            << ",\"build_ms\":" << build * 1e3 << ",\"mb_s\":" << speeds[kRounds / 2]
            << ",\"least\":" << speeds.front() << ",\"most\":" << speeds.back()
            << ",\"found\":" << found << ",\"comments\":" << read
            << ",\"megabytes\":" << resident_megabytes() - before << "}\n";
  return 0;
}
