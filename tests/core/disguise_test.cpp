// Words and phrases in every disguise that `fold` undoes, made by machine, and innocent texts that
// look like one. What share is found is printed; shares below those of docs/reliability.md fail.
#include <gtest/gtest.h>

#include <functional>
#include <precheck/precheck.hpp>
#include <string>
#include <vector>

namespace {

const char kPolicy[] =
    R"({"format":1,"name":"P","rules":[{"id":"a","category":"c","action":"warn","message":"m",
  "match":{"words":["idiot","moron","scumbag","worthless","parasite","vermin","imbecile","shut your mouth",
                    "crawl back home","human garbage","free money","miracle cure","degenerate","subhuman",
                    "pathetic liar","brainless"]}}]})";

const std::vector<std::string> kTargets = {
    "idiot",           "moron",         "scumbag",       "worthless",
    "parasite",        "vermin",        "imbecile",      "shut your mouth",
    "crawl back home", "human garbage", "free money",    "miracle cure",
    "degenerate",      "subhuman",      "pathetic liar", "brainless"};

const std::vector<std::string> kFrames = {"You are a % and you know it.", "%", "Such a %!",
                                          "He said it: % (again)"};

using Disguise = std::function<std::string(const std::string&)>;

// Each letter by its place in `instead`, where it has one.
Disguise swapping(std::string from, std::vector<std::string> instead, std::size_t every = 1) {
  return [=](const std::string& word) {
    std::string out;
    std::size_t met = 0;
    for (const char letter : word) {
      const std::size_t at = from.find(letter);
      out += at != std::string::npos && met++ % every == 0 ? instead[at] : std::string(1, letter);
    }
    return out;
  };
}

// Between all letters of a word; a blank between two words stays.
Disguise between(std::string sign) {
  return [=](const std::string& word) {
    std::string out;
    for (std::size_t at = 0; at < word.size(); ++at) {
      const bool in_word = at > 0 && word[at] != ' ' && word[at - 1] != ' ';
      out += (in_word ? sign : "") + word[at];
    }
    return out;
  };
}

Disguise full_width() {
  return [](const std::string& word) {
    std::string out;
    for (const char letter : word) {
      if (letter == ' ') {
        out += ' ';
        continue;
      }
      const int point = 0xFF41 + (letter - 'a');
      out += static_cast<char>(0xEF);
      out += static_cast<char>(0x80 | (point >> 6 & 0x3F));
      out += static_cast<char>(0x80 | (point & 0x3F));
    }
    return out;
  };
}

std::string in_capitals(std::string word) {
  for (char& letter : word) letter = letter == ' ' ? ' ' : static_cast<char>(letter - 32);
  return word;
}

std::string alternating(std::string word) {
  for (std::size_t at = 0; at < word.size(); at += 2) {
    if (word[at] != ' ') word[at] = static_cast<char>(word[at] - 32);
  }
  return word;
}

std::string stretched(const std::string& word) {
  std::string out;
  for (std::size_t at = 0; at < word.size(); ++at) {
    out.append(at == word.size() / 2 && word[at] != ' ' ? 4 : 1, word[at]);
  }
  return out;
}

std::string as_entities(const std::string& word) {
  std::string out;
  for (const char letter : word) {
    out += letter == ' ' ? " " : "&#" + std::to_string(static_cast<int>(letter)) + ";";
  }
  return out;
}

struct Kind {
  const char* name;
  Disguise disguise;
};

const std::vector<Kind> kKinds = {
    {"capitals", in_capitals},
    {"alternating capitals", alternating},
    {"full width", full_width()},
    {"zero-width space", between("\u200B")},
    {"zero-width joiner", between("\u200D")},
    {"soft hyphen", between("\u00AD")},
    {"word joiner", between("\u2060")},
    {"one combining mark a letter", between("\u0336")},
    {"Cyrillic look-alikes", swapping("aeopc", {"\u0430", "\u0435", "\u043e", "\u0440", "\u0441"})},
    {"one Cyrillic look-alike in two",
     swapping("aeopc", {"\u0430", "\u0435", "\u043e", "\u0440", "\u0441"}, 2)},
    {"Greek look-alikes", swapping("ov", {"\u03bf", "\u03bd"})},
    {"accents", swapping("aeiou", {"\u00e1", "\u00e9", "\u00ed", "\u00f3", "\u00fa"})},
    {"digits", swapping("oie", {"0", "1", "3"})},
    {"digits and signs", swapping("aios", {"@", "!", "0", "$"})},
    {"one letter four times", stretched},
    {"blanks", between(" ")},
    {"full stops", between(".")},
    {"hyphens", between("-")},
    {"underscores", between("_")},
    {"asterisks", between("*")},
    {"entities", as_entities},
    {"markup in the middle", between("<b></b>")},
};

