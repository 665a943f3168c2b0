"""What the platforms call an account, and where on their pages its name stands."""
