#!/usr/bin/env bash
# One day with Credstream, by `credstream` alone. `command-line.e2e.spec.ts` runs it with a suite and a server behind it.
# FOLDER is a folder to work in, PROTECTED the address behind nginx, HOST the registry to start, IMAGE an OCI layout.
set -euo pipefail
cd "$FOLDER"

expect() {
  [ "$1" = "$2" ] || { echo "line ${BASH_LINENO[0]}: \"$2\" expected, not \"$1\"" >&2; exit 1; }
}
visit() { printf 'user = "_api_key:%s"\n' "$1" | curl -s -K - -o answer -w '%{http_code}' "$PROTECTED"; }

credstream login --username admin --password-file password
expect "$(credstream whoami --field username)" admin

# An API key: made, used through nginx, rotated, revoked.
KEY=$(credstream keys create ci --expires 30d --field key)
expect "$(visit "$KEY")" 200
NEXT=$(credstream keys rotate ci --overlap 1h --field key)
expect "$(visit "$KEY")" 200
expect "$(visit "$NEXT")" 200
printf %s "$NEXT" | credstream keys verify --key-file - --quiet
credstream keys revoke ci --yes --quiet --reason 'the day is over'
expect "$(visit "$NEXT")" 401
printf %s "$NEXT" | credstream keys verify --key-file - --field reason > reason && exit 1 || expect "$?" 5
expect "$(cat reason)" revoked

# A registry that trusts Credstream, and a token for a pipeline.
NOTICES=$(credstream registries create images --service images --hostname "$HOST" --field notificationToken)
credstream registries trust images --format pem > credstream.pem
BLOCK=$(credstream registries trust images --format config)
BLOCK=${BLOCK/<the bearer token made with the registry>/$NOTICES}
BLOCK=${BLOCK/\/etc\/docker\/registry/$FOLDER}
cat > config.yml <<END
version: 0.1
log: { level: warn, accesslog: { disabled: true } }
storage: { filesystem: { rootdirectory: "$FOLDER/data" } }
http: { addr: "127.0.0.1:${HOST#*:}" }
$BLOCK
END
docker-registry serve config.yml > registry.log 2>&1 &
trap 'kill %1' EXIT
curl -s --retry 50 --retry-connrefused --retry-delay 1 -o answer "http://$HOST/v2/"
PASSWORD=$(credstream tokens create pipeline --scope 'repository:team/*:pull,push' --field password)
copy() { skopeo --insecure-policy copy --quiet "$@"; }
copy --dest-tls-verify=false --dest-creds "pipeline:$PASSWORD" "oci:$IMAGE" "docker://$HOST/team/app:1"

# The login is kept as a credential: rendered for skopeo, and given to it by the helper.
printf %s "$PASSWORD" | credstream credentials create registry-login --type registry --username pipeline \
  --password-stdin --set "url=http://$HOST" --quiet
credstream credentials attach registry-login oci-registry images --url "http://$HOST" --quiet
credstream credentials render registry-login dockerconfigjson > auth.json
copy --src-tls-verify=false --src-authfile auth.json "docker://$HOST/team/app:1" dir:pulled
printf '{"credHelpers": {"%s": "credstream"}}' "$HOST" > helped.json
copy --src-tls-verify=false --src-authfile helped.json "docker://$HOST/team/app:1" dir:helped
expect "$(credstream run --credential registry-login -- sh -c 'echo "$USERNAME"' 2> answer || cat answer)" pipeline

# A password for git, by git itself; what git erases stays.
printf 'p %%/w' | credstream credentials create git-login --type git --username bot --password-stdin --quiet
credstream credentials attach git-login git-repository app --url https://git.example.com/team --quiet
ask() { git -c credential.helper= -c 'credential.helper=!credstream git-credential' -c credential.useHttpPath=true credential "$1"; }
ASKED=$'protocol=https\nhost=git.example.com\npath=team/app.git\n'
FILLED=$(ask fill <<< "$ASKED")
expect "$(grep ^password= <<< "$FILLED")" 'password=p %/w'
ask reject <<< "$FILLED" 2> answer
grep -q 'git.example.com/team/app.git refused the login of bot; Credstream keeps it' answer
expect "$(ask fill <<< "$ASKED")" "$FILLED"

# A token that is disabled opens nothing, and says why.
credstream tokens disable pipeline --quiet
copy --src-tls-verify=false --src-authfile auth.json "docker://$HOST/team/app:1" dir:refused 2> answer && exit 1
expect "$(credstream tokens get pipeline --field status)" disabled

# What happened.
credstream audit query --type ApiKeyRevoked --fields summary > audit
grep -q 'API key revoked: ci' audit

# The log proves itself, offline; one changed letter shows.
credstream audit public-key > log.key
credstream audit export > audit.ndjson
credstream audit verify audit.ndjson --key log.key > answer
grep -q '^Verified: ' answer
sed 's/pipeline/pipelime/' audit.ndjson > forged.ndjson
credstream audit verify forged.ndjson --key log.key 2> answer && exit 1 || expect "$?" 5

credstream logout
credstream whoami 2> answer && exit 1 || expect "$?" 4
echo 'The day is over.'
