"""The parameters of notebooks: the fields that they share, checked and described in one way, and a class for each."""
