"""How rows stand in a file: in parentheses, between separators, in the elements of XML."""
