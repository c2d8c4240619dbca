#include <precheck/precheck.h>
#include <stdio.h>
#include <string.h>

int main(void) {
  const char* policy_json =
      "{\"format\":1,\"name\":\"n\",\"rules\":[{\"id\":\"r\",\"category\":\"c\",\"action\":"
      "\"warn\","
      "\"message\":\"m\",\"match\":{\"words\":[\"scam\"]}}]}";
  const char* request = "{\"comment\":\"a scam\"}";
  char* errors = NULL;
  precheck_policy* policy = precheck_compile(policy_json, strlen(policy_json), &errors);
  if (policy == NULL) return 1;
  char* verdict = precheck_check(policy, request, strlen(request));
  const int flagged = verdict != NULL && strstr(verdict, "\"action\":\"warn\"") != NULL;
  puts(verdict);
  precheck_free(verdict);
  precheck_policy_free(policy);
  return flagged ? 0 : 1;
}
