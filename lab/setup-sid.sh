#!/bin/sh
# Installs CPython 3.14 and 3.15 (both with a JIT) and PyPy 8 from Debian sid into a folder of their own.
#
#   sudo lab/setup-sid.sh /path/to/folder
#
# Needs Debian, root and the package debootstrap. The mirror is the one that apt already uses for Debian.
# Run it again to bring the packages up to date. Nothing outside the folder is changed.
set -eu

target=${1:?usage: setup-sid.sh FOLDER}
if [ "$(id -u)" -ne 0 ]; then
  echo "setup-sid.sh: must run as root" >&2
  exit 2
fi
if ! command -v debootstrap >/dev/null; then
  echo "setup-sid.sh: the package debootstrap is missing" >&2
  exit 2
fi

mirror=$(apt-get indextargets --format '$(ORIGIN) $(CODENAME) $(REPO_URI)' "Created-By: Packages" |
  awk '$1 == "Debian" && $2 !~ /-/ { print $3; exit }')
if [ -z "$mirror" ]; then
  echo "setup-sid.sh: apt knows no Debian mirror" >&2
  exit 2
fi
proxy=$(apt-config shell PROXY Acquire::http::Proxy)
eval "$proxy"
if [ -n "${PROXY:-}" ]; then
  http_proxy=$PROXY
  export http_proxy
fi

if [ ! -e "$target/etc/debian_version" ]; then
  debootstrap --variant=minbase sid "$target" "$mirror"
fi
mountpoint -q "$target/proc" || mount -t proc proc "$target/proc"
export DEBIAN_FRONTEND=noninteractive
# A mirror that lags behind is good enough here.
chroot "$target" apt-get -o Acquire::Check-Valid-Until=false update
chroot "$target" apt-get install --yes --no-install-recommends \
  python3.14 python3.15 libpython3.14-dev libpython3.15-dev pypy3 pypy3-dev gcc libc6-dev
chroot "$target" python3.14 --version
chroot "$target" python3.15 --version
chroot "$target" pypy3 --version
