-- Asks Credstream about each request: lets it pass with who it is, or answers as Credstream does.

local authorize = "http://127.0.0.1:8080/authorize"
local timeout_ms = 2000

local credentials = { "authorization", "x-api-key" }
local identity = { "x-credstream-user", "x-credstream-user-id", "x-credstream-account", "x-credstream-key-id" }
local explanations = { "www-authenticate", "x-credstream-reason", "retry-after" }

-- HAProxy counts the values of a header from 0.
local function first(headers, name)
  return headers[name] and headers[name][0]
end

local function refuse(txn, status, headers)
  local reply = txn:reply()
  reply:set_status(status)
  for _, name in ipairs(explanations) do
    local value = first(headers, name)
    if value then reply:add_header(name, value) end
  end
  txn:done(reply)
end

core.register_action("credstream", { "http-req" }, function(txn)
  local sent = txn.http:req_get_headers()
  local asked = { ["x-forwarded-for"] = { txn.sf:src() } }
  for _, name in ipairs(credentials) do
    local value = first(sent, name)
    if value then asked[name] = { value } end
  end

  local answer = core.httpclient():get({ url = authorize, headers = asked, timeout = timeout_ms })
  if not answer or not answer.status or answer.status < 200 or answer.status >= 500 then
    return refuse(txn, 503, {})
  end
  if answer.status >= 300 then return refuse(txn, answer.status, answer.headers) end

  for _, name in ipairs(identity) do
    txn.http:req_set_header(name, first(answer.headers, name) or "")
  end
end)
