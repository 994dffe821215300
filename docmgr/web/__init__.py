"""The pages. Everything they do, they do through the services of the rooms below."""
