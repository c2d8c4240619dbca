// The learned model: how it is written, how it scores, and how `precheck train` makes it.
#include <gtest/gtest.h>

#include <algorithm>
#include <precheck/precheck.hpp>

#include "cli/train_figures.h"
#include "cli/train_fit.h"
#include "cli/train_words.h"
#include "learned_model.h"

namespace {

using precheck::LearnedModel;
using precheck::cli::Fit;
using precheck::cli::TrainingRow;

std::vector<std::int8_t> bytes(std::initializer_list<int> values) {
  std::vector<std::int8_t> out;
  for (const int value : values) out.push_back(static_cast<std::int8_t>(value));
  return out;
}

TEST(Base64, KnownTexts) {
  // RFC 4648, section 10.
  EXPECT_EQ(precheck::to_base64({}), "");
  EXPECT_EQ(precheck::to_base64(bytes({'f'})), "Zg==");
  EXPECT_EQ(precheck::to_base64(bytes({'f', 'o'})), "Zm8=");
  EXPECT_EQ(precheck::to_base64(bytes({'f', 'o', 'o'})), "Zm9v");
  EXPECT_EQ(precheck::to_base64(bytes({'f', 'o', 'o', 'b', 'a', 'r'})), "Zm9vYmFy");
  EXPECT_EQ(precheck::to_base64(bytes({-1, -1, -2})), "///+");
}

TEST(Base64, ThereAndBack) {
  std::vector<std::int8_t> all;
  for (int value = -128; value < 128; ++value) {
    all.push_back(static_cast<std::int8_t>(value));
    std::vector<std::int8_t> read;
    ASSERT_TRUE(precheck::from_base64(precheck::to_base64(all), read));
    EXPECT_EQ(read, all);
  }
}

TEST(Base64, RefusesWhatIsNot) {
  std::vector<std::int8_t> read;
  for (const char* text : {"Z", "Zg", "Zg=", "=", "====", "Z===", "Zg==Zg==", "Zm9v\n", "Zm 9",
                           "Zm9*", "Zh==", "Zm9=", "\xC3\xA9\xC3\xA9"}) {
    EXPECT_FALSE(precheck::from_base64(text, read)) << text;
  }
}

TEST(Logistic, IsEvenAndRises) {
  EXPECT_EQ(precheck::logistic_thousandths(0), 500);
  EXPECT_EQ(precheck::logistic_thousandths(1000), 731);
  EXPECT_EQ(precheck::logistic_thousandths(-1000), 269);
  EXPECT_EQ(precheck::logistic_thousandths(1'000'000'000'000), 1000);
  EXPECT_EQ(precheck::logistic_thousandths(-1'000'000'000'000), 0);
  std::int64_t last = 0;
  for (std::int64_t odds = -9000; odds <= 9000; odds += 7) {
    const std::int64_t share = precheck::logistic_thousandths(odds);
    EXPECT_GE(share, last);
    EXPECT_EQ(share + precheck::logistic_thousandths(-odds), 1000);
    last = share;
  }
}

std::string policy_with(const std::string& match) {
  return R"({"format": 1, "name": "p", "rules": [{"id": "r", "category": "c", "action": "advise",
             "message": "m", "match": )" +
         match + "}]}";
}

std::string model_text(const std::string& bits, const std::string& weights) {
  return R"({"version": 1, "bits": )" + bits + R"(, "bias": 0, "scale": 1000, "weights": ")" +
         weights + "\"}";
}

const std::string kWeights = precheck::to_base64(std::vector<std::int8_t>(64, 1));

std::string first_error(const std::string& match) {
  const precheck::Compilation result = precheck::compile(policy_with(match));
  if (result.ok()) return "none";
  return result.errors().front().code + ' ' + result.errors().front().pointer;
}

