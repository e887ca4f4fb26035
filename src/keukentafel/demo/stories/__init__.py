"""The residents of the prototype, with their stories written by hand."""
