/* check POLICY < REQUEST: one request in, one verdict out, through libprecheck. */
#include <precheck/precheck.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { kMaxBytes = 4 << 20 }; /* more than that the library refuses anyway */

/* The whole file; NULL when it cannot be read or is too long. The caller frees it. */
static char* read_all(FILE* file, size_t* length) {
  if (file == NULL) return NULL;
  char* text = malloc(kMaxBytes);
  if (text == NULL) return NULL;
  *length = fread(text, 1, kMaxBytes, file);
  if (ferror(file) || !feof(file)) {
    free(text);
    return NULL;
  }
  return text;
}

static precheck_policy* open_policy(const char* path) {
  FILE* file = fopen(path, "rb");
  size_t length = 0;
  char* json = read_all(file, &length);
  if (file != NULL) fclose(file);
  if (json == NULL) {
    perror(path);
    return NULL;
  }
  char* errors = NULL;
  precheck_policy* policy = precheck_compile(json, length, &errors);
  if (policy == NULL) fprintf(stderr, "%s: %s\n", path, errors == NULL ? "out of memory" : errors);
  precheck_free(errors);
  free(json);
  return policy;
}

/* "action" is the second key of every verdict. */
static int flagged(const char* verdict) {
  return strstr(verdict, ",\"action\":\"allow\",") == NULL &&
         strstr(verdict, ",\"action\":\"advise\",") == NULL;
}

int main(int argc, char** argv) {
  if (argc != 2) {
    fputs("usage: check POLICY < REQUEST\n", stderr);
    return 2;
  }
  precheck_policy* policy = open_policy(argv[1]);
  size_t length = 0;
  char* request = policy == NULL ? NULL : read_all(stdin, &length);
  char* verdict = request == NULL ? NULL : precheck_check(policy, request, length);
  int status = 2;
  if (verdict != NULL) {
    puts(verdict);
    /* An error is no verdict; a program that lets comments through must not take it for one. */
    status = strstr(verdict, "\"error\":{") != NULL ? 2 : flagged(verdict);
  }
  precheck_free(verdict);
  free(request);
  precheck_policy_free(policy);
  return status;
}
