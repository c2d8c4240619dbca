#!/usr/bin/env bash
# Packs the plugin: build/precheck-wordpress.zip, to be uploaded in WordPress as it is.
# Needs build/ and web/dist (script/build makes them), Node.js, gettext and python3.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
plugin=$scratch/precheck

mkdir -p "$plugin/widget" "$plugin/source" "$root/build"
cp -r "$here"/{precheck.php,uninstall.php,readme.txt,includes,assets,ffi,languages} "$plugin/"
cp "$root/LICENSE" "$root/policy.json" "$plugin/"
cp "$root/build/precheck-ffi.h" "$plugin/ffi/"
for catalogue in "$plugin"/languages/*.po; do
  msgfmt --check --output-file="${catalogue%.po}.mo" "$catalogue"
done

node "$here/pack-widget.mjs" "$root/web/dist" "$plugin/widget"
chmod a-x "$plugin"/widget/*.wasm

# What the minified scripts and the WebAssembly file are made from.
for part in CMakeLists.txt CMakePresets.json cmake core wasm script; do
  cp -r "$root/$part" "$plugin/source/"
done
mkdir -p "$plugin/source/web"
cp -r "$root"/web/{src,build.mjs,package.json,package-lock.json,tsconfig*.json} "$plugin/source/web/"

(cd "$scratch" && python3 -m zipfile -c precheck-wordpress.zip precheck)
mv "$scratch/precheck-wordpress.zip" "$root/build/"
