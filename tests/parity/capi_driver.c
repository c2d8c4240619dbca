/* usage: capi_driver POLICY < requests > verdicts
 * One request a line in, one verdict a line out, through the C API of the shared library. */
#include <precheck/precheck.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Grows `buffer` as needed. Returns the length without the line break, or -1 at the end. */
static long read_line(FILE* file, char** buffer, size_t* capacity) {
  size_t length = 0;
  int byte;
  while ((byte = getc(file)) != EOF && byte != '\n') {
    if (length + 1 >= *capacity) {
      *capacity = *capacity * 2 + 4096;
      *buffer = realloc(*buffer, *capacity);
      if (*buffer == NULL) return -1;
    }
    (*buffer)[length++] = (char)byte;
  }
  return byte == EOF && length == 0 ? -1 : (long)length;
}

static char* read_whole(const char* path, size_t* length) {
  FILE* file = fopen(path, "rb");
  if (file == NULL) return NULL;
  size_t capacity = 8u << 20;
  char* text = malloc(capacity);
  *length = text == NULL ? 0 : fread(text, 1, capacity, file);
  fclose(file);
  return text;
}

int main(int count, char** arguments) {
  if (count != 2) return 2;
  size_t length = 0;
  char* policy_json = read_whole(arguments[1], &length);
  if (policy_json == NULL) return 2;
  char* errors = NULL;
  precheck_policy* policy = precheck_compile(policy_json, length, &errors);
  free(policy_json);
  if (policy == NULL) {
    fprintf(stderr, "%s\n", errors);
    precheck_free(errors);
    return 2;
  }
  char* line = NULL;
  size_t capacity = 0;
  long size;
  while ((size = read_line(stdin, &line, &capacity)) >= 0) {
    char* verdict = precheck_check(policy, line, (size_t)size);
    puts(verdict);
    precheck_free(verdict);
  }
  free(line);
  precheck_policy_free(policy);
  return 0;
}
