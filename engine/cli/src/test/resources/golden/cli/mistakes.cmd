chek
--verison
--output json
check
check --outptu json x.yaml
check --output xml x.yaml
check --output
check --output json --output text x.yaml
check HERE/missing.yaml
check HERE
check HERE/missing.yaml --output json
run
run HERE/hello.yaml -i name
run HERE/hello.yaml -i a=1 -i a=2
run HERE/hello.yaml --yes review
run HERE/hello.yaml --probe
run HERE/hello.yaml -C HERE/missing
run HERE/hello.yaml --confirm
run HERE/missing.yaml
run HERE/hello.yaml --site HERE/missing.yaml
runs --prune
runs --keep 30d
runs --prune --keep soon
runs extra
decide
state
state make
state init
completion
completion fish
actions log.prin
