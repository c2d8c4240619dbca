#include "text.h"

namespace precheck {

Text normalise(std::string_view source, const KnownWords& known) {
  Text text;
  text.source = source;
  text.parts = find_parts(source);
  find_tokens(text);
  find_readings(text, known);
  return text;
}

}  // namespace precheck
