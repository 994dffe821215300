"""Background jobs: which there are, how one is asked for, watched and ended."""
