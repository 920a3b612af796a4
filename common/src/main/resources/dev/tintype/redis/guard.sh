# Runs Redis ($1) for as long as standard input stays open.
#
# Input: Redis' configuration, an empty line, and then nothing until whoever started this closes it or is gone, however it
# died. A shutdown hook of a JVM would not run when the JVM is killed, and would not wait for hooks that still need Redis.
# Through standard input, because then the password is in no file and in no list of processes.
# Exit status: that of Redis; 126 or 127 when it cannot be run.

exec 3<&0
config=
while IFS= read -r line <&3 && [ -n "$line" ]; do
  config="$config$line
"
done
printf '%s' "$config" | "$1" - 3<&- &
redis=$!
(while read -r line <&3; do :; done; kill "$redis") 2>/dev/null &
watch=$!
wait "$redis"
code=$?
kill "$watch" 2>/dev/null
exit "$code"
