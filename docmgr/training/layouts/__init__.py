"""What one approved document teaches at once: where its values stood and what announced them."""
