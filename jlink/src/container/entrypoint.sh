#!/bin/sh
# What the container runs: reads the variables that Epoch 1.14 read, and becomes `epoch server`. With arguments it becomes `epoch ARGUMENTS`
# instead: `docker run --rm … IMAGE doctor --zk zk:2181`.
set -eu

home=${EPOCH_HOME:-/opt/epoch}
mounted=/home/default/config.yml

fail() {
  printf 'epoch: %s\n' "$*" >&2
  exit 1
}

# Prints the environment, one line for each variable, without what looks like a secret.
show_environment() {
  awk 'BEGIN {
    for (name in ENVIRON) {
      value = ENVIRON[name]
      if (toupper(name) ~ /PASS|SECRET|TOKEN|CREDENTIAL|PRIVATE|_KEY|AUTH/) value = "******"
      gsub(/\n/, "\\n", value)
      # Credentials within an address.
      gsub(/:\/\/[^\/ ]*@/, "://******@", value)
      # System properties and their kin, in JAVA_OPTS.
      gsub(/[^ =]*([Pp]ass|[Ss]ecret|[Tt]oken)[^ =]*=[^ ]*/, "******", value)
      print name "=" value
    }
  }' | sort >&2
}

case ${DEBUG:-0} in
  0 | '') ;;
  *) show_environment ;;
esac

export ADMIN_PASSWORD="${ADMIN_PASSWORD:-admin}"
export GUEST_PASSWORD="${GUEST_PASSWORD:-guest}"
# By these names the configuration files of 1.14 ask for them.
export EPOCH_ADMIN_PASSWORD="$ADMIN_PASSWORD"
export EPOCH_GUEST_PASSWORD="$GUEST_PASSWORD"
export DROVE_USERNAME="${DROVE_USERNAME:-admin}"
export DROVE_PASSWORD="${DROVE_PASSWORD:-password}"

collector=${GC_ALGO:-G1GC}
collector=${collector#Use}
case $collector in
  G1GC | SerialGC | ParallelGC | ZGC | ShenandoahGC) ;;
  *) fail "GC_ALGO is \"$GC_ALGO\"; G1GC, SerialGC, ParallelGC, ZGC and ShenandoahGC are possible" ;;
esac
for heap in JAVA_PROCESS_MIN_HEAP JAVA_PROCESS_MAX_HEAP; do
  eval "size=\${$heap:-1g}"
  case $size in
    [1-9]*) digits=${size%[kKmMgG]} ;;
    *) digits=x ;;
  esac
  case $digits in
    *[!0-9]*) fail "$heap is \"$size\"; a whole number with k, m or g behind it is needed, such as 1g" ;;
  esac
done
heap="-Xms${JAVA_PROCESS_MIN_HEAP:-1g} -Xmx${JAVA_PROCESS_MAX_HEAP:-1g}"
options="${JAVA_OPTS-} ${EPOCH_JAVA_OPTS-}"

if [ $# -gt 0 ]; then
  # A command such as doctor says by itself what it needs, and takes no more memory than it uses.
  export EPOCH_JAVA_OPTS="$options"
  exec "$home/bin/epoch" "$@"
fi
export EPOCH_JAVA_OPTS="-XX:+Use$collector $heap -XX:+ExitOnOutOfMemoryError $options"

if [ -n "${CONFIG_FILE_PATH-}" ]; then
  config=$CONFIG_FILE_PATH
  [ -f "$config" ] || fail "CONFIG_FILE_PATH is \"$config\", and no file is there"
elif [ -f "$mounted" ]; then
  config=$mounted
else
  config=$home/etc/config.yml
  missing=
  for name in ZK_CONNECTION_STRING DROVE_ENDPOINT DROVE_APP_NAME; do
    eval "value=\${$name-}"
    [ -n "$value" ] || missing="$missing $name"
  done
  [ -z "$missing" ] || fail "needed and not set:$missing (or mount a configuration at $mounted)"
fi
[ -r "$config" ] || fail "$config cannot be read"

exec "$home/bin/epoch" server "$config"
