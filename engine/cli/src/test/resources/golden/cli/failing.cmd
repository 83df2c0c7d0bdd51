run HERE/failing.yaml
resume
show RUN
logs RUN
logs RUN brake
logs RUN break --output json
rollback RUN
rollback RUN --yes
cancel RUN
resume RUN
verify RUN
runs
run HERE/failing.yaml first
run HERE/failing.yaml frist
run HERE/failing.yaml --until first
resume RUN --redo frist
run HERE/failing.yaml --skip break --output json
