"""What staff answer, from a first draft to the message that leaves."""
