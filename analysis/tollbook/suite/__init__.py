"""The suite of notebooks: their declared parameters, and one run for all, its files put in their place together."""
