// The parts of the service, one by one.
#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/ip/address.hpp>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <thread>

#include "command.h"
#include "hmac_sha256.h"
#include "service/bearer_tokens.h"
#include "service/client_address.h"
#include "service/file_watch.h"
#include "service/http_text.h"
#include "service/metrics.h"
#include "service/rate_limiter.h"

namespace {

using namespace std::chrono_literals;

TEST(BearerTokensTest, AFileThatIsNotUnderstoodChangesNothing) {
  precheck::service::BearerTokens tokens;
  ASSERT_EQ(tokens.read("one 0123456789abcdef\r\n\n  two\tfedcba9876543210"), "");
  for (const char* text : {"", "# nothing", "name", "name short", "name 0123456789abcdef more"}) {
    EXPECT_NE(tokens.read(text), "") << text;
  }
  EXPECT_NE(tokens.load("/nowhere").find("/nowhere: "), std::string::npos);
  EXPECT_EQ(tokens.caller("Bearer 0123456789abcdef"), "one");
  EXPECT_EQ(tokens.caller("Bearer fedcba9876543210"), "two");
}

TEST(RateLimiterTest, ABurstThenASteadyRate) {
  using precheck::service::RateLimiter;
  RateLimiter limiter({.per_second = 2, .burst = 4});
  const RateLimiter::Clock::time_point begin = RateLimiter::Clock::now();
  for (int each = 0; each < 4; ++each) EXPECT_EQ(limiter.take("a", begin), std::nullopt);
  EXPECT_EQ(limiter.take("a", begin), 1);
  EXPECT_EQ(limiter.take("b", begin), std::nullopt);
  EXPECT_EQ(limiter.take("a", begin + std::chrono::milliseconds(500)), std::nullopt);
  EXPECT_EQ(limiter.take("a", begin + std::chrono::milliseconds(600)), 1);
  RateLimiter slow({.per_second = 0.1, .burst = 1});
  EXPECT_EQ(slow.take("a", begin), std::nullopt);
  EXPECT_EQ(slow.take("a", begin), 10);
  RateLimiter none(precheck::service::Rate{});
  for (int each = 0; each < 1000; ++each) ASSERT_EQ(none.take("a", begin), std::nullopt);
}

TEST(RateLimiterTest, ManyStrangersDoNotFreeABusyOne) {
  using precheck::service::RateLimiter;
  RateLimiter limiter({.per_second = 0.001, .burst = 3});
  const RateLimiter::Clock::time_point now = RateLimiter::Clock::now();
  while (!limiter.take("busy", now)) continue;
  for (int each = 0; each < 200'000; ++each) limiter.take(std::to_string(each), now);
  EXPECT_NE(limiter.take("busy", now), std::nullopt);
}

// RFC 4231.
TEST(HmacSha256, TestVectors) {
  using precheck::hmac_sha256_hex;
  EXPECT_EQ(hmac_sha256_hex(std::string(20, '\x0b'), "Hi There"),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hmac_sha256_hex("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hmac_sha256_hex(std::string(131, '\xaa'),
                            "Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  EXPECT_EQ(precheck::hmac_sha256("Jefe", "what do ya want for nothing?").size(), 32u);
  EXPECT_TRUE(precheck::equal_in_constant_time("abc", "abc"));
  EXPECT_FALSE(precheck::equal_in_constant_time("abc", "abd"));
  EXPECT_FALSE(precheck::equal_in_constant_time("abc", "ab"));
}

TEST(TrustedProxiesTest, OnlyThoseThatAreTrustedAreBelieved) {
  using boost::asio::ip::make_address;
  precheck::service::TrustedProxies proxies;
  for (const char* good : {"10.0.0.0/8", "192.0.2.1", "fd00::/8", "::1", "127.0.0.1"}) {
    EXPECT_TRUE(proxies.add(good)) << good;
  }
  for (const char* bad :
       {"", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8x", "fd00::/129", "proxy", "10.0.0"}) {
    EXPECT_FALSE(proxies.add(bad)) << bad;
  }
  const auto client = [&](const char* peer, std::string_view forwarded) {
    return proxies.client(make_address(peer), forwarded);
  };
  const std::string one = client("203.0.113.1", "");
  const std::string two = client("203.0.113.2", "");
  EXPECT_NE(one, two);
  EXPECT_EQ(client("::ffff:203.0.113.1", ""), one);
  // A stranger's claim is not read; a proxy's word is.
  EXPECT_EQ(client("203.0.113.1", "203.0.113.2"), one);
  EXPECT_EQ(client("10.1.2.3", "203.0.113.1"), one);
  EXPECT_EQ(client("10.1.2.3", " 203.0.113.1:4711 "), one);
  EXPECT_EQ(client("::1", "203.0.113.1"), one);
  EXPECT_EQ(client("10.1.2.3", "203.0.113.2, 203.0.113.1"), one);
  EXPECT_EQ(client("10.1.2.3", "203.0.113.2, 203.0.113.1, 10.9.9.9"), one);
  EXPECT_EQ(client("10.1.2.3", "nonsense"), client("10.1.2.3", ""));
  EXPECT_EQ(client("10.1.2.3", "203.0.113.2, , "), client("10.1.2.3", ""));
  // IPv6: one household is one client.
  EXPECT_EQ(client("2001:db8:1:2::5", ""), client("2001:db8:1:2:ffff::9", ""));
  EXPECT_NE(client("2001:db8:1:2::5", ""), client("2001:db8:1:3::5", ""));
  EXPECT_EQ(client("10.1.2.3", "[2001:db8:1:2::5]:80"), client("2001:db8:1:2::9", ""));
  // This machine is not limited.
  EXPECT_EQ(client("127.0.0.1", ""), "");
  EXPECT_EQ(client("::1", ""), "");
}

TEST(MetricsTest, TextOfPrometheus) {
  precheck::service::Metrics metrics;
  metrics.counter("a_total", "Letters.", "letter=\"a\"").add(3);
  metrics.counter("a_total", "Letters.", "letter=\"b\"");
  EXPECT_EQ(metrics.counter("a_total", "Letters.", "letter=\"a\"").value(), 3u);
  metrics.gauge("b", "Half.", {}, [] { return 0.5; });
  precheck::service::Histogram& stage = metrics.stage("x");
  stage.observe(1us);
  stage.observe(60us);
  stage.observe(1min);
  const std::string text = metrics.text();
  for (const char* line :
       {"# HELP a_total Letters.\n# TYPE a_total counter\na_total{letter=\"a\"} 3\n"
        "a_total{letter=\"b\"} 0\n",
        "# TYPE b gauge\nb 0.5\n", "# TYPE precheck_stage_seconds histogram\n",
        "precheck_stage_seconds_bucket{stage=\"x\",le=\"2e-06\"} 1\n",
        "precheck_stage_seconds_bucket{stage=\"x\",le=\"0.0001\"} 2\n",
        "precheck_stage_seconds_bucket{stage=\"x\",le=\"5\"} 2\n",
        "precheck_stage_seconds_bucket{stage=\"x\",le=\"+Inf\"} 3\n",
        "precheck_stage_seconds_sum{stage=\"x\"} 60.000061\n",
        "precheck_stage_seconds_count{stage=\"x\"} 3\n"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line << text;
  }
}

TEST(HttpText, AHeadIsWhatItSays) {
  precheck::service::HttpResponse response = precheck::service::json_response(200, "{}");
  response.headers.add("X", "a\r\nY: b");
  std::string head;
  write_head(response, "today", {.http10 = false, .keep_alive = true}, head);
  EXPECT_EQ(head,
            "HTTP/1.1 200 OK\r\nDate: today\r\nContent-Type: application/json\r\n"
            "Cache-Control: no-store\r\nX: aY: b\r\nContent-Length: 2\r\n\r\n");
  response.status = 204;
  response.headers = {};
  response.body = {};
  write_head(response, "today", {.http10 = false, .keep_alive = false}, head);
  EXPECT_EQ(head, "HTTP/1.1 204 No Content\r\nDate: today\r\nConnection: close\r\n\r\n");
  write_head(response, "today", {.http10 = true, .keep_alive = true}, head);
  EXPECT_EQ(head, "HTTP/1.0 204 No Content\r\nDate: today\r\nConnection: keep-alive\r\n\r\n");
}

class FileWatchTest : public testing::Test {
 protected:
  // Waits for what is sure to come; 10 seconds is for ever.
  bool sees(int count) const {
    for (int each = 0; each < 1'000 && changes < count; ++each) std::this_thread::sleep_for(10ms);
    return changes == count;
  }

  command::Folder folder;
  std::atomic<int> changes = 0;
};

TEST_F(FileWatchTest, WrittenReplacedOrBehindALink) {
  const std::string path = folder.write("file", "1");
  std::filesystem::create_directories(folder.path("a"));
  std::filesystem::create_directories(folder.path("b"));
  folder.write("a/linked", "1");
  folder.write("b/linked", "22");
  std::filesystem::create_directory_symlink("a", folder.path("now"));
  std::filesystem::create_symlink("now/linked", folder.path("link"));
  precheck::service::FileWatch watch;
  watch.add(path, [this] { ++changes; });
  watch.add(folder.path("link"), [this] { ++changes; });
  folder.write("file", "before the watch begins");
  watch.start();
  folder.write("other", "nobody asked");
  EXPECT_TRUE(sees(1));
  folder.write("file", "in place");
  EXPECT_TRUE(sees(2));
  folder.write("file.new", "in one step");
  std::filesystem::rename(folder.path("file.new"), path);
  EXPECT_TRUE(sees(3));
  std::filesystem::create_directory_symlink("b", folder.path("next"));
  std::filesystem::rename(folder.path("next"), folder.path("now"));
  EXPECT_TRUE(sees(4));
  std::filesystem::remove(path);
  folder.write("file", "back again");
  EXPECT_TRUE(sees(5));
  watch.stop();
  folder.write("file", "nobody looks");
  std::this_thread::sleep_for(100ms);
  EXPECT_EQ(changes, 5);
}

}  // namespace
