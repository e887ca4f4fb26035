"""Prepared: queries that need more speed than Django gives them, those of the busiest pages and those of thousands of rows."""
