"""How a member of staff gets into the pages of the desk."""
