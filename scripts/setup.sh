#!/usr/bin/env bash
# Set up what `make` needs, once: setup.sh site|quick|test|bench PYTHON
# Creates .venv from the lock files; installs Debian packages where it may.
set -euo pipefail
what=$1 python=$2
cd "$(dirname "$0")/.."

say() { echo "== $*"; }
fail() { echo "setup: $*" >&2; exit 1; }

# What is missing is collected, so that one message names it all.
missing=()
# A package that a program or a Python module comes with, unless it is there: want PACKAGE CHECK…
want() {
  "${@:2}" >/dev/null 2>&1 || missing+=("$1")
}
# A package of Debian without a program: fonts, libraries. Other systems have other names for it.
want_on_debian() {
  command -v dpkg-query >/dev/null || return 0
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
}
any_of() {
  for program in "$@"; do command -v "$program" && return; done
}
# As root on Debian, install them; elsewhere, say what to install.
need() {
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || fail "this is no Debian, so please install first what Debian calls:
  ${missing[*]}
  CONTRIBUTING.md says what each is for, and its name on Fedora and macOS (“Other systems”)."
  [ "$(id -u)" -eq 0 ] || fail "only root may install packages, so please run first:
  sudo apt-get install --no-install-recommends ${missing[*]}"
  say "installing Debian packages: ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  missing=()
}

want python3 command -v "$python"
[ -x .venv/bin/python ] || want python3-venv "$python" -c 'import ensurepip'
case $what in
  site)
    want_on_debian fonts-noto-cjk # the fonts of the books
    ;;
  test)
    # What `make quick` does without. A browser for Lighthouse, and the same without windows, in
    # which tests run half again as fast; a second browser; fonts that have every character; what
    # the browser's driver links to; msgfmt; Java for epubcheck; Node.js for Lighthouse and scripts.
    want chromium any_of chromium chromium-browser google-chrome
    want firefox-esr any_of firefox-esr firefox
    want gettext any_of msgfmt
    want default-jre-headless java -version
    want nodejs any_of node
    want npm any_of npm
    want_on_debian chromium-headless-shell fonts-noto-cjk libatomic1
    ;;
  bench)
    want nodejs any_of node
    want npm any_of npm
    want_on_debian libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 # what WeasyPrint sets text with
    ;;
esac
need

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
  || fail "$python is $("$python" -V 2>&1), but 3.11 or newer is needed; try: make PYTHON=python3.11 …"

if [ ! -x .venv/bin/python ]; then
  say "creating .venv"
  "$python" -m venv .venv
fi

pip() { .venv/bin/python -m pip --disable-pip-version-check --quiet "$@"; }
# The packages of a lock file, each by its hash, after those that build the project itself.
packages() { pip install --require-hashes --only-binary :all: -r requirements-build.txt -r "$1"; }
# The project itself, editable.
project() { pip install --no-deps --no-build-isolation --editable .; }
# npm packages of a folder, exactly as its lock file has them, by hash; their own install scripts,
# which might fetch anything, do not run. Debian 12 has Node.js 18.
node_packages() {
  node -e "process.exit(parseInt(process.versions.node) < $2 ? 1 : 0)" \
    || fail "node is $(node --version), but $2 or newer is needed for $1"
  (cd "$1" && npm ci --silent --ignore-scripts) || fail "npm ci failed in $1: run it there to see why"
}

case $what in
  site)
    say "installing Python packages for the site (about a minute the first time)"
    packages requirements.txt
    ;;
  quick)
    say "installing Python packages for the tests (about a minute the first time)"
    packages requirements-dev.txt
    ;;
  test)
    say "installing Lighthouse, and what drives Firefox, for the tests"
    node_packages tests/lighthouse 18
    say "installing what checks the site's scripts"
    node_packages tests/javascript 18
    ;;
  bench)
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
