#!/usr/bin/env bash
# A step of a pipeline: takes a secret out of Credstream for one command alone, and looks for leaked keys first.
#
#     deploy.sh CREDENTIAL COMMAND...
#
# CREDSTREAM_ADDR and CREDSTREAM_API_KEY come from the secrets of the CI system.
set -euo pipefail
credential=$1
shift
: "${CREDSTREAM_ADDR:?set it to the address of Credstream}" "${CREDSTREAM_API_KEY:?set it in the secrets of the CI system}"

credstream leaks scan .
credstream run --credential "$credential" -- "$@"
