"""Public outputs read back as the figures that they print, and those that they hold back."""
