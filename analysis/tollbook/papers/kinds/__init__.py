"""The kinds of papers, one a module: which figures each enters, and which sections it shows."""
