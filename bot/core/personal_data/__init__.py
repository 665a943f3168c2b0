"""Personal data in what people write."""
