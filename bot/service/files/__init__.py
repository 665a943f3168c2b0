"""Files that people and staff send: what they really are, and the QR codes in them."""
