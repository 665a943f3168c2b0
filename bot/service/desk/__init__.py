"""What staff see and do, beside answering."""
