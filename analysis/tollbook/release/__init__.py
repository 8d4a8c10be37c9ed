"""What may leave: public outputs are read back as an adversary would, and what must stay inside is listed."""
