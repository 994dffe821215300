"""The REST API. Everything it does, it does through the services of the rooms below."""
