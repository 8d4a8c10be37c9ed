"""Papers: what a notebook found, as pages that pass the gate: sections of sentences, tables and charts."""
