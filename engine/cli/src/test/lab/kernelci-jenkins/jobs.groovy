job definitions, first version
