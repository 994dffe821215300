"""What names a value: the labels and captions of a page, and on which side their values stand."""
