#include "service/client_address.h"

#include <charconv>

#include "service/http.h"

namespace precheck::service {
namespace {

namespace ip = boost::asio::ip;

constexpr unsigned kBits = 128;
constexpr unsigned kV4Prefix = 96;  // of an IPv4 address written as IPv6
constexpr unsigned kHouseholdBytes = 8;

// One form for both: IPv4 is ::ffff:a.b.c.d.
ip::address_v6 as_v6(const ip::address& address) {
  if (address.is_v6()) return address.to_v6();
  return ip::make_address_v6(ip::v4_mapped, address.to_v4());
}

bool same_bits(const ip::address_v6& left, const ip::address_v6& right, unsigned bits) {
  const auto a = left.to_bytes();
  const auto b = right.to_bytes();
  for (unsigned bit = 0; bit < bits; ++bit) {
    const unsigned mask = 0x80u >> (bit % 8);
    if (((a[bit / 8] ^ b[bit / 8]) & mask) != 0) return false;
  }
  return true;
}

bool is_loopback(const ip::address_v6& address) {
  return address.is_loopback() ||
         (address.is_v4_mapped() && ip::make_address_v4(ip::v4_mapped, address).is_loopback());
}

bool parse(std::string_view text, ip::address& address) {
  boost::system::error_code error;
  address = ip::make_address(std::string(text), error);
  return !error;
}

// "1.2.3.4", "1.2.3.4:5678", "[::1]:5678" or "::1".
bool parse_forwarded(std::string_view text, ip::address& address) {
  text = trimmed(text);
  if (text.substr(0, 1) == "[") {
    return parse(text.substr(1, text.find(']') - 1), address);
  }
  const std::size_t colon = text.find(':');
  const bool has_port = colon != std::string_view::npos && colon == text.rfind(':');
  return parse(has_port ? text.substr(0, colon) : text, address);
}

std::string key_of(const ip::address_v6& address) {
  if (is_loopback(address)) return {};
  const auto bytes = address.to_bytes();
  const auto* begin = reinterpret_cast<const char*>(bytes.data());
  return {begin, begin + (address.is_v4_mapped() ? bytes.size() : kHouseholdBytes)};
}

}  // namespace

bool TrustedProxies::add(std::string_view network) {
  const std::size_t slash = network.find('/');
  ip::address address;
  if (!parse(network.substr(0, slash), address)) return false;
  const unsigned most = address.is_v4() ? kBits - kV4Prefix : kBits;
  unsigned bits = most;
  if (slash != std::string_view::npos) {
    const std::string_view digits = network.substr(slash + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    if (error != std::errc() || end != digits.data() + digits.size() || bits > most) return false;
  }
  networks_.push_back({as_v6(address), bits + kBits - most});
  return true;
}

std::string TrustedProxies::client(const ip::address& peer, std::string_view forwarded_for) const {
  ip::address_v6 client = as_v6(peer);
  // Each proxy adds at the end whom it was asked by; what stands before an untrusted one is a
  // claim.
  while (!forwarded_for.empty() && trusts(client)) {
    const std::size_t comma = forwarded_for.rfind(',');
    const std::size_t begin = comma == std::string_view::npos ? 0 : comma + 1;
    ip::address named;
    if (!parse_forwarded(forwarded_for.substr(begin), named)) break;
    client = as_v6(named);
    forwarded_for =
        comma == std::string_view::npos ? std::string_view() : forwarded_for.substr(0, comma);
  }
  return key_of(client);
}

bool TrustedProxies::trusts(const ip::address_v6& address) const {
  for (const Network& each : networks_) {
    if (same_bits(each.first, address, each.bits)) return true;
  }
  return false;
}

}  // namespace precheck::service
