"""What the engine got wrong: kept, grouped by cause, with fixes that were tried before they are offered."""
