#!/usr/bin/env bash
# The service's /v1/check against a bare Boost.Beast echo of the same requests: server on one core,
# wrk on another, in turn, several rounds, medians. Usage: bench/service.sh [POLICY...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

rounds=${ROUNDS:-5}
seconds=${SECONDS_EACH:-3}
connections=${CONNECTIONS:-16}
policies=("$@")
((${#policies[@]})) || policies=(bench/small-policy.json policy.json)

cmake --preset release -DPRECHECK_BENCH=ON >/dev/null
cmake --build --preset release --target precheck echo_server >/dev/null
folder=$(mktemp -d)
started=()
stop() {
  ((${#started[@]})) && kill "${started[@]}" 2>/dev/null
  rm -rf "$folder"
}
trap stop EXIT
(cd bench && node requests.mjs) >"$folder/requests"
export REQUESTS=$folder/requests

taskset -c 0 build/echo_server 1 >"$folder/echo" &
started+=($!)
names=(echo)
for policy in "${policies[@]}"; do
  taskset -c 0 build/precheck serve --listen 127.0.0.1:0 --policy "$policy" --threads 1 \
    >"$folder/service-${#names[@]}" 2>"$folder/log" &
  started+=($!)
  names+=("$policy")
done
until [[ -s $folder/echo ]]; do sleep 0.1; done
ports=("$(cat "$folder/echo")")
for ((each = 1; each < ${#names[@]}; ++each)); do
  until [[ -s $folder/service-$each ]]; do sleep 0.1; done
  ports+=("$(grep -o '127.0.0.1:[0-9]*' "$folder/service-$each" | cut -d: -f2)")
done

for ((round = 0; round < rounds; ++round)); do
  for ((each = 0; each < ${#names[@]}; ++each)); do
    taskset -c 1 wrk --threads 1 --connections "$connections" --duration "${seconds}s" \
      --script bench/check.lua "http://127.0.0.1:${ports[each]}" |
      sed -n 's/^RESULT //p' >>"$folder/figures-$each"
  done
done

# Prints the median of a column of the figures of one server.
median() {
  sort -n -k "$2" "$folder/figures-$1" | awk -v column="$2" '{ all[NR] = $column } END { print all[int((NR + 1) / 2)] }'
}

echo_rate=$(median 0 1)
printf '%-28s %12s %9s %9s %8s %9s\n' "one core, $connections connections" requests/s 'p50 us' 'p99 us' errors 'of echo'
for ((each = 0; each < ${#names[@]}; ++each)); do
  awk -v name="${names[each]}" -v rate="$(median "$each" 1)" -v p50="$(median "$each" 2)" \
    -v p99="$(median "$each" 3)" -v errors="$(awk '{ sum += $4 } END { print sum }' "$folder/figures-$each")" \
    -v echo="$echo_rate" 'BEGIN { printf "%-28s %12d %9d %9d %8d %9.2f\n", name, rate, p50, p99, errors, rate / echo }'
done
