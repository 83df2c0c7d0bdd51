run HERE/deadline.yaml
show RUN
decide RUN go --choice continue
resume RUN
show RUN
cancel RUN
cancel RUN
