# shellcheck shell=bash
# For the scripts that open reports in a browser: goes to the root, and installs what they need.
cd "$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")" || exit

for tool in node npm chromium; do
  if ! command -v "$tool" >/dev/null && [[ $tool != chromium || -z ${BOHR_CHROMIUM:-} ]]; then
    echo "${0}: $tool is not installed (Debian: nodejs, npm, chromium)" >&2
    exit 70
  fi
done
if [[ ! -d benchmarks/report/node_modules/playwright-core ]]; then
  npm ci --prefix benchmarks/report --no-audit --no-fund --silent
fi
