check HERE/ten.yaml