TEST(LearnedModel, IllFormedOnesAreRefused) {
  const std::string good = model_text("6", kWeights);
  EXPECT_EQ(first_error(R"({"learned": )" + good + R"(, "over": 0.5})"), "none");
  EXPECT_EQ(first_error(R"({"learned": 3, "over": 0.5})"), "wrong_type /rules/0/match/learned");
  EXPECT_EQ(first_error(R"({"learned": )" + good + "}"), "missing_key /rules/0/match/learned");
  EXPECT_EQ(first_error(R"({"learned": )" + good + R"(, "over": 1.5})"),
            "bad_value /rules/0/match/over");
  EXPECT_EQ(first_error(R"({"learned": {"version": 1, "bits": 6, "bias": 0, "scale": 1},
                            "over": 0.5})"),
            "missing_key /rules/0/match/learned");
  const auto weights_error = [](const std::string& bits, const std::string& weights) {
    return first_error(R"({"learned": )" + model_text(bits, weights) + R"(, "over": 0.5})");
  };
  EXPECT_EQ(weights_error("6", "not base64!"), "bad_value /rules/0/match/learned/weights");
  EXPECT_EQ(weights_error("6", ""), "bad_value /rules/0/match/learned/weights");
  EXPECT_EQ(weights_error("7", kWeights), "bad_value /rules/0/match/learned/weights");
  EXPECT_EQ(weights_error("6", kWeights.substr(0, 84) + kWeights),
            "too_large /rules/0/match/learned/weights");
  EXPECT_EQ(weights_error("17", kWeights).substr(10), "/rules/0/match/learned/bits");
  EXPECT_EQ(weights_error("6.5", kWeights), "bad_value /rules/0/match/learned/bits");
  EXPECT_EQ(weights_error("\"6\"", kWeights), "wrong_type /rules/0/match/learned/bits");
}

TEST(LearnedModel, ExtremeModelsDoNotOverflow) {
  LearnedModel model;
  model.bits = 16;
  model.bias = precheck::kMostLearnedBias;
  model.scale = precheck::kMostLearnedScale;
  for (const int weight : {127, -128}) {
    model.weights.assign(std::size_t{1} << 16, static_cast<std::int8_t>(weight));
    std::vector<std::uint32_t> places(model.weights.size());
    for (std::uint32_t i = 0; i < places.size(); ++i) places[i] = i;
    EXPECT_EQ(precheck::learned_score_of(model, places), weight > 0 ? 1000 : 0);
  }
}

// Made-up talk of parcels that did not come, and of gardens.
std::vector<std::pair<std::string, bool>> sentences() {
  std::vector<std::pair<std::string, bool>> out;
  for (const char* thing : {"parcel", "package", "delivery", "courier", "invoice", "refund"}) {
    for (const char* fate : {"is late again", "never came", "was lost", "broke on the way",
                             "is a swindle", "went to a stranger"}) {
      out.emplace_back("My " + std::string(thing) + ' ' + fate, true);
      out.emplace_back("The " + std::string(thing) + ' ' + fate + ", nobody answers", true);
    }
  }
  for (const char* plant : {"tulips", "roses", "beans", "tomatoes", "apple trees", "hedges"}) {
    for (const char* fate : {"bloom early", "need water", "like the shade", "grow slowly",
                             "did well this year", "stand by the wall"}) {
      out.emplace_back("My " + std::string(plant) + ' ' + fate, false);
      out.emplace_back("The " + std::string(plant) + ' ' + fate + ", everybody is glad", false);
    }
  }
  return out;
}

constexpr std::uint32_t kBits = 10;

std::vector<TrainingRow> rows_of(const std::vector<std::pair<std::string, bool>>& texts) {
  std::vector<TrainingRow> rows;
  for (const auto& [text, label] : texts) {
    rows.push_back(precheck::cli::make_row(text, label, kBits));
  }
  precheck::cli::sort_rows(rows);
  return rows;
}

Fit fit(const std::vector<TrainingRow>& rows) {
  return precheck::cli::fit_model(rows, kBits, [](double) {});
}

