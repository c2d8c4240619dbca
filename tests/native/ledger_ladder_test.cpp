// Every transition of the ladder.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "ledger_fixture.h"

namespace {

using namespace ledger_test;

Strike strike_at(std::int64_t at, Step step, std::int64_t sequence = 1) {
  return {sequence, at, step, false, false};
}

// All ladders with thresholds up to `most`.
std::vector<Ladder> ladders(std::int64_t most) {
  std::vector<Ladder> all;
  for (int chosen = 1; chosen < 8; ++chosen) {
    for (std::int64_t a = 1; a <= most; ++a) {
      for (std::int64_t b = a + 1; b <= most + 1; ++b) {
        for (std::int64_t c = b + 1; c <= most + 2; ++c) {
          Ladder ladder;
          ladder.decay_days = 90;
          const std::int64_t thresholds[] = {a, b, c};
          for (int each = 0; each < 3; ++each) {
            if ((chosen >> each & 1) == 0) continue;
            ladder.steps.push_back({thresholds[ladder.steps.size()], static_cast<Step>(each + 1)});
          }
          all.push_back(ladder);
        }
      }
    }
  }
  return all;
}

int rung(const Ladder& ladder, Step step) {
  int number = 0;
  for (const LadderStep& each : ladder.steps) {
    if (each.step <= step) ++number;
  }
  return number;
}

TEST(Ladder, StrikeByStrikeItIsThePolicysLadder) {
  for (const Ladder& ladder : ladders(4)) {
    std::vector<Strike> strikes;
    for (std::int64_t number = 1; number <= 8; ++number) {
      const Step reached = next_step(&ladder, strikes, kStart);
      Step wanted = Step::none;
      for (const LadderStep& each : ladder.steps) {
        if (each.strikes <= number) wanted = each.step;
      }
      EXPECT_EQ(reached, wanted);
      strikes.push_back(strike_at(kStart, reached, number));
      EXPECT_EQ(standing(&ladder, strikes, kStart).step, wanted);
      EXPECT_EQ(standing(&ladder, strikes, kStart).strikes, number);
    }
  }
}

TEST(Ladder, OneStrikeBlocksOnlyWhenThePolicySaysSo) {
  for (const Ladder& ladder : ladders(3)) {
    const bool says_so = ladder.steps[0].step == Step::block && ladder.steps[0].strikes == 1;
    EXPECT_EQ(next_step(&ladder, {}, kStart) == Step::block, says_so);
  }
}

TEST(Ladder, AStricterPolicyDoesNotSkipAStep) {
  const Ladder mild{90, {{10, Step::remove}, {20, Step::hold}}};
  const Ladder strict{90, {{1, Step::remove}, {2, Step::hold}, {3, Step::block}}};
  std::vector<Strike> strikes;
  for (int each = 0; each < 5; ++each) {
    strikes.push_back(strike_at(kStart, next_step(&mild, strikes, kStart), each));
  }
  // The new policy alone changes nothing: something has to happen first.
  EXPECT_EQ(standing(&strict, strikes, kStart).step, Step::none);
  for (const Step wanted : {Step::remove, Step::hold, Step::block}) {
    const Step step = next_step(&strict, strikes, kStart);
    EXPECT_EQ(step, wanted);
    strikes.push_back(strike_at(kStart, step));
  }
}

TEST(Ladder, StrikesFadeAfterTheirDays) {
  const Ladder ladder = usual_ladder();
  const std::vector<Strike> one = {strike_at(kStart, Step::remove)};
  const std::int64_t end = kStart + 90 * kDay;
  EXPECT_EQ(standing(&ladder, one, end - 1).strikes, 1);
  EXPECT_EQ(standing(&ladder, one, end).strikes, 0);
  EXPECT_EQ(standing(&ladder, one, end).step, Step::none);
  EXPECT_EQ(standing(&ladder, one, kStart).next_fade, end);
  EXPECT_EQ(standing(&ladder, one, kStart - 3650 * kDay).strikes, 1) << "no negative age";
  Ladder forever = ladder;
  forever.decay_days = 0;
  EXPECT_EQ(standing(&forever, one, end * 2).strikes, 1);
}

TEST(Ladder, WithoutOneNothingFollows) {
  const std::vector<Strike> strikes(9, strike_at(kStart, Step::none));
  EXPECT_EQ(standing(nullptr, strikes, kStart).strikes, 9);
  EXPECT_EQ(standing(nullptr, strikes, kStart).step, Step::none);
  EXPECT_EQ(next_step(nullptr, strikes, kStart), Step::none);
}

TEST(Ladder, ATombstoneBlocksUntilItFades) {
  const Ladder ladder = usual_ladder();
  Strike stone = strike_at(kStart, Step::block);
  stone.is_tombstone = true;
  EXPECT_EQ(standing(&ladder, {stone}, kStart).step, Step::block);
  EXPECT_EQ(standing(&ladder, {stone}, kStart).strikes, 0);
  EXPECT_EQ(standing(&ladder, {stone}, kStart + 90 * kDay).step, Step::none);
}

// A million random lives: strikes, pardons, time, new policies.
TEST(Ladder, NothingEverSkipsAStep) {
  std::mt19937 random(20260101);
  const auto pick = [&](int count) {
    return static_cast<int>(random() % static_cast<unsigned>(count));
  };
  const std::vector<Ladder> all = ladders(4);
  for (int life = 0; life < 20'000; ++life) {
    Ladder ladder = all[random() % all.size()];
    std::vector<Strike> strikes;
    std::int64_t now = kStart;
    for (int each = 0; each < 50; ++each) {
      const Standing before = standing(&ladder, strikes, now);
      const int event = pick(10);
      if (event < 6) {
        const Step step = next_step(&ladder, strikes, now);
        strikes.push_back(strike_at(now, step, each));
        const Standing after = standing(&ladder, strikes, now);
        ASSERT_EQ(after.strikes, before.strikes + 1);
        ASSERT_GE(after.step, before.step) << "a strike never makes it milder";
        ASSERT_EQ(after.step, step) << "what is recorded is what holds";
      } else if (event < 8) {
        now += pick(60) * kDay - 5 * kDay;
      } else if (event == 8 && !strikes.empty()) {
        strikes[static_cast<std::size_t>(pick(static_cast<int>(strikes.size())))].pardoned = true;
        ASSERT_LE(standing(&ladder, strikes, now).step, before.step);
        ASSERT_LE(standing(&ladder, strikes, now).strikes, before.strikes);
      } else {
        ladder = all[random() % all.size()];
      }
      // Whoever stands at a step has a strike that led there, and that one was one rung up.
      const Standing after = standing(&ladder, strikes, now);
      ASSERT_TRUE(after.step == Step::none ||
                  std::any_of(strikes.begin(), strikes.end(), [&](const Strike& strike) {
                    return !strike.pardoned && strike.step >= after.step;
                  }));
      const Step next = next_step(&ladder, strikes, now);
      Step hardest = Step::none;
      for (const Strike& strike : strikes) {
        if (!strike.pardoned && !has_faded(ladder, strike.at, now)) {
          hardest = std::max(hardest, strike.step);
        }
      }
      ASSERT_LE(rung(ladder, next), rung(ladder, hardest) + 1);
    }
  }
}

}  // namespace
