"""The commands, one a module; each is thin: it reads its options, calls the package and prints."""
