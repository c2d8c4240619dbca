/* Precheck for C.
 *
 * Conventions
 * 1. A policy is an opaque pointer. It never changes after precheck_compile() and may be used
 *    from many threads at once.
 * 2. Text goes in as pointer and length in bytes, UTF-8, and need not end in NUL.
 * 3. Text comes out as a NUL-terminated string that the caller frees with precheck_free().
 *    NULL means that memory ran out, and nothing else.
 * 4. Errors are data. No function prints, aborts, throws or sets errno.
 * 5. An error never looks like "no findings": a request that cannot be read is answered
 *    {"id":...,"error":{"code","field","message"}}.
 */
#ifndef PRECHECK_H
#define PRECHECK_H

#include <precheck/export.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct precheck_policy precheck_policy;

/* Compiles a policy. Returns NULL when it does not compile; then *errors, if `errors` is not
 * NULL, is a JSON array [{"code","pointer","line","column","message"}, ...].
 * On success *errors is NULL. */
PRECHECK_API precheck_policy* precheck_compile(const char* policy_json, size_t length,
                                               char** errors);

/* Frees a policy. NULL is allowed. */
PRECHECK_API void precheck_policy_free(precheck_policy* policy);

/* "sha256:" and 64 hexadecimal digits. Borrowed: lives as long as the policy. */
PRECHECK_API const char* precheck_policy_revision(const precheck_policy* policy);

/* Checks one request (JSON) and answers a verdict (JSON), without a line break at the end. */
PRECHECK_API char* precheck_check(const precheck_policy* policy, const char* request_json,
                                  size_t length);

/* The policy a browser may see. NULL when it does not compile; *errors as above. */
PRECHECK_API char* precheck_publish(const char* policy_json, size_t length, char** errors);

/* Frees a string that this library gave. NULL is allowed. */
PRECHECK_API void precheck_free(char* text);

/* "1.2.3". Static. */
PRECHECK_API const char* precheck_version(void);

#ifdef __cplusplus
}
#endif

#endif /* PRECHECK_H */
