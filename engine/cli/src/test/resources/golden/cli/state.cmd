runs --state /proc/nowhere
run HERE/hello.yaml --state /proc/nowhere
run HERE/hello.yaml --state /proc/version
state init --group no-such-group
