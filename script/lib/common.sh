# shellcheck shell=bash
# Shared by the scripts of this folder. Sourced, never run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"

fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# quietly WHAT COMMAND...: one line while it works; what the command said only when it fails.
quietly() {
  local what=$1 log
  shift
  log=$(mktemp)
  printf '%s\n' "$what"
  if "$@" >"$log" 2>&1; then
    rm -f "$log"
    return 0
  fi
  cat "$log" >&2
  rm -f "$log"
  fail "$what: failed; the output above says why"
}
