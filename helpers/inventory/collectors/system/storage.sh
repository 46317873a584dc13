awk '{ print "mount\t" $1 "\t" $2 "\t" $3 "\t" $4 }' /proc/mounts
show fstab /etc/fstab
# Room and inodes by mount point, of file systems on disks.
df -P -k -l 2>/dev/null | awk 'NR > 1 { print "room\t" $6 "\t" $2 "\t" $4 }'
df -P -i -l 2>/dev/null | awk 'NR > 1 { print "inodes\t" $6 "\t" $2 "\t" $4 }'
awk 'NR > 1 { print "swap\t" $2 "\t" $3 }' /proc/swaps
if have repquota; then
  repquota -a -u 2>/dev/null | awk '/^\*\*\*/ { device = $NF; next } $2 ~ /^[-+][-+]$/ && ($4 > 0 || $5 > 0) { print "quota\t" device "\t" $1 "\t" $4 " " $5 }'
fi
exit 0
