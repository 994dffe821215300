"""Document types in versions: fields, prompts, dictionaries; a draft is edited, a published version stays as it is."""
