"""Views that only papers have: their panels laid out as sections."""
