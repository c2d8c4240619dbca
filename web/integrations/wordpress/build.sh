#!/usr/bin/env bash
# Packs the plugin: build/precheck-wordpress.zip, to be uploaded in WordPress as it is.
# Needs web/dist, gettext and python3.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
plugin=$scratch/precheck

mkdir -p "$plugin/widget" "$plugin/source" "$root/build"
cp -r "$here"/{precheck.php,uninstall.php,readme.txt,includes,assets,ffi,languages} "$plugin/"
cp "$root/LICENSE" "$root/policy.json" "$plugin/"
for catalogue in "$plugin"/languages/*.po; do
  msgfmt --check --output-file="${catalogue%.po}.mo" "$catalogue"
done

# The widget. Many web servers do not know .mjs and send it as a download, which no browser runs:
# here every module is a .js file. precheck.mjs would then collide with the loader's name.
cp -r "$root"/web/dist/{precheck.js,precheck.mjs,precheck-engine.mjs,precheck.wasm,i18n} "$plugin/widget/"
chmod a-x "$plugin/widget/precheck.wasm"
mv "$plugin/widget/precheck.mjs" "$plugin/widget/precheck-module.mjs"
find "$plugin/widget" -name '*.js' -o -name '*.mjs' | while read -r file; do
  sed -i -e 's/precheck\.mjs/precheck-module.js/g' -e 's/\.mjs/.js/g' "$file"
done
find "$plugin/widget" -name '*.mjs' | while read -r file; do
  mv "$file" "${file%.mjs}.js"
done

# What the minified scripts and the WebAssembly file are made from.
for part in CMakeLists.txt CMakePresets.json cmake core wasm script; do
  cp -r "$root/$part" "$plugin/source/"
done
mkdir -p "$plugin/source/web"
cp -r "$root"/web/{src,build.mjs,package.json,package-lock.json,tsconfig*.json} "$plugin/source/web/"

(cd "$scratch" && python3 -m zipfile -c precheck-wordpress.zip precheck)
mv "$scratch/precheck-wordpress.zip" "$root/build/"
