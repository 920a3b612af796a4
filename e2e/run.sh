#!/bin/sh
# The verbs of the launcher that are about tests: `./tintype faults`, `fixtures`, `containers`, `fuzz`, `scan`. JAVA_HOME names the JDK.
set -eu

home=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
verb=${1-}
cd "$home"
./setup/debian.sh test
case $verb in
faults)
    shift
    ./mvnw -q -B -ntp -pl e2e -am -DskipTests -Dspotless.check.skip package >&2
    cd e2e # as the tests run
    exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -cp "target/test-classes:target/classes:$(cat target/test.classpath)" dev.tintype.e2e.faults.Faults "$@"
    ;;
fixtures)
    shift
    ./mvnw -q -B -ntp -pl e2e -am test -Dtest=FixturesTest -Dsurefire.failIfNoSpecifiedTests=false "$@" >&2 || failed=$?
    echo "$home/e2e/target/fixtures/contact-sheet.png"
    exit "${failed:-0}"
    ;;
containers)
    [ "${2-}" = scenario ] || exec ./deploy/rabbitmq/with-docker.sh "$0" containers scenario
    # An engine answers.
    docker compose version >/dev/null 2>&1 || command -v docker-compose >/dev/null || {
        echo "containers: Docker Compose is missing; on Debian:  apt-get install docker-compose" >&2
        exit 4
    }
    ./mvnw -q -B -ntp -pl common test -Dtests.excluded=none -Dtest=RabbitImageTest
    ./mvnw -q -B -ntp -pl e2e -am -DskipTests -Dspotless.check.skip package >&2
    ./mvnw -q -B -ntp -f deploy/store/pom.xml package >&2
    TINTYPE_JARS=there ./setup/images.sh
    cd e2e # as the tests run
    "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "-Dtintype.home=$home" \
        -cp "target/test-classes:target/classes:$(cat target/test.classpath)" dev.tintype.e2e.containers.Containers
    ;;
fuzz)
    shift
    # A minute each; -Dfuzz.duration=1h for longer.
    exec ./mvnw -B -ntp -pl common,api,worker -am test -Dfuzz.skip=false -Dtest='*FuzzTest' \
        -Dsurefire.failIfNoSpecifiedTests=false "$@"
    ;;
scan)
    ./mvnw -q -B -ntp -pl e2e -am -DskipTests -Dspotless.check.skip package >&2
    exec "$JAVA_HOME/bin/java" -cp "e2e/target/classes:$(cat e2e/target/classpath)" dev.tintype.e2e.scan.Scan
    ;;
*)
    echo "usage: e2e/run.sh faults|fixtures|containers|fuzz|scan [ARGUMENT...]" >&2
    exit 2
    ;;
esac
