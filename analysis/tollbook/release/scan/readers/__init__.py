"""One module a kind of file: bytes in, pieces of text with their places out."""
