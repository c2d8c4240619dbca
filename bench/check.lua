-- For wrk: POSTs the lines of the file named by REQUESTS, in turn, to /v1/check.
local requests = {}
local at = 0
init = function()
  -- wrk knows the Host only now.
  for line in io.lines(os.getenv("REQUESTS")) do
    requests[#requests + 1] = wrk.format("POST", "/v1/check", { ["Content-Type"] = "application/json" }, line)
  end
end
request = function()
  at = at % #requests + 1
  return requests[at]
end
-- One line that bench/service.sh reads: requests a second, p50 and p99 in microseconds, errors.
done = function(summary, latency)
  io.write(string.format("RESULT %.0f %.0f %.0f %d\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(50), latency:percentile(99),
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout))
end
