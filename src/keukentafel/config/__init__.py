"""How the house is started: environment, settings, addresses, servers and the PostgreSQL launcher."""
