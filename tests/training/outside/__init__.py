"""Programs that other Pythons run: those of training tools, which pin versions of their own."""
