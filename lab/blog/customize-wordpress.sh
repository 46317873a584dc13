#!/bin/sh
# Makes of Debian's wordpress, unpacked with what it links to below $1/root, what people unpack below a web root: $1/wordpress,
# one tree without links and without the configuration of Debian's package.
set -eu
root=$1/root
tree=$root/usr/share/wordpress
bundle=wp-includes/certificates/ca-bundle.crt
rm -f "$tree/.htaccess" "$tree/wp-config.php" "$tree/$bundle"
cat "$root"/usr/share/ca-certificates/mozilla/*.crt >"$tree/$bundle"
mkdir -p "$tree/wp-content/uploads"
cp -rL --no-preserve=ownership "$tree" "$1/wordpress"
rm -rf "$root"
