-- How the application answers 20 readers at once, told by wrk (Debian: apt-get install wrk):
--   wrk -t2 -c20 -d8s -s bench/load.lua http://127.0.0.1:8000/ledger
done = function(summary, latency, requests)
   local errors = summary.errors
   io.write(string.format("rate %.0f/s  median %.0f ms  p95 %.0f ms  p99 %.0f ms  errors %d\n",
      summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000, latency:percentile(95) / 1000,
      latency:percentile(99) / 1000, errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
