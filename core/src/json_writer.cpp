#include "json_writer.h"

#include "utf8.h"

namespace precheck {
namespace {

void append_escape(std::string& out, char byte) {
  switch (byte) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  out += "\\u00";
  out += "0123456789abcdef"[(byte >> 4) & 15];
  out += "0123456789abcdef"[byte & 15];
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      if (byte < 0x20 || byte == '"' || byte == '\\') {
        append_escape(out, text[at]);
      } else {
        out += text[at];
      }
      ++at;
      continue;
    }
    const Decoded next = decode(text, at);
    append_utf8(out, next.point);
    at += next.length;
  }
  out += '"';
}

}  // namespace precheck
