"""Health and figures for machines that watch."""
