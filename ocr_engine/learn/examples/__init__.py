"""What is kept of a confirmed document: where its values stood, what names them, what its layout looks like."""
