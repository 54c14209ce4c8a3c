# shellcheck shell=bash
# Builds the benchmarks and sets `java`, a JDK 25, and `class_path`. For the scripts beside it.

for java in "${JAVA_HOME:-/nowhere}/bin/java" java /usr/lib/jvm/*25*/bin/java; do
  if [[ $("$java" -version 2>&1 || true) == *'version "25'* ]]; then
    break
  fi
done
[[ $("$java" -version 2>&1 || true) == *'version "25'* ]] || {
  echo "benchmarks: no JDK 25 found; set JAVA_HOME to its folder" >&2
  exit 70
}
mvn -q -B -DskipTests -pl benchmarks -am package >&2
# shellcheck disable=SC2034 # the scripts beside it use it
class_path="benchmarks/target/classes:benchmarks/target/lib/*"
