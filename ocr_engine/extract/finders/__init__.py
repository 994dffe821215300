"""Who proposes values that no label announces: each file knows one such thing, and none of them chooses."""
