# shellcheck shell=bash
# What ./test and ./run need from the system, as "command:Debian package". Sourced by both.

OLLIO_PACKAGES=(
  javac:openjdk-17-jdk-headless
  mvn:maven
  chromium:chromium # looks at previews
  bwrap:bubblewrap  # isolates the local sandbox
  node:nodejs       # runs dev servers in there
  mariadb-install-db:mariadb-server-core  # a real MariaDB for the tests of ollio-store-jdbc, not started by the system
  my_print_defaults:mariadb-client-core # a part that the one above needs
)

# Installs the packages of the commands named that are missing ("all" for all): needs root and apt, else
# names them and fails.
ensure_packages() {
  local entry missing=()
  for entry in "${OLLIO_PACKAGES[@]}"; do
    [[ $1 == all || " $* " == *" ${entry%%:*} "* ]] || continue
    command -v "${entry%%:*}" >/dev/null || missing+=("${entry#*:}")
  done
  ((${#missing[@]} == 0)) && return 0
  if [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null; then
    echo "Missing on this machine: ${missing[*]}. As root, run:" >&2
    echo "  apt-get update && apt-get install -y --no-install-recommends ${missing[*]}" >&2
    return 1
  fi
  echo "Installing ${missing[*]}" >&2
  quietly apt-get update &&
    quietly env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}

# Fails unless the JDK that Maven will use is 17 or newer.
ensure_jdk() {
  local javac=${JAVA_HOME:+$JAVA_HOME/bin/}javac version
  version=$("$javac" -version 2>&1) || {
    echo "No JDK at JAVA_HOME=${JAVA_HOME:-}: $version" >&2
    return 1
  }
  [[ $version =~ ^javac\ ([0-9]+) ]] && ((BASH_REMATCH[1] >= 17)) && return 0
  echo "JDK 17 or newer is needed, found: $version" >&2
  return 1
}

# Runs a command and shows what it printed only when it failed.
quietly() {
  local output
  output=$("$@" 2>&1) || {
    printf '%s failed:\n%s\n' "$*" "$output" >&2
    return 1
  }
}
