# Starts one of ansible's programs so that what is secret is on no disk and in no argument.
#
#   sh drive.sh FOLDER PROGRAM ARGUMENT... < lines of `NAME BASE64`
#
# A line becomes a pipe FOLDER/NAME, from which ansible reads the decoded text once; `private_key` becomes a key of the
# SSH agent around this script, and FOLDER/private_key.pub. FOLDER is removed at the end, also where whoever started
# this was killed meanwhile.
folder=$1
shift
agent=

end() {
  # Whoever ends us may end what tidies up with us.
  trap '' HUP INT PIPE TERM
  # Where the program ended early, a writer still waits for a reader.
  for file in "$folder"/*; do
    [ ! -p "$file" ] || : <>"$file"
  done
  [ -z "$agent" ] || kill "$agent"
  rm -rf "$folder"
}
trap end EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
# A shell tells how its program was ended, which nobody reads any more where the engine was killed.
trap 'exit 141' PIPE

command -v "$1" >/dev/null || exit 127
export PYTHONPATH="$folder${PYTHONPATH:+:$PYTHONPATH}"
umask 077
while read -r name text; do
  if [ "$name" = private_key ]; then
    agent=$SSH_AGENT_PID
    printf %s "$text" | base64 -d | SSH_ASKPASS_REQUIRE=never ssh-add -q - || exit 125
    ssh-add -L >"$folder/private_key.pub"
  else
    mkfifo "$folder/$name" || exit 124
    printf %s "$text" | base64 -d >"$folder/$name" &
  fi
done
"$@" </dev/null
