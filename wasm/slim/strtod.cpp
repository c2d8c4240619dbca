// Reads the numbers in JSON for the browser build. JavaScript rounds as the C library does, to the
// nearest double; the library's own strtod() would bring 4 kB of 128-bit arithmetic along.
#include <emscripten.h>
#include <stdlib.h>
#include <string.h>

EM_JS(double, precheck_number, (const char* text), { return Number(UTF8ToString(text)); });

// The linker puts this in place of strtod() (--wrap). For what the JSON parser has already found to
// be a number, and nothing behind it.
extern "C" double __wrap_strtod(const char* text, char** end) {
  if (end != nullptr) *end = const_cast<char*>(text) + strlen(text);
  return precheck_number(text);
}
