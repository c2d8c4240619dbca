#define FFI_SCOPE "precheck"
#define FFI_LIB "libprecheck.so.0"
/* For PHP's ffi.preload. Its parser takes the two lines above only when nothing stands before
 * them, and no other preprocessor line. Name the library with its whole path if the system does
 * not find it. The calls are those of precheck.h. */

typedef struct precheck_policy precheck_policy;

precheck_policy* precheck_compile(const char* policy_json, size_t length, char** errors);
void precheck_policy_free(precheck_policy* policy);
char* precheck_check(const precheck_policy* policy, const char* request_json, size_t length);
char* precheck_publish(const char* policy_json, size_t length, char** errors);
void precheck_free(char* text);
