/* Precheck for C. The manual page is precheck(3).
 *
 * Conventions
 * 1. A policy is an opaque pointer. It never changes after precheck_compile(), and any number of
 *    threads may use it at once. Nothing else is shared: there are no globals, no locale, no clock.
 * 2. Text goes in as pointer and length in bytes, UTF-8, and need not end in NUL. It is not kept.
 * 3. Text comes out as a NUL-terminated string that the caller frees with precheck_free().
 *    NULL means that memory ran out, and nothing else, unless the function says so.
 * 4. Errors are data. No function prints, aborts, throws, exits or sets errno.
 * 5. An error never looks like "no findings": a request that cannot be read is answered
 *    {"id":...,"error":{"code","field","message"}}.
 * 6. Limits: a policy 4 MiB and 10,000 rules, a request 4 MiB, both 64 levels deep.
 *
 * precheck-ffi.h is made from this file, for languages that read C declarations but have no
 * preprocessor. So between the two `extern "C"` parts there is nothing but comments, typedefs and
 * declarations.
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
 * NULL, is a JSON array [{"code","pointer","line","column","message"}, ...] with every error
 * there is, or NULL when memory ran out. On success *errors is NULL. */
PRECHECK_API precheck_policy* precheck_compile(const char* policy_json, size_t length,
                                               char** errors);

/* Frees a policy, when no thread uses it any more. NULL is allowed. */
PRECHECK_API void precheck_policy_free(precheck_policy* policy);

/* "sha256:" and 64 hexadecimal digits; "" for NULL. Borrowed: lives as long as the policy. */
PRECHECK_API const char* precheck_policy_revision(const precheck_policy* policy);

/* Checks one request (JSON) and answers a verdict (JSON), without a line break at the end.
 * A policy that is NULL is answered with the error "no_policy". */
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
