"""Pages to lines of text: from the file's own text layer, or by OCR."""
