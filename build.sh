#!/usr/bin/env bash
# Restores the Cake tool, runs one target of build.cake, then hands over to what the target made.
set -uo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
summary="$root/artifacts/test-summary.txt"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

usage() {
  echo "usage: ./build.sh run|test|build|bench|package   (run and bench pass further arguments on)" >&2
  exit 2
}

need() {
  command -v "$1" > /dev/null || { echo "$1 is missing: install $2, then try again." >&2; exit 1; }
}

target="${1:-}"
case "$target" in
  run | bench) shift ;;
  test | build | package) [[ $# -eq 1 ]] || usage ;;
  *) usage ;;
esac
need dotnet "the .NET 10 SDK (https://dotnet.microsoft.com/download)"
need node "Node.js 20.19 or newer (https://nodejs.org)"
need npm "npm, which comes with Node.js 20.19 or newer (https://nodejs.org)"

rm -f "$summary"
(
  cd "$root" || exit 1
  restored="$(dotnet tool restore 2>&1)" || { echo "$restored" >&2; exit 1; }
  export CAKE_SETTINGS_ENABLESCRIPTCACHE=true CAKE_PATHS_CACHE="$root/artifacts/cake"
  exec dotnet cake build.cake --verbosity=quiet --target="$target"
) || { status=$?; [[ ! -f "$summary" ]] || cat "$summary"; exit "$status"; }

case "$target" in
  run)
    [[ " $*" == *" --data"* ]] || set -- --data "$root/artifacts/demo-data" "$@"
    exec "$root/artifacts/pihub/pihub" run --demo "$@"
    ;;
  bench) exec dotnet "$root/tests/PiHub.Benchmarks/bin/Release/net10.0/PiHub.Benchmarks.dll" "$@" ;;
  test) cat "$summary" ;;
esac
