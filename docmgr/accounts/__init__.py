"""Who people are: roles and what each may do, departments, login by directory or password, tokens of the API."""
