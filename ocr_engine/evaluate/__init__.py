"""Measuring the engine on labelled documents: the metrics, the gold files, the learning curve."""
