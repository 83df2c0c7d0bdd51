--help
help check
actions --help
run --help
resume --help
runs --help
show --help
logs --help
wait --help
decide --help
approve --help
reject --help
cancel --help
rollback --help
verify --help
state --help
completion --help
--version
