"""Draws the specimen documents that docmgr ships, together with the labels that say what stands on them."""
