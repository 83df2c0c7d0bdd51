run HERE/half.yaml
rollback RUN --yes
