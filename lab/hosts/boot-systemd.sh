# What the first process of a host with systemd does, from outside to inside; then it is systemd. Handed to `sh -c` within
# fresh network, mount, PID, UTS and IPC namespaces; everything mounted here is seen by this host alone and ends with it.
# $1 lower layers  $2 upper layer  $3 work folder  $4 mount point  $5 host name  $6 name of its control group  $7 v1: no cgroup v2
set -eu
fail() {
  echo "$*" >&2
  exit 1
}
mount --make-rprivate /

# systemd keeps its services in control groups below the group it was started in. Without a group of its own, two hosts would
# fight over one set of names; without a namespace of its own, it refuses its own tools. Controllers are not needed, so v2
# does on machines that keep them in v1 as well.
hierarchy=$4.cgroup
mkdir -p "$hierarchy"
if [ "${7:-}" != v1 ] && mount -t cgroup2 none "$hierarchy" 2>/dev/null; then
  LAB_CGROUP=v2
elif mount -t cgroup -o none,name=systemd,xattr systemd "$hierarchy"; then
  LAB_CGROUP=v1
else
  fail 'this machine mounts neither cgroup v2 nor the systemd hierarchy of cgroup v1, which systemd needs as process 1'
fi
# Another lab that cleans up may take an empty group away before this process is in it.
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
    # Else systemd would mount the controllers too, whose groups are the whole machine'\''s.
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
  # Cron lives sixty times faster, from eight in the morning on, as on every lab host. In /run, so that the files of the host
  # are those that people would have.
  mkdir -p run/systemd/system/cron.service.d
  printf "[Service]\nEnvironment=LD_PRELOAD=/usr/lib/%s-linux-gnu/faketime/libfaketime.so.1 \"FAKETIME=@%s 08:00:00 x60\"\n" \
    "$(uname -m)" "$(date +%F)" >run/systemd/system/cron.service.d/lab.conf
  # Kernel settings are the machine'\''s, but for those of the network, which are this host'\''s own.
  mount --bind proc/sys/net proc/sys/net
  mount --bind proc/sys proc/sys
  mount -o remount,bind,ro proc/sys
  [ ! -e proc/sysrq-trigger ] || { mount --bind proc/sysrq-trigger proc/sysrq-trigger; mount -o remount,bind,ro proc/sysrq-trigger; }
  pivot_root . mnt
  cd /
  umount -l /mnt
  # systemd hands this on to its services, which the kernel of a machine that just started would allow as much.
  ulimit -n 524288 2>/dev/null || :
  # No clock, no kernel modules, no kernel log: these are the machine'\''s. systemd leaves out the units that need them.
  # The last word lets systemd 256 and later start on cgroup v1; others pass over it.
  exec env -i container=lxc PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    setpriv --bounding-set=-sys_time,-sys_module,-sys_rawio,-syslog \
    /lib/systemd/systemd --log-target=console --show-status=0 SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE=1 </dev/null
'
