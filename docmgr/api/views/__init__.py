"""What the API answers: one module a subject, each view loads, checks, calls a service and answers."""
