-- A token of a registry with BENCH_AUTHORIZATION: for another repository each time, or for the same one.
local at = 0
local another = os.getenv("BENCH_ANOTHER") == "yes"
local path = os.getenv("BENCH_PATH")
local method = os.getenv("BENCH_METHOD")
local headers = { Authorization = os.getenv("BENCH_AUTHORIZATION") }
local body = os.getenv("BENCH_BODY")
if body ~= "" then headers["Content-Type"] = "application/x-www-form-urlencoded" else body = nil end
-- Every run asks for others than the run before.
local run = os.time()
request = function()
  at = at + 1
  return wrk.format(method, another and (path .. run .. "-" .. at .. ":pull") or path, headers, body)
end
