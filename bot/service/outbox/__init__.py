"""What goes out, until each message is delivered or set aside."""
