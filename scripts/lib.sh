# What scripts/start and scripts/verify share; read with `.`, POSIX sh.

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# Runs a command as root: directly, or through sudo.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo > /dev/null 2>&1; then sudo "$@"
  else return 1
  fi
}

# Runs apt-get without a question and without its chatter; what it said is shown when it fails.
apt_get() {
  apt_log=$(mktemp) || return 1
  if as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -q "$@" > "$apt_log" 2>&1 < /dev/null; then
    rm -f "$apt_log"
  else
    tail -n 20 "$apt_log" >&2
    rm -f "$apt_log"
    return 1
  fi
}

# Package lists may be missing or old; they are fetched once, and only when something is to be installed.
apt_lists=old
fetch_lists() {
  if [ "$apt_lists" = old ]; then apt_get update || return 1; fi
  apt_lists=new
}

have_apt() { command -v apt-get > /dev/null 2>&1 && command -v dpkg-query > /dev/null 2>&1; }

# Installs those of the named Debian packages that are missing; does nothing when all are there.
install_packages() {
  missing=
  for package in "$@"; do
    case $(dpkg-query -W -f '${Status}' "$package" 2> /dev/null) in
      *' installed') ;;
      *) missing="$missing $package" ;;
    esac
  done
  [ -z "$missing" ] && return 0
  say "Installing$missing"
  # shellcheck disable=SC2086
  fetch_lists && apt_get install --no-install-recommends $missing
}

# Is this directory a JDK 25 or newer that can link images?
is_jdk() {
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/jlink" ] && [ -r "$1/release" ] || return 1
  jdk_version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ "${jdk_version:-0}" -ge 25 ]
}

# Says where a JDK 25 or newer is.
look_for_jdk() {
  javac_on_path=$(command -v javac 2> /dev/null) && javac_on_path=$(readlink -f "$javac_on_path")
  # One candidate a line: a home may have blanks in its name.
  {
    printf '%s\n' "${JAVA_HOME-}" "${javac_on_path%/bin/javac}"
    for home in /usr/lib/jvm/* /opt/*jdk* /opt/java/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home; do
      printf '%s\n' "$home"
    done
    if [ -r "$HOME/.m2/toolchains.xml" ]; then
      sed -n 's:.*<jdkHome>\(.*\)</jdkHome>.*:\1:p' "$HOME/.m2/toolchains.xml"
    fi
  } | while read -r home; do
    if [ -n "$home" ] && is_jdk "$home"; then
      printf '%s\n' "$home"
      break
    fi
  done
}

# Sets jdk to the home of a JDK 25 or newer, which is installed if there is none and a package has it.
find_jdk() {
  jdk=$(look_for_jdk)
  if [ -z "$jdk" ] && have_apt && fetch_lists; then
    package=$(
      apt-cache search --names-only '^(openjdk|temurin)-[0-9]+-jdk(-headless)?$' 2> /dev/null \
        | sed -n 's/^\([a-z]*-\([0-9]*\)-jdk[^ ]*\) .*/\2 \1/p' | sort -n | while read -r version name; do
          if [ "$version" -ge 25 ]; then printf '%s\n' "$name"; break; fi
        done
    )
    if [ -n "$package" ] && install_packages "$package"; then jdk=$(look_for_jdk); fi
  fi
  [ -n "$jdk" ] || fail "Epoch is built with a JDK 25 or newer, and there is none: not at JAVA_HOME, on the PATH, in /usr/lib/jvm or Maven's toolchains, and no package has one. Install one (Temurin, for example) and set JAVA_HOME to it."
}

# Maven's own libraries do what a JVM 25 warns of.
MAVEN_ON_25='--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED'

# Finds or installs Maven.
find_maven() {
  command -v mvn > /dev/null 2>&1 && return
  have_apt && install_packages maven && command -v mvn > /dev/null 2>&1 && return
  fail "Epoch is built with Maven 3.8 or newer, and there is none on the PATH."
}
