"""Measurements in a throw-away installation, which goes the way of the real one."""
