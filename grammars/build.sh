#!/bin/sh
# Builds python.wasm from the C sources in node_modules. Usage: grammars/build.sh [OUTPUT]
# Needs clang-14, lld-14, wasi-libc, libclang-rt-14-dev-wasm32 (Debian 12) and patch, after `npm ci`. See PROVENANCE.md.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
output=${1:-$here/python.wasm}
modules=$here/../node_modules
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp -R "$modules/tree-sitter/vendor/tree-sitter/lib" "$work/core"
cp -R "$modules/tree-sitter-python/src" "$work/grammar"
patch --quiet -p1 -d "$work" <"$here/sources.patch"

compile() {
  source=$1
  object=$work/$(basename "$source" .c).o
  shift
  clang-14 --target=wasm32-wasi -O3 -mbulk-memory -DNDEBUG -isystem /usr/include/wasm32-wasi "$@" -c "$source" -o "$object"
  objects="$objects $object"
}

objects=
for part in shim walk units oracle; do
  compile "$here/$part.c" -I"$work/core/include" -I"$work/core/src" -Wall -Wextra -Werror -Wno-unused-parameter
done
compile "$work/core/src/lib.c" -I"$work/core/include" -I"$work/core/src"
compile "$work/grammar/parser.c" -I"$work/grammar"
compile "$work/grammar/scanner.c" -I"$work/grammar"

# shellcheck disable=SC2086 # a list of files
wasm-ld-14 -O3 --no-entry --strip-all --gc-sections -z stack-size=1048576 --export=_initialize \
  /usr/lib/wasm32-wasi/crt1-reactor.o $objects \
  /usr/lib/wasm32-wasi/libc.a /usr/lib/llvm-14/lib/clang/14.0.6/lib/wasi/libclang_rt.builtins-wasm32.a \
  -o "$work/python.wasm"
mv "$work/python.wasm" "$output"
