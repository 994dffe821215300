"""What everybody knows: words and their meanings, text as it is compared, letters that readers confuse."""
