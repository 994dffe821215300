"""From laid-out pages and a definition to one answer, or none, for every field; see ``extractor``."""
