"""Claims: what each report said, one row a claim, validated with every problem named at once."""
