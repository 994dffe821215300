"""What is done to a page before it is read, each step with the way back to the page as shown."""
