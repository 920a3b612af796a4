#!/bin/sh
# Renews what is bundled of others: consent rules and host lists for page.block, players for tests. Needs npm and python3.
set -eu
players=$(cd "$(dirname "$0")/../e2e/src/test/resources/dev/tintype/e2e/media/players" && pwd)
cd "$(dirname "$0")/../worker/src/main/resources/dev/tintype/worker/capture/visit/third-party"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for package in @duckduckgo/autoconsent third-party-web hls.js dashjs; do
  folder=$work/$(basename "$package")
  mkdir "$folder"
  archive=$(cd "$folder" && npm pack --silent "$package")
  tar -xzf "$folder/$archive" -C "$folder"
done
cp "$work/autoconsent/package/dist/autoconsent.standalone.js" .
cp "$work/autoconsent/package/LICENSE" autoconsent.LICENSE
cp "$work/third-party-web/package/LICENSE" third-party-web.LICENSE
python3 - "$work/third-party-web/package/dist/entities-nostats.json" > hosts.tsv << 'PYTHON'
import json, sys
groups = {"ad": "ads", "analytics": "trackers", "marketing": "trackers", "tag-manager": "trackers", "customer-success": "chats"}
rows = {(groups[e["category"]], domain.lower()) for e in json.load(open(sys.argv[1])) if e["category"] in groups for domain in e["domains"]}
for group, domain in sorted(rows):
    print(group + "\t" + domain)
PYTHON
sed "/^\/\/# sourceMappingURL/d" "$work/hls.js/package/dist/hls.min.js" > "$players/hls.min.js"
cp "$work/hls.js/package/LICENSE" "$players/hls.LICENSE"
sed "/^\/\/# sourceMappingURL/d" "$work/dashjs/package/dist/modern/umd/dash.all.min.js" > "$players/dash.all.min.js"
cp "$work/dashjs/package/LICENSE.md" "$players/dash.LICENSE"
grep '"version"' "$work"/*/package/package.json
echo "Name these versions in README.md beside the files."
