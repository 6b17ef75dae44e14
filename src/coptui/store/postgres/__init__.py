"""A community on a PostgreSQL server. Only this folder knows psycopg and SQL."""
