"""Confirmed values as material for training tools."""
