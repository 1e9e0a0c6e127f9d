#!/usr/bin/env bash
# Finds the .NET SDK, builds the release program when its sources changed, and runs it with the arguments given.
# Works from any folder; the folder stays the caller's.
set -euo pipefail

self=${BASH_SOURCE[0]}
while [ -L "$self" ]; do
  target=$(readlink "$self")
  case $target in /*) self=$target ;; *) self=$(dirname "$self")/$target ;; esac
done
home=$(cd "$(dirname "$self")" && pwd -P)
program=$home/build/bin/Release/net10.0/torch-tensorrt-release.dll
stamp=$home/build/obj/door.stamp
lock=$home/build/obj/door.lock

find_dotnet() {
  local candidate
  for candidate in "$(command -v dotnet || true)" "${DOTNET_ROOT:-}/dotnet" "${HOME:-}/.dotnet/dotnet"; do
    if [ -f "$candidate" ] && [ -x "$candidate" ]; then printf '%s' "$candidate"; return; fi
  done
  return 1
}

# Microsoft's own script, only when asked for.
install_dotnet() {
  local script
  script=$(mktemp)
  echo "installing the .NET SDK into ~/.dotnet" >&2
  curl --proto '=https' --tlsv1.2 -fsSL --output "$script" https://dot.net/v1/dotnet-install.sh
  bash "$script" --jsonfile "$home/global.json" --install-dir "$HOME/.dotnet" >&2
  rm -f "$script"
}

wants() {
  local wanted=$1 argument
  shift
  for argument in "$@"; do [ "$argument" = "$wanted" ] && return; done
  return 1
}

sources() {
  find "$home/build" "$home/src" "$home/global.json" "$home/Directory.Build.props" "$home/Directory.Packages.props" "$home/build.sh" \
    \( -name bin -o -name obj \) -prune -o -type f ! -name packages.lock.json "$@" -print
}

# The stamp is as old as the beginning of the last build and lists what was built: no file is newer, none was added or removed.
is_current() {
  [ -f "$program" ] && [ -f "$stamp" ] && [ -z "$(sources -newer "$stamp")" ] && [ "$(sources | sort)" = "$(cat "$stamp")" ]
}

build() {
  local output begun
  output=$(mktemp) begun=$(mktemp)
  sources | sort >"$begun.list"
  echo "building the release program" >&2
  if ! (cd "$home" && DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false \
      "$dotnet" build build/Build.csproj --configuration Release --verbosity quiet --nologo >"$output" 2>&1 9>&-); then
    cat "$output" >&2
    echo "TR9030: the release program does not build. Next: mend the errors above." >&2
    rm -f "$output" "$begun" "$begun.list"
    return 1
  fi
  # What changed while the build ran is newer than its beginning, and so is built again next time.
  cat "$begun.list" >"$stamp"
  touch -r "$begun" "$stamp"
  rm -f "$output" "$begun" "$begun.list"
}

# Of several doors opened at once, one builds and the others wait for it. The lock goes with the process that holds it;
# where there is no flock, the lock is a link that names that process.
build_once() {
  local holder
  mkdir -p "$home/build/obj"
  if command -v flock >/dev/null; then
    exec 9>"$lock"
    flock 9
    is_current || build
    exec 9>&-
  else
    until ln -s $$ "$lock.holder" 2>/dev/null; do
      holder=$(readlink "$lock.holder" || true)
      if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then rm -f "$lock.holder"; else sleep 0.2; fi
    done
    trap 'rm -f "$lock.holder"' EXIT
    is_current || build
    rm -f "$lock.holder"
    trap - EXIT
  fi
}

if ! dotnet=$(find_dotnet); then
  if wants --install-dotnet "$@"; then
    install_dotnet
    dotnet=$HOME/.dotnet/dotnet
  else
    echo "TR9031: there is no .NET SDK on the PATH, in DOTNET_ROOT or in ~/.dotnet. Next: install .NET SDK 10 from https://dot.net/download, or give the same command with --install-dotnet." >&2
    exit 1
  fi
fi

is_current || build_once
exec "$dotnet" "$program" "$@"
