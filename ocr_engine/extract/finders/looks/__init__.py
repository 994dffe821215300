"""Values known by their own look: numbers, codes, titles, days, ticks."""
