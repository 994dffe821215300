"""Where one paper ends and another begins among the pages of a file."""
