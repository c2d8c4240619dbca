// Who is asking: the other end of the connection, or whom a proxy in between names.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace precheck::service {

// Proxies whose X-Forwarded-For is believed. A header that anybody else sends is not read.
class TrustedProxies {
 public:
  // An address or a network, as in "10.0.0.1", "10.0.0.0/8" or "fd00::/8". Answers whether it is.
  bool add(std::string_view network);

  // The key that limits by address go by: the address, or for IPv6 its first 64 bits, which belong
  // to one household. Empty for this machine itself: who is on it may ask as often as he likes.
  std::string client(const boost::asio::ip::address& peer, std::string_view forwarded_for) const;

  bool empty() const { return networks_.empty(); }

 private:
  struct Network {
    boost::asio::ip::address_v6 first;
    unsigned bits;  // that count, of 128
  };
  bool trusts(const boost::asio::ip::address_v6& address) const;

  std::vector<Network> networks_;
};

}  // namespace precheck::service
