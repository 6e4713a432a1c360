#!/bin/sh
# Fetch the front-end libraries again and put them under static/vendor. Needs npm, only when a
# version changes: the results are committed and nothing of Node is used at run time.
#   sh deploy/vendor/refresh.sh
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts @tabler/core@1.6.1 @tabler/icons@3.49.0 @fontsource/inter@5.3.0 \
  @fontsource/tinos@5.3.0 htmx.org@2.0.11 tom-select@2.6.2 lightningcss@1.33.0
from="$work/node_modules" to="$root/static/vendor"

# Tabler: colour functions worked out, then minified for Chrome and Edge 109, the last on Windows 7 and 8.
python3 "$root/deploy/vendor/lower_colours.py" "$from/@tabler/core/dist/css/tabler.css" "$root/static/css/tokens.css" > tabler.css
node -e '
  const { readFileSync, writeFileSync } = require("fs");
  const { transform } = require("lightningcss");
  const targets = { chrome: 109 << 16, edge: 109 << 16, firefox: 102 << 16, safari: 15 << 16 };
  const { code } = transform({ filename: "tabler.css", code: readFileSync("tabler.css"), minify: true, targets });
  writeFileSync(process.argv[1], code);
' "$to/tabler/tabler.min.css"

# Fonts: the three subsets that Vietnamese text needs.
for subset in latin latin-ext vietnamese; do
  for weight in 400 500 600; do
    cp "$from/@fontsource/inter/files/inter-$subset-$weight-normal.woff2" "$to/inter/files/"
  done
  for weight in 400 700; do
    cp "$from/@fontsource/tinos/files/tinos-$subset-$weight-normal.woff2" "$from/@fontsource/tinos/files/tinos-$subset-$weight-italic.woff2" "$to/tinos/files/"
  done
done
cp "$from/@fontsource/inter/LICENSE" "$to/inter/LICENSE"
cp "$from/@fontsource/tinos/LICENSE" "$to/tinos/LICENSE"

# Scripts: a source map's address would break the manifest of static files.
cp "$from/htmx.org/dist/htmx.min.js" "$from/htmx.org/LICENSE" "$to/htmx/"
sed '/^\/\/# sourceMappingURL/d' "$from/tom-select/dist/js/tom-select.complete.min.js" > "$to/tom-select/tom-select.complete.min.js"
sed 's|/\*# sourceMappingURL.*\*/||; s|color-mix(#fff,#d0d0d0,85%)|#f8f8f8|' "$from/tom-select/dist/css/tom-select.min.css" > "$to/tom-select/tom-select.min.css"
cp "$from/tom-select/LICENSE" "$to/tom-select/LICENSE"

# Icons: only those already in use; add one by touching core/icons/<name>.svg first.
for icon in "$root"/core/icons/*.svg; do
  cp "$from/@tabler/icons/icons/outline/$(basename "$icon")" "$icon"
done
cp "$from/@tabler/icons/LICENSE" "$root/core/icons/LICENSE"
