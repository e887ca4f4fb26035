"""Pages about access to the files of people."""
