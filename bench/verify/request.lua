-- Each request with the next key of the file that BENCH_KEYS names.
local requests, at = {}, 0
init = function()
  for key in io.lines(os.getenv("BENCH_KEYS")) do
    requests[#requests + 1] = wrk.format("GET", "/authorize", { Authorization = "Bearer " .. key })
  end
end
request = function()
  at = at % #requests + 1
  return requests[at]
end
