run HERE/probe.yaml --dry-run --probe
run HERE/probe.yaml program read --dry-run --probe --output json
check HERE/probe.yaml --probe
check HERE/probe.yaml --probe --output json
check HERE/probe.yaml --site HERE/probe.yaml
runs
