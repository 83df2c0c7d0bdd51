runs --state /proc/nowhere
run HERE/hello.yaml --state /proc/nowhere
run HERE/hello.yaml --state HERE/hello.yaml
state init --group no-such-group
