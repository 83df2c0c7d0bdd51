run HERE/site.yaml --site HERE/lab.site.yaml
rehearse HERE/site.yaml --site HERE/lab.site.yaml
