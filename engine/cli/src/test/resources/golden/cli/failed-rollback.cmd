run HERE/failed-rollback.yaml
rollback RUN --yes
show RUN
resume RUN
rollback RUN
rollback RUN --yes
rollback RUN --yes
show RUN
