"""How much something resembles what is official, and what differs."""
