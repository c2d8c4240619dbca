# shellcheck shell=bash
# Shared by the scripts of this folder. Sourced, never run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"

fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# quietly WHAT COMMAND...: one line when it starts; what the command said only when it fails.
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
  fail "$what: failed; the lines above say why"
}

# newer_than FILE PATH...: true when FILE is missing or anything in the paths is newer.
newer_than() {
  local file=$1
  shift
  [[ ! -e $file ]] || [[ -n $(find "$@" -newer "$file" -print -quit) ]]
}
