"""What papers alone tell: sentences made by rules from the facts, and from nothing else."""
