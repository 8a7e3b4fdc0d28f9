#!/bin/sh
# Makes echarts.min.js anew from package-lock.json; the same lock gives the same bytes. With --check it compares with the file
# that is here and changes nothing. Needs npm and its registry; neither the build nor a user of echelon needs it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/package-lock.json" "$here/entry.js" "$work/"
cd "$work"
npm ci --no-audit --no-fund --ignore-scripts >&2
node node_modules/esbuild/bin/esbuild entry.js --bundle --minify --format=iife --global-name=echarts --target=es2017 \
  --charset=ascii --legal-comments=eof --define:process.env.NODE_ENV='"production"' --log-level=warning --outfile=echarts.min.js
cp node_modules/echarts/LICENSE node_modules/echarts/NOTICE .
cp node_modules/zrender/LICENSE LICENSE.zrender
cp node_modules/tslib/LICENSE.txt LICENSE.tslib
for file in echarts.min.js LICENSE NOTICE LICENSE.zrender LICENSE.tslib; do
  if [ "${1:-}" = --check ]; then
    cmp "$file" "$here/$file"
  else
    cp "$file" "$here/$file"
  fi
done
