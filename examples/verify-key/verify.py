#!/usr/bin/env python3
"""Is this API key valid? verify.py URL < KEY. Exit code 0 when it is, 1 when it is not.

The caller signs in as a service of its own, with the key in CREDSTREAM_API_KEY. Python's own library is enough."""
import json, os, sys, urllib.request

request = urllib.request.Request(
    sys.argv[1] + "/api/v1/api-keys/verify",
    data=json.dumps({"key": sys.stdin.read().strip()}).encode(),
    headers={
        "Authorization": "Bearer " + os.environ["CREDSTREAM_API_KEY"],
        "Content-Type": "application/json",
    },
)
with urllib.request.urlopen(request, timeout=10) as response:
    answer = json.load(response)
if answer["valid"]:
    print("valid: " + answer["username"])
else:
    print("not valid: " + answer["reason"])
    sys.exit(1)
