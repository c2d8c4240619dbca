// A response as the bytes of HTTP/1.
#pragma once

#include <string>

#include "service/http.h"

namespace precheck::service {

struct Framing {
  bool http10 = false;
  bool keep_alive = true;
};

// The date and time of a response, good for a second.
std::string http_date();

// The status line and the headers, blank line included, written over `out`. Content-Length is there
// when `response` has a body.
void write_head(const HttpResponse& response, const std::string& date, Framing framing,
                std::string& out);

}  // namespace precheck::service
