"""The panel of a notebook: its parameters as a form, its own cells run again, and what they show."""
