"""Reading public outputs back as an adversary would, and listing what must not be in them."""
