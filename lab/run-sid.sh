#!/bin/sh
# Runs the lab on the interpreters that setup-sid.sh installed and brings the result files back; a quick run only prints its table.
#
#   sudo lab/run-sid.sh /path/to/folder [--quick] [--only ID] [--part PART]
#
# RUNTIMES says which interpreters, for example RUNTIMES="python3.15" (default: all three).
set -eu

target=${1:?usage: run-sid.sh FOLDER [options of run.py]}
shift
lab=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
mountpoint -q "$target/proc" || mount -t proc proc "$target/proc"
status=0
for runtime in ${RUNTIMES:-python3.14 python3.15 pypy3}; do
  copy="$target/lab-$runtime"
  rm -rf "$copy"
  cp -r "$lab" "$copy"
  version=$(chroot "$target" "$runtime" -c 'import sys
print(".".join(map(str, getattr(sys, "pypy_version_info", sys.version_info)[:3])))')
  case $runtime in
    pypy3) name="pypy-$version.json" ;;
    *) name="cpython-$version.json" ;;
  esac
  case " $* " in
    *" --quick "*) folder=quick ;;
    *) folder=results ;;
  esac
  if chroot "$target" python3.14 "/lab-$runtime/run.py" --runtime "$runtime" --output "/lab-$runtime/$folder/$name" "$@"; then
    [ "$folder" = quick ] || cp "$copy/results/$name" "$lab/results/$name"
  else
    status=1
  fi
  rm -rf "$copy"
done
exit $status
