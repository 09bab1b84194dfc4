#!/bin/sh
# private-run.sh PROGRAM [ARGUMENT…]: runs a program with a /run of its own. For `ip netns exec`, which gives it its own mounts.
set -eu
mount --make-rprivate /
mount -t tmpfs run /run
exec "$@"
