"""Prepared: queries of the busiest pages, of which Django writes the SQL once and PostgreSQL plans it once per connection."""
