#!/bin/sh
# Turns the freshly installed Debian tree $1 into the box's host: who may log in (nobody), what starts, what is left out.
# mmdebstrap runs this as root, once all packages are configured.
set -eu
root=$1

mask() {
	for unit in "$@"; do
		ln -sf /dev/null "$root/etc/systemd/system/$unit"
	done
}

# Nobody logs in, on any seat. Rescue and emergency are replaced by assets/systemd.
mask getty@.service serial-getty@.service autovt@.service console-getty.service container-getty@.service
mask getty.target getty-static.service
mask systemd-ask-password-console.path systemd-ask-password-wall.path
chroot "$root" usermod --lock --shell /usr/sbin/nologin root
chroot "$root" useradd --system --home-dir /nonexistent --no-create-home --shell /usr/sbin/nologin bezel-console
chroot "$root" useradd --system --home-dir /nonexistent --no-create-home --shell /usr/sbin/nologin bezel-display

# Nothing here is updated in place, and the backend decides what starts a guest.
mask apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service
# The inventory asks smartctl; nothing watches the disks beside it.
mask smartmontools.service smartd.service
mask libvirt-guests.service systemd-firstboot.service systemd-hwdb-update.service
# smartctl is asked when somebody wants to know; smartd would wake disks on a timer.
mask smartmontools.service smartd.service
mask systemd-repart.service systemd-hibernate-clear.service blk-availability.service lvm2-monitor.service
mask sys-kernel-debug.mount sys-kernel-tracing.mount sys-kernel-config.mount sys-fs-fuse-connections.mount
mask dev-mqueue.mount proc-sys-fs-binfmt_misc.automount systemd-binfmt.service

# bezeld starts what watches the UPS, when there is one.
mask nut.target nut-driver.target nut-driver-enumerator.service nut-driver-enumerator.path nut-driver@.service
mask nut-server.service nut-monitor.service nut-client.service ups-monitor.service
rm -rf "$root/etc/nut"
# Where Debian's last step of a power-off looks for what the UPS is to do.
ln -s /run/bezel-ups/conf "$root/etc/nut"

# systemd-networkd serves the links that bezeld writes a file for, and knows of no other file: none of Debian's, none made
# of the kernel's command line. Nobody waits for a network.
mask systemd-networkd-wait-online.service systemd-network-generator.service systemd-networkd-persistent-storage.service
rm -f "$root"/usr/lib/systemd/network/*.network "$root"/usr/lib/systemd/network/*.example
units=/usr/lib/systemd/system
ln -sf $units/systemd-networkd.service "$root/etc/systemd/system/multi-user.target.wants/"
ln -sf $units/systemd-networkd.socket "$root/etc/systemd/system/sockets.target.wants/"
ln -sf $units/systemd-networkd.service "$root/etc/systemd/system/dbus-org.freedesktop.network1.service"

rm -rf "$root"/etc/libvirt/qemu/networks "$root"/etc/rc?.d "$root"/etc/init.d

# Each box makes its own identity at its first boot.
: >"$root/etc/machine-id"
rm -f "$root/var/lib/dbus/machine-id" "$root/var/lib/systemd/random-seed" "$root"/etc/hostname.*
echo bezel >"$root/etc/hostname"
printf '127.0.0.1 localhost bezel\n::1 localhost bezel\n' >"$root/etc/hosts"
# Name servers are those of the management ports; bezeld writes them down.
ln -sf /run/bezel/resolv.conf "$root/etc/resolv.conf"

cat >"$root/etc/fstab" <<FSTAB
PARTLABEL=bezel-system / ext4 noatime,errors=remount-ro 0 1
FSTAB

# The hardware database and the library cache are made here, so that no boot has to.
chroot "$root" systemd-hwdb --usr update
chroot "$root" ldconfig
touch -r "$root/usr" "$root/etc/.updated" "$root/var/.updated"

mkdir -p "$root/var/lib/bezel" "$root/etc/bezel" "$root/usr/lib/bezel/templates" "$root/usr/share/bezel"
rm -rf "$root"/var/cache/debconf/* "$root"/var/log/* "$root"/var/lib/apt/lists/* "$root"/usr/share/doc/* \
	"$root"/usr/share/man/* "$root"/usr/share/locale/* "$root"/usr/share/info/*