TEST(Train, LearnsWhatIsThere) {
  const Fit learned = fit(rows_of(sentences()));
  const auto score = [&learned](const char* text) {
    return precheck::cli::score_row(learned.model, precheck::cli::make_row(text, false, kBits));
  };
  EXPECT_GT(score("Has anybody seen my parcel? It never came"), 600);
  EXPECT_GT(score("PARCELS lost, again"), 600);
  EXPECT_LT(score("The roses by the wall bloom"), 300);
  EXPECT_LT(score("Beans grow in the shade"), 310);
  EXPECT_EQ(score(""), 0);
}

TEST(Train, TwiceGivesTheSameBytesInAnyOrder) {
  auto texts = sentences();
  const std::string first = precheck::cli::model_json(fit(rows_of(texts)).model, 800);
  EXPECT_EQ(precheck::cli::model_json(fit(rows_of(texts)).model, 800), first);
  std::reverse(texts.begin(), texts.end());
  EXPECT_EQ(precheck::cli::model_json(fit(rows_of(texts)).model, 800), first);
}

TEST(Train, WhatItWritesIsAMatcherThatAgrees) {
  const LearnedModel model = fit(rows_of(sentences())).model;
  const auto result = precheck::compile(policy_with(precheck::cli::model_json(model, 600)));
  ASSERT_TRUE(result.ok()) << precheck::to_json(result.errors());
  std::size_t flagged = 0;
  for (const auto& [text, label] : sentences()) {
    precheck::Request request;
    request.comment = text;
    const int score = precheck::cli::score_row(model, precheck::cli::make_row(text, label, kBits));
    const bool found = !result.policy->check(request).findings.empty();
    EXPECT_EQ(found, score > 600) << text;
    flagged += found;
  }
  EXPECT_GT(flagged, 0u);
}

TEST(Train, SameWordsGoTheSameWay) {
  const TrainingRow one = precheck::cli::make_row("Late again, my parcel!", true, kBits);
  const TrainingRow other = precheck::cli::make_row("late AGAIN   my parcel", true, kBits);
  EXPECT_EQ(one.order, other.order);
  EXPECT_EQ(one.places, other.places);
}

TEST(Train, WordsSayWhatItGoesBy) {
  precheck::cli::WordCounts counts;
  for (const auto& [text, label] : sentences()) counts.add(text);
  const auto strongest = counts.strongest(fit(rows_of(sentences())).model, 5);
  ASSERT_EQ(strongest.raising.size(), 5u);
  ASSERT_EQ(strongest.lowering.size(), 5u);
  EXPECT_GE(strongest.raising[0].second, strongest.raising[4].second);
  EXPECT_LE(strongest.lowering[0].second, strongest.lowering[4].second);
  EXPECT_LT(strongest.lowering[4].second, 0);
}

TEST(Figures, AreaUnderCurve) {
  using precheck::cli::area_under_curve;
  EXPECT_DOUBLE_EQ(area_under_curve({{1, false}, {2, false}, {3, true}}), 1);
  EXPECT_DOUBLE_EQ(area_under_curve({{1, true}, {2, false}, {3, false}}), 0);
  EXPECT_DOUBLE_EQ(area_under_curve({{5, true}, {5, false}}), 0.5);
  EXPECT_DOUBLE_EQ(area_under_curve({{5, true}}), 0.5);
}

TEST(Figures, ThresholdNeedsTenRows) {
  std::vector<precheck::cli::Scored> rows;
  for (int i = 0; i < 9; ++i) rows.push_back({900, true});
  EXPECT_FALSE(precheck::cli::threshold_for(rows, 0.9));
  rows.push_back({800, true});
  for (int i = 0; i < 5; ++i) rows.push_back({620, false});
  EXPECT_EQ(precheck::cli::threshold_for(rows, 0.9), 620);
  EXPECT_EQ(precheck::cli::threshold_for(rows, 0.5), 500) << "never under even odds";
  const precheck::cli::ThresholdFigures figures = precheck::cli::figures_at(rows, 800);
  EXPECT_EQ(figures.hits, 9u);
  EXPECT_EQ(figures.misses, 1u);
  EXPECT_EQ(figures.false_alarms, 0u);
}

}  // namespace
