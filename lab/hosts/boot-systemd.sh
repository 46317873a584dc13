# What the first process of a host does before it becomes systemd. Passed to `sh -c` within
# fresh network, mount, PID, UTS and IPC namespaces; what it mounts only this host sees, and it ends with the host.
# $1 lower layers  $2 upper layer  $3 work folder  $4 mount point  $5 host name  $6 name of its control group  $7 v1: no cgroup v2
set -eu
fail() {
  echo "$*" >&2
  exit 1
}
mount --make-rprivate /

# systemd keeps its services in control groups below the group it was started in. Each host needs its own group, or two
# of them would use the same names, and its own namespace of groups, or systemd refuses connections from its tools. It needs no
# controllers, so v2 is enough on machines that keep those in v1.
hierarchy=$4.cgroup
mkdir -p "$hierarchy"
if [ "${7:-}" != v1 ] && mount -t cgroup2 none "$hierarchy" 2>/dev/null; then
  LAB_CGROUP=v2
elif mount -t cgroup -o none,name=systemd,xattr systemd "$hierarchy"; then
  LAB_CGROUP=v1
else
  fail 'this machine mounts neither cgroup v2 nor the systemd hierarchy of cgroup v1, which systemd needs as process 1'
fi
# Another lab that cleans up may remove the group while it is still empty.
joined=
for _ in 1 2 3; do
  if mkdir -p "$hierarchy/$6" && echo $$ 2>/dev/null >"$hierarchy/$6/cgroup.procs"; then
    joined=yes
    break
  fi
done
[ "$joined" ] || fail "could not enter the control group $6"
umount "$hierarchy"
rmdir "$hierarchy"

mount -t overlay overlay -o "lowerdir=$1,upperdir=$2,workdir=$3" "$4" || fail 'this machine cannot mount an overlay'
cd "$4"
hostname "$5"
# The network is put in from outside; the other side writes a line when it is there.
read -r _
unshare --cgroup true || fail 'this machine has no namespaces of control groups, which systemd as process 1 needs here'
export LAB_CGROUP
exec env -u DEER_TO_PUMA_LAB unshare --cgroup sh -euc '
  mount -t proc -o nosuid,nodev,noexec proc proc
  mount -t sysfs -o ro,nosuid,nodev,noexec sysfs sys
  if [ "$LAB_CGROUP" = v2 ]; then
    mount -t cgroup2 -o nosuid,nodev,noexec cgroup2 sys/fs/cgroup
  else
    mount -t tmpfs -o mode=755,size=1m tmpfs sys/fs/cgroup
    mkdir sys/fs/cgroup/systemd
    mount -t cgroup -o none,name=systemd,xattr systemd sys/fs/cgroup/systemd
    # Otherwise systemd would mount the controllers too, and make groups in those of the whole machine.
    mount -o remount,bind,ro sys/fs/cgroup
  fi
  mount -t tmpfs -o mode=755,size=1m tmpfs dev
  for device in null:1:3 zero:1:5 full:1:7 random:1:8 urandom:1:9 tty:5:0; do
    name=${device%%:*} numbers=${device#*:}
    mknod -m 666 "dev/$name" c "${numbers%:*}" "${numbers#*:}"
  done
  mkdir dev/pts dev/shm
  mount -t devpts -o newinstance,ptmxmode=666,mode=620,gid=5 devpts dev/pts
  mount -t tmpfs -o mode=1777,size=64m tmpfs dev/shm
  ln -s pts/ptmx dev/ptmx
  ln -s /proc/self/fd dev/fd
  ln -s /proc/self/fd/0 dev/stdin
  ln -s /proc/self/fd/1 dev/stdout
  ln -s /proc/self/fd/2 dev/stderr
  mount -t tmpfs -o mode=755,size=64m tmpfs run
  mkdir -m 1777 run/lock
  mount -t tmpfs -o mode=1777,size=512m tmpfs tmp
  # Cron runs sixty times faster, starting at eight in the morning, as on every lab host. The drop-in is in /run, so that the
  # host has only files that a real one would have.
  mkdir -p run/systemd/system/cron.service.d
  printf "[Service]\nEnvironment=LD_PRELOAD=/usr/lib/%s-linux-gnu/faketime/libfaketime.so.1 \"FAKETIME=@%s 08:00:00 x60\"\n" \
    "$(uname -m)" "$(date +%F)" >run/systemd/system/cron.service.d/lab.conf
  # A busy machine is no reason for a service to fail.
  mkdir -p run/systemd/system.conf.d
  printf "[Manager]\nDefaultTimeoutStartSec=15min\n" >run/systemd/system.conf.d/lab.conf
  # Kernel settings belong to the machine, except those of the network, which each host has.
  mount --bind proc/sys proc/sys
  mount -o remount,bind,ro proc/sys
  mount --bind proc/sys/net proc/sys/net
  mount -o remount,bind,rw proc/sys/net
  [ ! -e proc/sysrq-trigger ] || { mount --bind proc/sysrq-trigger proc/sysrq-trigger; mount -o remount,bind,ro proc/sysrq-trigger; }
  pivot_root . mnt
  cd /
  umount -l /mnt
  # The limit that systemd passes on to services. A shell on this machine may have a lower one than a machine has at boot.
  ulimit -n 524288 2>/dev/null || :
  # Clock, kernel modules and kernel log belong to the machine. systemd skips the units that need these capabilities.
  # The last argument lets systemd 256 and 257 start on cgroup v1; other versions ignore it.
  exec env -i container=lxc PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    setpriv --bounding-set=-sys_time,-sys_module,-sys_rawio,-syslog \
    /lib/systemd/systemd --log-target=journal --show-status=0 SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE=1 </dev/null
'
