#!/usr/bin/env bash
# The service's /v1/check against a bare Boost.Beast echo of the same requests, one in Node, and nginx
# with a fixed answer: server on one core, wrk on another, in turn, several rounds, medians. With
# RESULTS=FILE, a line of JSON for each goes there, too. Usage: bench/service.sh [POLICY...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

rounds=${ROUNDS:-5}
seconds=${SECONDS_EACH:-3}
connections=${CONNECTIONS:-16}
policies=("$@")

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
if ((${#policies[@]} == 0)); then
  node bench/data.mjs "$folder"
  policies=(bench/small-policy.json "$folder/policy-500.json" policy.json)
fi
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

taskset -c 0 node bench/echo_server.mjs >"$folder/node" &
started+=($!)
names+=(node)
until [[ -s $folder/node ]]; do sleep 0.1; done
ports+=("$(cat "$folder/node")")
if command -v nginx >/dev/null; then
  port=$(node -e 'import("./tests/browser/programs.mjs").then(async ({ freePort }) => console.log(await freePort()))')
  cat >"$folder/nginx.conf" <<END
daemon off;
master_process off;
pid $folder/nginx.pid;
error_log $folder/nginx.log;
events {}
http {
  access_log off;
  keepalive_requests 1000000000;
  client_body_temp_path $folder/nginx-body;
  server {
    listen 127.0.0.1:$port;
    location / { default_type application/json; return 200 '{"action":"allow"}'; }
  }
}
END
  taskset -c 0 nginx -c "$folder/nginx.conf" &
  started+=($!)
  names+=(nginx)
  ports+=("$port")
  sleep 0.5
fi

# The processor time that a process has used, in microseconds. It says what a request costs also on
# a machine that others use.
processor_time() {
  awk -v ticks="$(getconf CLK_TCK)" '{ printf "%d\n", ($14 + $15) * 1000000 / ticks }' "/proc/$1/stat"
}

for ((round = 0; round < rounds; ++round)); do
  for ((each = 0; each < ${#names[@]}; ++each)); do
    before=$(processor_time "${started[each]}")
    taskset -c 1 wrk --threads 1 --connections "$connections" --duration "${seconds}s" \
      --script bench/check.lua "http://127.0.0.1:${ports[each]}" >"$folder/wrk"
    used=$(($(processor_time "${started[each]}") - before))
    requests=$(awk '/requests in/ { print $1 }' "$folder/wrk")
    printf '%s %s\n' "$(sed -n 's/^RESULT //p' "$folder/wrk")" \
      "$(awk -v used="$used" -v requests="$requests" 'BEGIN { print used / requests }')" >>"$folder/figures-$each"
  done
done

# Prints the median of a column of the figures of one server.
median() {
  sort -n -k "$2" "$folder/figures-$1" | awk -v column="$2" '{ all[NR] = $column } END { print all[int((NR + 1) / 2)] }'
}

echo_rate=$(median 0 1)
echo_cost=$(median 0 5)
printf '%-28s %11s %8s %8s %7s %8s %8s %8s\n' "one core, $connections connections" requests/s 'p50 us' 'p99 us' \
  errors 'cpu us' 'of echo' 'by cpu'
for ((each = 0; each < ${#names[@]}; ++each)); do
  awk -v name="$(basename "${names[each]}")" -v rate="$(median "$each" 1)" -v p50="$(median "$each" 2)" \
    -v p99="$(median "$each" 3)" -v errors="$(awk '{ sum += $4 } END { print sum }' "$folder/figures-$each")" \
    -v echo="$echo_rate" -v cost="$(median "$each" 5)" -v echo_cost="$echo_cost" \
    -v results="${RESULTS-}" \
    'BEGIN { if (results) printf "{\"set\":\"service\",\"engine\":\"%s\",\"rate\":%d,\"p50\":%d,\"p99\":%d,\"cpu\":%.1f}\n", name, rate, p50, p99, cost >> results
      printf "%-28s %11d %8d %8d %7d %8.1f %8.2f %8.2f\n", name, rate, p50, p99, errors, cost, rate / echo, echo_cost / cost }'
done
