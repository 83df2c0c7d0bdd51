run HERE/secrets.yaml use -i pin=known-to-nobody
verify RUN --secrets -i pin=known-to-nobody
verify RUN --secrets -i pin=known-to-nobody --output json
verify RUN --secrets
verify RUN --secrets -i pni=x
verify RUN -i pin=x
run HERE/secrets.yaml use misuse -i pin=pull-the-lever
verify RUN --secrets -i pin=pull-the-lever
verify RUN --secrets -i pin=pull-the-lever --output json
