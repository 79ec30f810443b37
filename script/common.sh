# Shared by the scripts in this folder: where things are, and how they speak.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PYTHONDONTWRITEBYTECODE="${PYTHONDONTWRITEBYTECODE:-}"
VENV="${VENV:-.venv}"
PYTHON="$VENV/bin/python"

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# Whether the files named since the first argument are what they were when the stamp was written.
fresh() { [ -f "$1" ] && [ "$(cat "$1")" = "$(digest "${@:2}")" ]; }
digest() { cat "$@" | sha256sum | cut -d' ' -f1; }

# Runs a command as root where this user may: directly, or by a sudo that asks no password.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif sudo -n true 2>/dev/null; then sudo "$@"
  else return 1; fi
}
