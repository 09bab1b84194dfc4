#!/bin/sh
# A systemd-networkd of its own: run in a network and a mount namespace. $1 is the folder of its files.
set -e
mount -t tmpfs none /run/systemd
for folder in /etc/systemd/network /usr/lib/systemd/network; do
	if [ -d "$folder" ]; then mount -t tmpfs none "$folder"; fi
done
mkdir -p /run/systemd/network
cp "$1"/*.network /run/systemd/network/
# As in a container: nobody waits for udev, which knows nothing of this namespace.
mount -o remount,bind,ro /sys
exec /lib/systemd/systemd-networkd
