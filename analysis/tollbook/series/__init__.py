"""Series: many notebooks run one after another, or a few at a time."""
