"""How well the engine does: labelled documents set aside, and what every version makes of them."""
