#!/bin/sh
# Renews what is bundled of others for page.block: consent rules and host lists. Needs npm and python3.
set -eu
cd "$(dirname "$0")/../worker/src/main/resources/dev/tintype/worker/capture/visit/third-party"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for package in @duckduckgo/autoconsent third-party-web; do
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
grep '"version"' "$work"/*/package/package.json
echo "Name these versions in README.md beside the files."