std::string framed(const std::string& frame, const std::string& word) {
  std::string out = frame;
  return out.replace(out.find('%'), 1, word);
}

TEST(Disguises, AreSeenThrough) {
  const precheck::Compilation compiled = precheck::compile(kPolicy);
  ASSERT_TRUE(compiled.ok());
  std::size_t all = 0;
  std::size_t all_found = 0;
  for (const Kind& kind : kKinds) {
    std::size_t tried = 0;
    std::size_t found = 0;
    std::string missed;
    for (const std::string& target : kTargets) {
      const std::string disguised = kind.disguise(target);
      if (disguised == target) continue;  // nothing in it to disguise
      for (const std::string& frame : kFrames) {
        precheck::Request request;
        request.comment = framed(frame, disguised);
        ++tried;
        if (!compiled.policy->check(request).findings.empty()) {
          ++found;
        } else if (missed.find(disguised) == std::string::npos) {
          missed += " " + disguised;
        }
      }
    }
    std::printf("%-32s %3zu of %3zu%s\n", kind.name, found, tried, missed.c_str());
    EXPECT_GE(found * 4, tried * 3) << kind.name;
    all += tried;
    all_found += found;
  }
  std::printf("%zu of %zu disguised phrases found\n", all_found, all);
  EXPECT_GE(all_found * 100, all * 95);
}

// Words that have the wanted ones in them, spelt-out words, names, figures and codes.
const std::vector<std::string> kInnocent = {
    "An idiom is no idiocy in itself; idiomatic speech, patriotic songs.",
    "The oxymoron was noted. Moroni stands on the temple; Morón is a town in Argentina.",
    "We read worth less than that, and parasitology papers on the verminous sort of parasitism.",
    "He shut the door. Your mouth of the river is wide.",
    "F.B.I. and C.I.A., U.S.A. and U.K., e.g. and i.e.",
    "A-B-C, 1-2-3, Q.E.D., W-W-W, a b c d e f g",
    "Call 1-800-555-0199 or write to me@example.org; see C++ and C#, v1.0.3-rc2.",
    "I D I O M S are spelt out here, M O R E of them there.",
    "free tickets, no money; money freely given; a miracle, then a cure years later",
    "In vermilion ink: the mole is 6.022e23; 10 101 110 0001 1d10.",
    "She said: no, no, no, nooooo! Yesss. Hmmm. Sooooo good.",
    "<b>bold</b> and <i>dim</i>, &amp; &lt;tags&gt; &#169; 2024",
    "* one\n* two\n- three\n_ four _\n. . . and so on",
    "Généralement, l'été à Zürich; naïve café, jalapeño, façade.",
    "ｆｕｌｌ ｗｉｄｔｈ is a style; Привет, как дела; Γειά σου.",
    "Degeneration, subhumid, brainstorm, scum bags of tea, imbecilic? No: imbibe."};

TEST(Disguises, AreNotSeenWhereThereAreNone) {
  const precheck::Compilation compiled = precheck::compile(kPolicy);
  ASSERT_TRUE(compiled.ok());
  std::size_t flagged = 0;
  for (const std::string& text : kInnocent) {
    precheck::Request request;
    request.comment = text;
    const precheck::Verdict verdict = compiled.policy->check(request);
    if (verdict.findings.empty()) continue;
    ++flagged;
    ADD_FAILURE() << text << "\n" << precheck::to_json(verdict);
  }
  EXPECT_EQ(flagged, 0u);
}

}  // namespace
