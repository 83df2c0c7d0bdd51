run HERE/hello.yaml
show RUN
show RUN --output json
show RUN --follow
logs RUN
logs RUN greet --follow
wait RUN
verify RUN
verify RUN --output json
runs
runs --output json
resume
resume RUN
resume 1999-01-01-zzz
show 2026
rollback RUN
runs --prune --keep 1d
run HERE/hello.yaml --output json
run HERE/hello.yaml --dry-run
run HERE/hello.yaml --dry-run --output json
run HERE/hello.yaml -i nmae=x
run HERE/hello.yaml --from greet --until gret
check HERE/hello.yaml
check HERE/hello.yaml --output json
