// Reads the numbers in JSON for the browser build. JavaScript rounds as the C library does, to the
// nearest double; the library's own strtod() would bring 4 kB of 128-bit arithmetic along.
#include <stdlib.h>
#include <string.h>

// For what is a number for certain; engine.mjs and number.js have it.
extern "C" __attribute__((import_module("env"), import_name("precheck_number"))) double
precheck_number(const char* text, size_t bytes);

// The linker puts this in place of strtod() (--wrap). For what the JSON parser has already found to
// be a number, and nothing behind it.
extern "C" double __wrap_strtod(const char* text, char** end) {
  const size_t bytes = strlen(text);
  if (end != nullptr) *end = const_cast<char*>(text) + bytes;
  return precheck_number(text, bytes);
}
