"""What is learned from approved documents: layouts, models, error samples, exports."""
