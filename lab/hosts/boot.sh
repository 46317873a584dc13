# What a lab host's first process does, from outside to inside. Handed to `sh -c` within fresh network, mount, PID, UTS and
# IPC namespaces; everything mounted here is seen by this host alone and ends with it.
# $1 lower layers  $2 upper layer  $3 work folder  $4 mount point  $5 host name  $6 services, separated by blanks
set -eu
mount --make-rprivate /
mount -t overlay overlay -o "lowerdir=$1,upperdir=$2,workdir=$3" "$4"
cd "$4"
hostname "$5"
mount -t proc -o nosuid,nodev,noexec proc proc
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
# The big partition. Same disk, but a separate mount: what is meant for it must not end on another one.
mount --bind srv srv
# The network is put in from outside; the other side writes a line when it is there.
read -r _
pivot_root . mnt
cd /
umount -l /mnt
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LAB_SERVICES="$6" tini -g -- sh -c '
  ip link set lo up
  # Cron last: its jobs come every few seconds, and want the database.
  for service in $LAB_SERVICES; do
    [ "$service" = cron ] || "/etc/init.d/$service" start </dev/null &
  done
  wait
  case " $LAB_SERVICES " in *" cron "*) /etc/init.d/cron start </dev/null ;; esac
  touch /run/booted
  exec sleep infinity
'
