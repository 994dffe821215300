"""The trained model: a tagger of cells, and a ranker of what may be the value."""
