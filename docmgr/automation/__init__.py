"""Which values need no person: error budgets, their evidence, blind samples, the switch that turns itself off."""
