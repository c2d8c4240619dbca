// Stands in for RE2's own util/logging.h in the browser build: the same macros, but no iostream,
// whose locale code would be a quarter of the module. Nothing is printed; what RE2 calls fatal
// stops the module.
#ifndef UTIL_LOGGING_H_
#define UTIL_LOGGING_H_

#include <assert.h>
#include <stdlib.h>

#include "util/util.h"

namespace precheck_slim {

// Swallows whatever is streamed into it.
struct Silence {
  template <typename Value>
  Silence& operator<<(const Value&) {
    return *this;
  }
};

// The same, and the end of the statement is the end of the program.
struct Stop : Silence {
  [[noreturn]] ~Stop() { abort(); }
};

}  // namespace precheck_slim

#define DCHECK(condition) assert(condition)
#define DCHECK_EQ(left, right) assert((left) == (right))
#define DCHECK_NE(left, right) assert((left) != (right))
#define DCHECK_LE(left, right) assert((left) <= (right))
#define DCHECK_LT(left, right) assert((left) < (right))
#define DCHECK_GE(left, right) assert((left) >= (right))
#define DCHECK_GT(left, right) assert((left) > (right))

#define CHECK(condition) \
  if (condition) {       \
  } else                 \
    precheck_slim::Stop()
#define CHECK_EQ(left, right) CHECK((left) == (right))
#define CHECK_NE(left, right) CHECK((left) != (right))
#define CHECK_LE(left, right) CHECK((left) <= (right))
#define CHECK_LT(left, right) CHECK((left) < (right))
#define CHECK_GE(left, right) CHECK((left) >= (right))
#define CHECK_GT(left, right) CHECK((left) > (right))

// What is not printed is not made either: the code that describes programs and automata goes too.
#define PRECHECK_UNSAID \
  while (false) precheck_slim::Silence()
#define LOG_INFO PRECHECK_UNSAID
#define LOG_WARNING PRECHECK_UNSAID
#define LOG_ERROR PRECHECK_UNSAID
#define LOG_DFATAL PRECHECK_UNSAID  // fatal in debug builds only
#define LOG_FATAL precheck_slim::Stop()
#define LOG_QFATAL precheck_slim::Stop()
#define LOG(severity) LOG_##severity
#define VLOG(level) PRECHECK_UNSAID

#endif  // UTIL_LOGGING_H_
