#include "text.h"

namespace precheck {

Text normalise(std::string_view source) {
  Text text;
  text.source = source;
  text.parts = find_parts(source);
  find_tokens(text);
  find_readings(text);
  return text;
}

}  // namespace precheck
