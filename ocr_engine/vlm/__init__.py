"""Vision-language models: what to ask them, how to read their answers, where they run, and how far to believe them."""
