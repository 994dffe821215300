"""Models trained in the background: lessons, the contest with the live one, versions and their weights."""
