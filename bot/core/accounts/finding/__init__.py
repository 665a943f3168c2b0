"""What in a text points to an account: each kind of reference, and where it ends."""
