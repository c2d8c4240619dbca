/* The header and the library as a C program sees them. Answers 0, or the line that failed. */
#include <precheck/precheck.h>
#include <string.h>

#define EXPECT(condition) \
  if (!(condition)) return __LINE__

static const char policy_json[] =
    "{\"format\":1,\"name\":\"P\",\"rules\":[{\"id\":\"no-scam\",\"category\":\"spam\","
    "\"action\":\"warn\",\"message\":\"No.\",\"match\":{\"words\":[\"scam\"]}}]}";
static const char request_json[] = "{\"id\":\"1\",\"comment\":\"a scam\"}";

static int line_that_failed(void) {
  char* text = NULL;
  precheck_policy* policy = precheck_compile(policy_json, strlen(policy_json), &text);
  EXPECT(policy != NULL);
  EXPECT(text == NULL);
  EXPECT(strncmp(precheck_policy_revision(policy), "sha256:", 7) == 0);

  text = precheck_check(policy, request_json, strlen(request_json));
  EXPECT(text != NULL);
  EXPECT(strstr(text, "\"action\":\"warn\"") != NULL);
  precheck_free(text);
  precheck_policy_free(policy);

  text = NULL;
  EXPECT(precheck_compile("[]", 2, &text) == NULL);
  EXPECT(text != NULL && text[0] == '[');
  precheck_free(text);

  text = precheck_publish(policy_json, strlen(policy_json), NULL);
  EXPECT(text != NULL);
  precheck_free(text);

  EXPECT(precheck_version()[0] != '\0');
  precheck_policy_free(NULL);
  precheck_free(NULL);
  return 0;
}

/* An exit status has eight bits. */
int main(void) { return line_that_failed() == 0 ? 0 : 1; }
