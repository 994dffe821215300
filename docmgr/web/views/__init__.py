"""What the pages answer: one module a subject, each view loads, checks, calls a service and answers."""
