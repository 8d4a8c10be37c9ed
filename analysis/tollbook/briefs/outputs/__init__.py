"""What is made of the view: the PDF and its siblings."""
