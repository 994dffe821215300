"""What can be asked of a page besides its fields, and who answers: the configured model, or the light reader."""
