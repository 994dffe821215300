"""The figures of the dashboard: counted in the database, over the days that were chosen, of one type or of all."""
