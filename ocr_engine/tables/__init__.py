"""Tables on pages: found by their rules or by how their columns stand, without any model; as HTML and XLSX."""
