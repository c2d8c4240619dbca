// Any bytes as what a client of the service sends, through its own connection code and all open
// routes; a pair of sockets stands in for the network. The first byte says in how small pieces they
// arrive. Whatever comes back is HTTP, and the connection ends.
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>

#include "fuzz.h"
#include "service/connection.h"
#include "service/event_loop.h"
#include "service/routes.h"

namespace {

using namespace precheck::service;

const char kPolicy[] =
    R"({"format":1,"name":"P","rules":[{"id":"a","category":"c","action":"warn","message":"m",)"
    R"("match":{"words":["scam"]}}]})";

struct Site {
  Site() {
    PRECHECK_EXPECT(policies.replace(kPolicy).empty());
    add_check(service);
    add_published_policy(service);
    add_health(service, policies);
    add_metrics(service);
  }
  static ServiceSettings settings() {
    ServiceSettings out;
    out.files.add("index.html", "<p>hello</p>");
    out.allowed_origins = {"https://blog.example"};
    out.queue_threads = 1;
    return out;
  }
  static ServerSettings server_settings() {
    ServerSettings out;
    out.longest_lateness = std::chrono::hours(24);  // no timer runs here
    return out;
  }
  PolicyStore policies{"policy.json"};
  Service service{policies, settings()};
  ServerState state{server_settings(), service};
  EventLoop loop{state};
};

Site& site() {
  static Site site;
  return site;
}

void turn() {
  site().loop.context().restart();
  site().loop.context().poll();
}

std::string read_all(int descriptor) {
  std::string out;
  char piece[4096];
  for (;;) {
    const ssize_t count = recv(descriptor, piece, sizeof piece, MSG_DONTWAIT);
    if (count <= 0) return out;
    out.append(piece, static_cast<std::size_t>(count));
  }
}

void expect_http(std::string_view answer) {
  if (answer.empty()) return;
  PRECHECK_EXPECT(answer.substr(0, 7) == "HTTP/1.");
  PRECHECK_EXPECT(answer.find("\r\n\r\n") != answer.npos);
  const std::string_view status = answer.substr(9, 3);
  constexpr std::string_view kStatuses[] = {"100", "200", "204", "304", "308", "400",
                                            "404", "405", "412", "413", "415", "431"};
  PRECHECK_EXPECT(std::find(std::begin(kStatuses), std::end(kStatuses), status) !=
                  std::end(kStatuses));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  int ends[2];
  PRECHECK_EXPECT(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) == 0);
  boost::asio::ip::tcp::socket socket(site().loop.context());
  socket.assign(boost::asio::ip::tcp::v4(), ends[0]);
  site().loop.take(std::move(socket), false);

  std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t piece = data[0] < 200 ? rest.size() : data[0] - 199U;
  std::string answer;
  for (int pieces = 0; !rest.empty(); ++pieces) {
    const std::size_t count = pieces < 64 ? std::min(piece, rest.size()) : rest.size();
    const ssize_t sent = send(ends[1], rest.data(), count, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) break;
    rest.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(sent, 0)));
    turn();
    answer += read_all(ends[1]);
  }
  shutdown(ends[1], SHUT_WR);
  for (int turns = 0; site().state.connections > 0; ++turns) {
    PRECHECK_EXPECT(turns < 1'000);
    turn();
    answer += read_all(ends[1]);
  }
  answer += read_all(ends[1]);
  close(ends[1]);
  expect_http(answer);
  return 0;
}
