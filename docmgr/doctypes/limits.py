"""How much a definition may hold, whether it is typed or comes from a file."""

MAX_FIELDS = 200
TYPE_KEY = r"[\w-]{1,60}"
# Characters.
LONGEST = {"key": 60, "label_zh": 120, "label_en": 120, "rows": 60, "hint": 2000, "prompt": 8000}
# Of a list, and the characters of each of its entries.
MOST_LINES, LONGEST_LINE = 500, 300
