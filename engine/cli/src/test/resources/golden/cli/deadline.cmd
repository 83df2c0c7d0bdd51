run HERE/deadline.yaml
show RUN
decide RUN go --choice continue
decide RUN go --choice hold
resume RUN
show RUN
cancel RUN
cancel RUN
