"""What a model is asked and in which form it answers: orders, the families and their prompts."""
