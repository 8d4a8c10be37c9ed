"""What papers alone lay out: plain data and pictures, made from panels. Nothing is computed here."""
