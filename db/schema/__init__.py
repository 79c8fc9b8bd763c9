"""Tables, their columns and what each means, as SQLAlchemy metadata."""
