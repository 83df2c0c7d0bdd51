run HERE/gate.yaml
runs
show RUN
approve RUN
decide RUN
decide RUN reviw --choice continue
decide RUN --choice contine
decide RUN --choice continue --field count=many
decide RUN --choice continue --field cuont=3
decide RUN --as done
decide RUN --as finished
decide RUN --choice continue --field count=3 --comment 'as ever'
resume RUN
show RUN
resume
decide RUN --choice hold
