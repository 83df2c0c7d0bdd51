test HERE/gate.test.yaml
test HERE/gate.test.yaml --coverage --output json
test HERE/unexpected.test.yaml --coverage
test HERE/wrong.test.yaml
test HERE/steps.test.yaml
test HERE/empty.test.yaml
test HERE/missing.test.yaml
test HERE/missing
rehearse HERE/hello.yaml
rehearse HERE/gate.yaml --scenario HERE/gate.test.yaml
rehearse HERE/gate.yaml --output json
rehearse HERE/hello.yaml --speed fast
rehearse HERE/gate.yaml --scenario HERE/wrong.test.yaml
