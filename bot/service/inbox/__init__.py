"""What comes in: each update in a transaction that also marks it done."""
