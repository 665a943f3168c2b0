"""What web pages are served with: the server, safety, templates, and what machines ask."""
