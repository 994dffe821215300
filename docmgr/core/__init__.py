"""What every room needs and no room owns: settings, errors, leases, middleware, words for terminals."""
