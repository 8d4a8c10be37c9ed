"""The templates of papers, for the typesetter and for the web."""
