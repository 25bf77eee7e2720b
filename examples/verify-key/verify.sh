#!/usr/bin/env bash
# Is this API key valid? verify.sh URL < KEY. Exit code 0 when it is, 1 when it is not.
# curl reads the key from a pipe: every user of this machine sees arguments.
set -euo pipefail
key=$(cat)
answer=$(curl -sS --max-time 10 -K <(printf 'header = "Authorization: Bearer %s"\n' "$key") -D - -o /dev/null "$1/authorize")
case $answer in
  *' 204 '*) echo "valid: $(sed -n 's/^x-credstream-user: \(.*\)\r$/\1/Ip' <<<"$answer")" ;;
  *' 401 '* | *' 403 '*)
    reason=$(sed -n 's/^x-credstream-reason: \(.*\)\r$/\1/Ip' <<<"$answer")
    echo "not valid: ${reason:-unknown}"
    exit 1
    ;;
  *)
    echo "Credstream does not answer as it should at $1" >&2
    exit 2
    ;;
esac
