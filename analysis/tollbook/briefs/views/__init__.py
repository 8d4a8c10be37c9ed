"""The brief as plain data for its outputs: texts, tables and pictures. Nothing is computed here."""
