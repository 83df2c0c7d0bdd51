actions log.print
