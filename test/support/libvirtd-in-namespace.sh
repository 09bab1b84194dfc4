# Runs the system's libvirtd on the folders below $1: in a mount namespace of its own, so that it neither sees nor touches the machine's.
set -e
mount --make-rprivate /
for parent in lib cache log; do
  mount -t tmpfs none "/var/$parent"
  mkdir "/var/$parent/libvirt"
  mount --bind "$1/$parent" "/var/$parent/libvirt"
done
mount --bind "$1/etc" /etc/libvirt
mount --bind "$1/passwd" /etc/passwd
mount --bind "$1/group" /etc/group
mount --bind "$1/run" /run
exec /usr/sbin/libvirtd
